/** How many views there are of an image. */
export const VIEWS = 8;

/** Part of the image's side by which a view is moved. */
const SHIFT = 1 / 8;

/** The place that a place beyond the edge mirrors. */
const mirrored = (place: number, extent: number): number => {
  const last = extent - 1;
  const folded = Math.abs(place);
  return last === 0 ? 0 : last - Math.abs(last - (folded % (2 * last)));
};

/**
 * Eight views of one image, [C, H, W] row-major, as a training that shifts and flips makes them: itself first, then moved
 * by an eighth of its side across, down, or both, and each of the four flipped. What comes in at the edges mirrors what is
 * there. A batch of them has statistics of its own.
 */
export function viewsOf(
  values: Float32Array,
  [channels, height, width]: readonly [channels: number, height: number, width: number],
): readonly Float32Array[] {
  const shifts = [0, Math.max(1, Math.round(SHIFT * height))].flatMap((down) =>
    [0, Math.max(1, Math.round(SHIFT * width))].map((across) => ({ down, across })),
  );
  return [false, true].flatMap((flipped) =>
    shifts.map(({ down, across }) => {
      const view = new Float32Array(values.length);
      let to = 0;
      for (let c = 0; c < channels; c += 1)
        for (let y = 0; y < height; y += 1) {
          const row = (c * height + mirrored(y + down, height)) * width;
          for (let x = 0; x < width; x += 1)
            view[to++] = values[row + mirrored((flipped ? width - 1 - x : x) + across, width)]!;
        }
      return view;
    }),
  );
}
