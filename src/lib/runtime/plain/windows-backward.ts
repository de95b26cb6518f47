import { elements } from '#lib/dla/ops/op.ts';
import type { PoolAttributes } from '#lib/dla/ops/pool.ts';
import type { PlainBackward, PlainPassed } from './plain-op.ts';
import { betweenOf } from './windows.ts';

interface Windows extends Pick<PlainPassed<'max-pool'>, 'shapes' | 'shape'> {
  readonly attributes: PoolAttributes;
}

/** Goes through the windows of a pool: the places of each that lie inside, and where its result stands. */
function eachWindow(
  { shapes, shape, attributes: { kernel, stride, padding } }: Windows,
  take: (places: readonly number[], result: number) => void,
): void {
  const [channels, height, width] = shapes[0]!;
  const [, high, wide] = shape;
  let result = 0;
  for (let c = 0; c < channels; c += 1)
    for (let y = 0; y < high; y += 1)
      for (let column = 0; column < wide; column += 1, result += 1) {
        const [top, left] = [y * stride - padding, column * stride - padding];
        const places: number[] = [];
        for (let i = Math.max(top, 0); i < Math.min(top + kernel, height); i += 1)
          for (let j = Math.max(left, 0); j < Math.min(left + kernel, width); j += 1)
            places.push((c * height + i) * width + j);
        take(places, result);
      }
}

/** To the first of the largest values; to the last NaN where there is one, as PyTorch's comparison lets each win. */
export const maxPoolBackward: PlainBackward<'max-pool'> = (gradient, passed) => {
  const [x] = passed.inputs;
  const byInput = new Float32Array(x!.length);
  eachWindow(passed, (places, result) => {
    let [best, most] = [places[0]!, -Infinity];
    for (const place of places) {
      const value = x![place]!;
      if (value > most || Number.isNaN(value)) [best, most] = [place, value];
    }
    byInput[best]! += gradient[result]!;
  });
  return { inputs: [byInput] };
};

export const avgPoolBackward: PlainBackward<'avg-pool'> = (gradient, passed) => {
  const { kernel, inside } = passed.attributes;
  const byInput = new Float32Array(passed.inputs[0]!.length);
  eachWindow(passed, (places, result) => {
    const slope = Math.fround(gradient[result]! / (inside ? places.length : kernel ** 2));
    for (const place of places) byInput[place]! += slope;
  });
  return { inputs: [byInput] };
};

export const globalAvgPoolBackward: PlainBackward<'global-avg-pool'> = (gradient, { inputs: [x], shapes }) => {
  const size = x!.length / shapes[0]![0];
  return { inputs: [x!.map((_, at) => gradient[Math.floor(at / size)]! / size)] };
};

/** A share that is 0 is a factor here too. */
export const resizeBackward: PlainBackward<'resize'> = (gradient, { shapes, shape, attributes }) => {
  const [channels, height, width] = shapes[0]!;
  const [, high, wide] = shape;
  const byInput = new Float32Array(elements(shapes[0]!));
  let from = 0;
  for (let c = 0; c < channels; c += 1)
    for (let y = 0; y < high; y += 1) {
      const rows = betweenOf(y, height, attributes);
      for (let column = 0; column < wide; column += 1, from += 1) {
        const columns = betweenOf(column, width, attributes);
        const slope = gradient[from]!;
        const give = (row: number, at: number, share: number) => {
          byInput[(c * height + row) * width + at]! += slope * share;
        };
        if (attributes.mode === 'nearest') {
          give(rows.low, columns.low, 1);
          continue;
        }
        give(rows.low, columns.low, (1 - rows.share) * (1 - columns.share));
        give(rows.low, columns.high, (1 - rows.share) * columns.share);
        give(rows.high, columns.low, rows.share * (1 - columns.share));
        give(rows.high, columns.high, rows.share * columns.share);
      }
    }
  return { inputs: [byInput] };
};
