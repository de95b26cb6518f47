import { BATCH_NORM_EPSILON } from '#lib/dla/ops/batch-norm.ts';
import { GROUP_NORM_EPSILON } from '#lib/dla/ops/group-norm.ts';
import { elements, type Shape, type WeightRole } from '#lib/dla/ops/op.ts';
import type { OpKind } from '#lib/dla/ops/ops.ts';
import { LOWEST, type PadAttributes } from '#lib/dla/ops/pad.ts';
import type { ResizeAttributes } from '#lib/dla/ops/resize.ts';

/** A map of one image, NCHW without N, in float64. */
export interface Plane {
  readonly shape: Shape;
  readonly data: Float64Array;
}

/** Weights of an op by their roles. */
export type Named = Readonly<Partial<Record<WeightRole, Float64Array>>>;

const plane = (shape: Shape, value: (c: number, y: number, x: number) => number): Plane => {
  const data = new Float64Array(elements(shape));
  let index = 0;
  for (let c = 0; c < shape[0]; c += 1)
    for (let y = 0; y < shape[1]; y += 1) for (let x = 0; x < shape[2]; x += 1) data[index++] = value(c, y, x);
  return { shape, data };
};

/** The value at a place; zero outside. */
const at = ({ shape: [, height, width], data }: Plane, c: number, y: number, x: number): number =>
  y < 0 || x < 0 || y >= height || x >= width ? 0 : data[(c * height + y) * width + x]!;

/** The largest of all channels at a place; NaN where one is. */
const largest = (x: Plane, y: number, column: number): number =>
  Math.max(...Array.from({ length: x.shape[0] }, (_, c) => at(x, c, y, column)));

interface WindowAttributes {
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly dilation?: number;
}

/** Every value that a window takes, as [kernel y, kernel x, input y, input x]. */
function taps({ kernel, stride, padding, dilation = 1 }: WindowAttributes, y: number, x: number) {
  const places: [number, number, number, number][] = [];
  for (let i = 0; i < kernel; i += 1)
    for (let j = 0; j < kernel; j += 1)
      places.push([i, j, y * stride - padding + i * dilation, x * stride - padding + j * dilation]);
  return places;
}

/** Inputs, attributes, weights and the shape of the result. */
export type Definition = (inputs: readonly Plane[], attributes: never, weights: Named, shape: Shape) => Plane;

const clamp = (value: number, most: number) => Math.min(Math.max(value, 0), most);

