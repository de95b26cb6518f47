import { hashName } from '#lib/dla/weights/seeded.ts';

/** Uniform numbers in [0, 1): mulberry32, seeded by a text. */
export function randomOf(seed: string): () => number {
  let state = hashName(seed) | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= (t + Math.imul(t ^ (t >>> 7), t | 61)) | 0;
    return ((t ^ (t >>> 14)) >>> 0) * 2 ** -32;
  };
}

/** Standard normal numbers (Box and Muller's method). */
export function normalOf(seed: string): () => number {
  const uniform = randomOf(seed);
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** The whole numbers below `count` in random order (Fisher and Yates' shuffle). */
export function shuffled(count: number, seed: string): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  const uniform = randomOf(seed);
  for (let last = count - 1; last > 0; last -= 1) {
    const other = Math.floor(uniform() * (last + 1));
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}
