/** A shader of WebGPU takes 8 buffers for certain, one of which is the result's; tfjs does not look. */
export const MOST_PARTS = 7;

/** How many sums `sumOf` makes on its way to that of so many parts. */
export const partialSums = (parts: number): number => Math.max(0, Math.ceil((parts - MOST_PARTS) / (MOST_PARTS - 1)));