/** Every op written down as its definition says, with no thought of speed. */
export const definitions: Readonly<Record<OpKind, Definition>> = {
  input: ([image]) => image!,
  conv2d([x], attributes: WindowAttributes & { groups: number; outChannels: number }, { weight, bias }, shape) {
    const { kernel, groups, outChannels } = attributes;
    const ins = x!.shape[0] / groups;
    return plane(shape, (o, y, column) => {
      let sum = bias?.[o] ?? 0;
      const first = Math.floor(o / (outChannels / groups)) * ins;
      for (const [i, j, inY, inX] of taps(attributes, y, column))
        for (let c = 0; c < ins; c += 1)
          sum += weight![((o * ins + c) * kernel + i) * kernel + j]! * at(x!, first + c, inY, inX);
      return sum;
    });
  },
  'conv-transpose2d'([x], { factor }: { factor: number }, { weight }, shape) {
    const data = new Float64Array(elements(shape));
    const [, height, width] = shape;
    const kernel = 2 * factor;
    for (let c = 0; c < shape[0]; c += 1)
      for (let y = 0; y < x!.shape[1]; y += 1)
        for (let column = 0; column < x!.shape[2]; column += 1)
          for (let i = 0; i < kernel; i += 1)
            for (let j = 0; j < kernel; j += 1) {
              const [outY, outX] = [y * factor - factor / 2 + i, column * factor - factor / 2 + j];
              if (outY < 0 || outX < 0 || outY >= height || outX >= width) continue;
              data[(c * height + outY) * width + outX]! +=
                at(x!, c, y, column) * weight![(c * kernel + i) * kernel + j]!;
            }
    return { shape, data };
  },
  'deform-conv'([x, offsets], _attributes, { weight, bias }, shape) {
    const ins = x!.shape[0];
    const read = (c: number, y: number, column: number): number => {
      // A pixel or more outside, infinitely far too, there is nothing; NaN lies nowhere.
      if (y <= -1 || column <= -1 || y >= x!.shape[1] || column >= x!.shape[2]) return 0;
      const [top, left] = [Math.floor(y), Math.floor(column)];
      const [down, right] = [y - top, column - left];
      const upper = at(x!, c, top, left) * (1 - right) + at(x!, c, top, left + 1) * right;
      const lower = at(x!, c, top + 1, left) * (1 - right) + at(x!, c, top + 1, left + 1) * right;
      return upper * (1 - down) + lower * down;
    };
    return plane(shape, (o, y, column) => {
      let sum = bias![o]!;
      for (let tap = 0; tap < 9; tap += 1) {
        const own = (channel: number) => at(offsets!, channel, y, column);
        const row = y - 1 + Math.floor(tap / 3) + own(2 * tap);
        const col = column - 1 + (tap % 3) + own(2 * tap + 1);
        const mask = 1 / (1 + Math.exp(-own(18 + tap)));
        for (let c = 0; c < ins; c += 1) sum += weight![(o * ins + c) * 9 + tap]! * read(c, row, col) * mask;
      }
      return sum;
    });
  },
  linear: ([x], _attributes, { weight, bias }, shape) =>
    plane(shape, (o) => {
      const ins = x!.shape[0];
      return x!.data.reduce((sum, value, i) => sum + value * weight![o * ins + i]!, bias![o]!);
    }),
  'batch-norm': ([x], _attributes, { weight, bias, running_mean: mean, running_var: variance }, shape) =>
    plane(shape, (c, y, column) => {
      // The two numbers that PyTorch makes on the processor: with infinities another order gives other values.
      const scale = weight![c]! / Math.sqrt(variance![c]! + BATCH_NORM_EPSILON);
      return at(x!, c, y, column) * scale + (bias![c]! - mean![c]! * scale);
    }),
  'group-norm'([x], { groups }: { groups: number }, { weight, bias }, shape) {
    const [channels, height, width] = shape;
    const size = (channels / groups) * height * width;
    const statistics = Array.from({ length: groups }, (_, group) => {
      const values = x!.data.subarray(group * size, (group + 1) * size);
      const mean = values.reduce((sum, value) => sum + value, 0) / size;
      return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / size };
    });
    return plane(shape, (c, y, column) => {
      const { mean, variance } = statistics[Math.floor((c * groups) / channels)]!;
      const scale = weight![c]! / Math.sqrt(variance + GROUP_NORM_EPSILON);
      return at(x!, c, y, column) * scale + (bias![c]! - mean * scale);
    });
  },
  relu: ([x], _attributes, _weights, shape) => plane(shape, (...place) => Math.max(0, at(x!, ...place))),
  scale: ([x], { factor }: { factor: number }, _weights, shape) =>
    plane(shape, (...place) => (factor === 0 ? 0 : at(x!, ...place) * factor)),
  sigmoid: ([x], _attributes, _weights, shape) => plane(shape, (...place) => 1 / (1 + Math.exp(-at(x!, ...place)))),
  softmax: ([x], _attributes, _weights, shape) =>
    plane(shape, (c, y, column) => {
      const most = largest(x!, y, column);
      let sum = 0;
      for (let other = 0; other < shape[0]; other += 1) sum += Math.exp(at(x!, other, y, column) - most);
      return Math.exp(at(x!, c, y, column) - most) / sum;
    }),
  'log-softmax': ([x], _attributes, _weights, shape) =>
    plane(shape, (c, y, column) => {
      const most = largest(x!, y, column);
      let sum = 0;
      for (let other = 0; other < shape[0]; other += 1) sum += Math.exp(at(x!, other, y, column) - most);
      return at(x!, c, y, column) - most - Math.log(sum);
    }),
  add: (inputs, _attributes, _weights, shape) =>
    plane(shape, (...place) => inputs.reduce((sum, x) => sum + at(x, ...place), 0)),
  concat: (inputs, _attributes, _weights, shape) => ({
    shape,
    data: Float64Array.from(inputs.flatMap((x) => [...x.data])),
  }),
  'max-pool': ([x], attributes: WindowAttributes, _weights, shape) =>
    plane(shape, (c, y, column) =>
      Math.max(
        ...taps(attributes, y, column)
          .filter(([, , inY, inX]) => inY >= 0 && inX >= 0 && inY < x!.shape[1] && inX < x!.shape[2])
          .map(([, , inY, inX]) => at(x!, c, inY, inX)),
      ),
    ),
  'avg-pool': ([x], attributes: WindowAttributes & { inside?: true }, _weights, shape) =>
    plane(shape, (c, y, column) => {
      const places = taps(attributes, y, column);
      const sum = places.reduce((total, [, , inY, inX]) => total + at(x!, c, inY, inX), 0);
      const inside = places.filter(([, , i, j]) => i >= 0 && j >= 0 && i < x!.shape[1] && j < x!.shape[2]);
      return sum / (attributes.inside ? inside.length : places.length);
    }),
  pad: ([x], { top, left, fill }: PadAttributes, _weights, shape) =>
    plane(shape, (c, y, column) => {
      const [inY, inX] = [y - top, column - left];
      const isInside = inY >= 0 && inX >= 0 && inY < x!.shape[1] && inX < x!.shape[2];
      return isInside || fill === 'zeros' ? at(x!, c, inY, inX) : LOWEST;
    }),
  flatten: ([x], _attributes, _weights, shape) => ({ shape, data: x!.data }),
  'global-avg-pool': ([x], _attributes, _weights, shape) =>
    plane(shape, (c) => {
      const size = x!.shape[1] * x!.shape[2];
      return x!.data.slice(c * size, (c + 1) * size).reduce((sum, value) => sum + value) / size;
    }),
  slice: ([x], { from }: { from: number }, _weights, shape) =>
    plane(shape, (c, y, column) => at(x!, c + from, y, column)),
  resize: ([x], { factor, mode, corners }: ResizeAttributes, _weights, shape) =>
    plane(shape, (c, y, column) => {
      if (mode === 'nearest') return at(x!, c, Math.floor(y / factor), Math.floor(column / factor));
      const from = (out: number, extent: number) => {
        if (corners === 'aligned') return (out * (extent - 1)) / Math.max(1, extent * factor - 1);
        return corners === 'first' ? out / factor : Math.max((out + 0.5) / factor - 0.5, 0);
      };
      const [inY, inX] = [from(y, x!.shape[1]), from(column, x!.shape[2])];
      const [top, left] = [Math.floor(inY), Math.floor(inX)];
      const value = (i: number, j: number) =>
        at(x!, c, clamp(top + i, x!.shape[1] - 1), clamp(left + j, x!.shape[2] - 1));
      const mix = (a: number, b: number, share: number) => a * (1 - share) + b * share;
      return mix(mix(value(0, 0), value(0, 1), inX - left), mix(value(1, 0), value(1, 1), inX - left), inY - top);
    }),
};
