import { DEFORM_TAPS } from '#lib/dla/ops/deform-conv.ts';
import { transposed } from './arrays.ts';
import { numbers, type Attribute } from './graph.ts';
import type { Translation } from './translation.ts';

const type = (name: 'DT_FLOAT' | 'DT_INT32' | 'DT_BOOL'): Attribute => ({ type: name });

/**
 * A deformable convolution by ops that every backend of TensorFlow.js has: of the four pixels around each place, gathered by their
 * number among the pixels of the map, those outside count nothing; then a product with the weights. Returns [H · W, outChannels].
 */
export function deformed(given: Translation<'deform-conv'>): string {
  const { op, shapes, inputs, node, floats, ints, int, weight } = given;
  const [channels, height, width] = shapes[0]!;
  const size = height * width;
  const [x, offsets] = inputs as readonly [string, string];
  const scalar = (value: number): string => floats([], Float32Array.of(value));
  const shaped = (value: string, ...shape: readonly number[]): string => node('Reshape', [value, ints(...shape)]);
  const one = scalar(1);

  const flat = shaped(offsets, size, 3 * DEFORM_TAPS);
  const moved = shaped(node('Slice', [flat, ints(0, 0), ints(size, 2 * DEFORM_TAPS)]), height, width, DEFORM_TAPS, 2);

  /** Of rows or columns: the pixels to both sides of the taps, each with its share; [H, W, 9, 1]. */
  const along = (which: 0 | 1, extent: number) => {
    const unmoved = Float32Array.from({ length: extent * DEFORM_TAPS }, (_, index) => {
      const [at, tap] = [Math.floor(index / DEFORM_TAPS), index % DEFORM_TAPS];
      return at - 1 + (which === 0 ? Math.floor(tap / 3) : tap % 3);
    });
    const grid = floats(which === 0 ? [extent, 1, DEFORM_TAPS, 1] : [1, extent, DEFORM_TAPS, 1], unmoved);
    const own = node('Slice', [moved, ints(0, 0, 0, which), ints(height, width, DEFORM_TAPS, 1)]);
    // Beyond these bounds nothing is read; they keep whole numbers small.
    const free = node('AddV2', [own, grid]);
    const place = node('Minimum', [node('Maximum', [free, scalar(-2)]), scalar(extent + 1)]);
    const low = node('Floor', [place]);
    const high = node('AddV2', [low, one]);
    const sides = [
      [low, node('Sub', [high, place])],
      [high, node('Sub', [place, low])],
    ] as const;
    return sides.map(([pixel, share]) => {
      const inside = node('Minimum', [node('Maximum', [pixel, scalar(0)]), scalar(extent - 1)]);
      const counts = node('Cast', [node('Equal', [inside, pixel])], {
        SrcT: type('DT_BOOL'),
        DstT: type('DT_FLOAT'),
      });
      return { at: inside, share: node('Mul', [share, counts]) };
    });
  };
  const columns = along(1, width);
  const pixels = shaped(x, size, channels);
  const [wide, axis] = [scalar(width), int(0)];
  const parts = along(0, height).flatMap((row) => {
    const start = node('Mul', [row.at, wide]);
    return columns.map((column) => {
      const places = shaped(node('AddV2', [start, column.at]), size * DEFORM_TAPS);
      const whole = node('Cast', [places], { SrcT: type('DT_FLOAT'), DstT: type('DT_INT32') });
      const taken = node('GatherV2', [pixels, whole, axis], { batch_dims: numbers(0) });
      return node('Mul', [taken, shaped(node('Mul', [row.share, column.share]), size * DEFORM_TAPS, 1)]);
    });
  });
  const sum = parts.slice(1).reduce((before, part) => node('AddV2', [before, part]), parts[0]!);
  const masks = node('Sigmoid', [node('Slice', [flat, ints(0, 2 * DEFORM_TAPS), ints(size, DEFORM_TAPS)])]);
  const taps = shaped(node('Mul', [sum, shaped(masks, size * DEFORM_TAPS, 1)]), size, DEFORM_TAPS * channels);
  const [outChannels] = op.shape;
  const filter = transposed(weight(0), [outChannels, channels, DEFORM_TAPS], [2, 1, 0]);
  return node('MatMul', [taps, floats([DEFORM_TAPS * channels, outChannels], filter)]);
}
