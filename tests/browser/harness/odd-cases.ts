import type { Conv2dAttributes } from '#lib/dla/ops/conv2d.ts';
import { OFFSET_CHANNELS } from '#lib/dla/ops/deform-conv.ts';
import type { OpExample, Shape } from '#lib/dla/ops/op.ts';
import type { OpKind } from '#lib/dla/ops/ops.ts';
import { caseOf, type Case } from '../../runtime/reference.ts';

type Row = readonly [OpKind, OpExample<unknown>];

function convolution(
  input: Shape,
  outChannels: number,
  kernel: number,
  options: Partial<Pick<Conv2dAttributes, 'stride' | 'dilation' | 'groups' | 'padding' | 'bias'>> = {},
): Row {
  const { stride = 1, dilation = 1, groups = 1, bias = true } = options;
  const reach = dilation * (kernel - 1);
  const { padding = reach / 2 } = options;
  const size = (extent: number) => Math.floor((extent + 2 * padding - reach - 1) / stride) + 1;
  const attributes = { outChannels, kernel, stride, padding, dilation, groups, bias };
  return ['conv2d', { inputs: [input], attributes, shape: [outChannels, size(input[1]), size(input[2])] }];
}

const many = (kind: OpKind, shapes: readonly Shape[], shape: Shape): Row => [
  kind,
  { inputs: shapes, attributes: {}, shape },
];

/** Sizes that are no multiples of a tile, channels that are no multiples of a block, and forms that few networks have. */
export const oddCases = (): readonly Case[] => rows.map(([kind, example]) => caseOf(kind, example));

