import { DEFORM_TAPS } from '#lib/dla/ops/deform-conv.ts';
import type { Translation } from './translation.ts';

/** TensorProto.DataType */
const [FLOAT, INT64] = [1, 7];

const taps = Array.from({ length: DEFORM_TAPS }, (_, tap) => tap);

/**
 * What the taps of a deformable convolution read, [N, 9 · C, H, W], by ops of operator set 13: of the four pixels around each
 * place, gathered by their number among the pixels of the map, those outside count nothing.
 */
export function gatherTaps({ shapes, inputs, node, ints, floats, grid }: Translation<'deform-conv'>): string {
  const [channels, height, width] = shapes[0]!;
  const [x, offsets] = inputs as readonly [string, string];
  const one = floats('one', [1]);
  const axis = ints('axis', [1]);
  const flat = ints('flat', [0, 1, -1]);

  /** Of rows or columns: where the taps stand, and of the pixels to both sides the place and the share. */
  const along = (name: 'row' | 'column', first: number, extent: number) => {
    const unmoved =
      name === 'row'
        ? grid('rows', [1, 9, extent, 1], () =>
            taps.flatMap((tap) => span(extent).map((at) => at - 1 + Math.floor(tap / 3))),
          )
        : grid('columns', [1, 9, 1, extent], () => taps.flatMap((tap) => span(extent).map((at) => at - 1 + (tap % 3))));
    const [start, end, step] = [ints(`${name}-from`, [first]), ints(`${name}-to`, [18]), ints(`${name}-by`, [2])];
    const free = node('Add', [node('Slice', [offsets, start, end, axis, step]), unmoved]);
    // Beyond these bounds nothing is read; they keep whole numbers small.
    const [least, most] = [floats(`${name}-least`, [-2]), floats(`${name}-most`, [extent + 1])];
    const place = node('Min', [node('Max', [free, least]), most]);
    const low = node('Floor', [place]);
    const high = node('Add', [low, one]);
    const [zero, last] = [floats(`${name}-first`, [0]), floats(`${name}-last`, [extent - 1])];
    return [[low, node('Sub', [high, place])] as const, [high, node('Sub', [place, low])] as const].map(
      ([pixel, share]) => {
        const inside = node('Min', [node('Max', [pixel, zero]), last]);
        const counts = node('Cast', [node('Equal', [inside, pixel])], { to: FLOAT });
        return { at: node('Cast', [inside], { to: INT64 }), share: node('Mul', [share, counts]) };
      },
    );
  };
  const rows = along('row', 0, height);
  const columns = along('column', 1, width);
  const pixels = node('Reshape', [x, ints('pixels', [0, channels, -1])]);
  const [wide, every] = [ints('width', [width]), ints('every-channel', [1, channels, 1])];
  const parts = rows.flatMap((row) => {
    const start = node('Mul', [row.at, wide]);
    return columns.map((column) => {
      const places = node('Reshape', [node('Add', [start, column.at]), flat]);
      const taken = node('GatherElements', [pixels, node('Expand', [places, every])], { axis: 2 });
      return node('Mul', [taken, node('Reshape', [node('Mul', [row.share, column.share]), flat])]);
    });
  });
  const masks = node('Sigmoid', [node('Slice', [offsets, ints('mask-from', [18]), ints('mask-to', [27]), axis])]);
  const weighted = node('Mul', [node('Sum', parts), node('Reshape', [masks, flat])]);
  return node('Reshape', [weighted, ints('taps', [0, 9 * channels, height, width])]);
}

const span = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at);
