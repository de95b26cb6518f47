/** A map of a head, [C, H, W] row-major. */
export interface HeadMap {
  readonly shape: readonly [channels: number, height: number, width: number];
  readonly data: Float32Array;
}

/** A place of a map that is as high as all around it. */
export interface Peak {
  readonly class: number;
  readonly x: number;
  readonly y: number;
  readonly score: number;
}

export const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));

/** Whether a value is the greatest of its 3×3 neighbourhood; nothing lies outside. */
function isPeak(data: Float32Array, from: number, x: number, y: number, width: number, height: number): boolean {
  const value = data[from + y * width + x]!;
  for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row += 1)
    for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column += 1)
      if (!(value >= data[from + row * width + column]!)) return false;
  return true;
}

/** The highest peaks of some channels, by falling score; of equal ones the lower class, row, column stands first. */
export function findPeaks({ shape, data }: HeadMap, most: number, channels = range(shape[0])): readonly Peak[] {
  const [, height, width] = shape;
  const found: { readonly logit: number; readonly at: number }[] = [];
  for (const channel of channels)
    for (let y = 0; y < height; y += 1)
      for (let x = 0; x < width; x += 1) {
        const from = channel * height * width;
        if (isPeak(data, from, x, y, width, height))
          found.push({ logit: data[from + y * width + x]!, at: from + y * width + x });
      }
  // Places are counted by class, row and column.
  const best = found.sort((a, b) => b.logit - a.logit || a.at - b.at).slice(0, most);
  return best.map(({ logit, at }) => ({
    class: Math.floor(at / (height * width)),
    y: Math.floor(at / width) % height,
    x: at % width,
    score: sigmoid(logit),
  }));
}

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