const rows: readonly Row[] = [
  ...(
    [
      [1, 1],
      [1, 3],
      [3, 1],
      [2, 4],
      [5, 7],
      [13, 9],
    ] as const
  ).flatMap(([height, width]) => [
    convolution([5, height, width], 7, 3),
    convolution([9, height, width], 6, 1),
    convolution([6, height, width], 3, 5),
    convolution([3, height, width], 4, 7),
    convolution([7, height, width], 5, 3, { dilation: 3 }),
    convolution([12, height, width], 12, 3, { groups: 4 }),
  ]),
  convolution([2, 5, 6], 5, 3),
  convolution([1, 5, 6], 5, 3),
  convolution([5, 10, 6], 7, 3, { stride: 2 }),
  convolution([5, 14, 18], 7, 3, { stride: 2 }),
  convolution([4, 2, 2], 3, 3, { stride: 2 }),
  convolution([5, 10, 6], 7, 1, { stride: 2 }),
  convolution([3, 14, 10], 7, 7, { stride: 2 }),
  convolution([3, 12, 16], 7, 7, { stride: 4 }),
  convolution([5, 9, 15], 7, 3, { stride: 3 }),
  convolution([5, 12, 18], 7, 3, { stride: 2, dilation: 2 }),
  convolution([5, 12, 18], 7, 5, { dilation: 2 }),
  convolution([5, 9, 11], 7, 3, { padding: 0 }),
  convolution([5, 9, 11], 7, 3, { padding: 2 }),
  convolution([5, 8, 12], 7, 3, { padding: 2, stride: 2 }),
  convolution([5, 8, 12], 7, 2, { padding: 0, stride: 2 }),
  convolution([16, 6, 7], 16, 3, { groups: 16 }),
  convolution([6, 6, 7], 18, 3, { groups: 3 }),
  convolution([24, 6, 7], 12, 3, { groups: 2, stride: 1 }),
  convolution([10, 6, 7], 20, 1, { groups: 5 }),
  convolution([32, 6, 8], 32, 3, { groups: 8, stride: 2 }),
  convolution([15, 6, 7], 9, 5, { groups: 3 }),
  ['linear', { inputs: [[37, 1, 1]], attributes: { outChannels: 21 }, shape: [21, 1, 1] }],
  ['batch-norm', { inputs: [[6, 5, 7]], attributes: {}, shape: [6, 5, 7] }],
  ...(
    [
      [5, 1, 1],
      [6, 5, 7],
      [3, 9, 13],
      [16, 4, 8],
    ] as const
  ).map(([ins, height, width]): Row => [
    'deform-conv',
    {
      inputs: [
        [ins, height, width],
        [OFFSET_CHANNELS, height, width],
      ],
      attributes: { outChannels: 7 },
      shape: [7, height, width],
    },
  ]),
  ...(
    [
      [1, [6, 5, 7]],
      [2, [6, 1, 3]],
      [3, [6, 13, 9]],
      [6, [6, 3, 1]],
      [4, [32, 5, 6]],
    ] as const
  ).map(([groups, shape]): Row => ['group-norm', { inputs: [shape], attributes: { groups }, shape }]),
  ['log-softmax', { inputs: [[19, 5, 7]], attributes: {}, shape: [19, 5, 7] }],
  ['log-softmax', { inputs: [[4, 1, 1]], attributes: {}, shape: [4, 1, 1] }],
  ['softmax', { inputs: [[19, 5, 7]], attributes: {}, shape: [19, 5, 7] }],
  ['softmax', { inputs: [[4, 1, 1]], attributes: {}, shape: [4, 1, 1] }],
  ['flatten', { inputs: [[7, 3, 5]], attributes: {}, shape: [105, 1, 1] }],
  [
    'pad',
    {
      inputs: [[6, 5, 7]],
      attributes: { top: 2, left: 1, bottom: -1, right: 3, fill: 'zeros' },
      shape: [6, 6, 11],
    },
  ],
  ['sigmoid', { inputs: [[1, 5, 7]], attributes: {}, shape: [1, 5, 7] }],
  ['global-avg-pool', { inputs: [[6, 7, 9]], attributes: {}, shape: [6, 1, 1] }],
  ['global-avg-pool', { inputs: [[6, 1, 1]], attributes: {}, shape: [6, 1, 1] }],
  ['max-pool', { inputs: [[5, 10, 6]], attributes: { kernel: 2, stride: 2, padding: 0 }, shape: [5, 5, 3] }],
  ['max-pool', { inputs: [[5, 9, 15]], attributes: { kernel: 3, stride: 3, padding: 0 }, shape: [5, 3, 5] }],
  ['max-pool', { inputs: [[5, 10, 14]], attributes: { kernel: 3, stride: 2, padding: 1 }, shape: [5, 5, 7] }],
  ['avg-pool', { inputs: [[5, 10, 14]], attributes: { kernel: 3, stride: 2, padding: 1 }, shape: [5, 5, 7] }],
  [
    'avg-pool',
    { inputs: [[5, 10, 14]], attributes: { kernel: 3, stride: 2, padding: 1, inside: true }, shape: [5, 5, 7] },
  ],
  [
    'resize',
    { inputs: [[5, 3, 5]], attributes: { factor: 3, mode: 'bilinear', corners: 'aligned' }, shape: [5, 9, 15] },
  ],
  [
    'resize',
    { inputs: [[5, 1, 1]], attributes: { factor: 4, mode: 'bilinear', corners: 'aligned' }, shape: [5, 4, 4] },
  ],
  [
    'resize',
    { inputs: [[5, 3, 5]], attributes: { factor: 4, mode: 'bilinear', corners: 'first' }, shape: [5, 12, 20] },
  ],
  ['resize', { inputs: [[5, 3, 5]], attributes: { factor: 2, mode: 'bilinear' }, shape: [5, 6, 10] }],
  ['resize', { inputs: [[5, 3, 5]], attributes: { factor: 5, mode: 'bilinear' }, shape: [5, 15, 25] }],
  ['resize', { inputs: [[5, 1, 1]], attributes: { factor: 4, mode: 'bilinear' }, shape: [5, 4, 4] }],
  ['resize', { inputs: [[5, 3, 5]], attributes: { factor: 3, mode: 'nearest' }, shape: [5, 9, 15] }],
  ['conv-transpose2d', { inputs: [[6, 3, 5]], attributes: { factor: 2 }, shape: [6, 6, 10] }],
  ['conv-transpose2d', { inputs: [[6, 1, 1]], attributes: { factor: 8 }, shape: [6, 8, 8] }],
  ['slice', { inputs: [[17, 3, 5]], attributes: { from: 5, to: 16 }, shape: [11, 3, 5] }],
  ['slice', { inputs: [[17, 3, 5]], attributes: { from: 8, to: 15 }, shape: [7, 3, 5] }],
  many(
    'add',
    [
      [5, 3, 5],
      [5, 3, 5],
    ],
    [5, 3, 5],
  ),
  many(
    'add',
    Array.from({ length: 19 }, (): Shape => [3, 3, 5]),
    [3, 3, 5],
  ),
  many(
    'concat',
    [
      [8, 3, 5],
      [4, 3, 5],
      [3, 3, 5],
    ],
    [15, 3, 5],
  ),
  many(
    'concat',
    [
      [1, 3, 5],
      [1, 3, 5],
      [1, 3, 5],
      [2, 3, 5],
      [7, 3, 5],
    ],
    [12, 3, 5],
  ),
  many(
    'concat',
    Array.from({ length: 21 }, (_, k): Shape => [1 + (k % 3), 3, 5]),
    [42, 3, 5],
  ),
  many(
    'concat',
    Array.from({ length: 19 }, (): Shape => [4, 3, 5]),
    [76, 3, 5],
  ),
];
