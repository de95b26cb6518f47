import type { Op, OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { DEFORM_TAPS } from '#lib/dla/ops/deform-conv.ts';
import type { Shape } from '#lib/dla/ops/op.ts';
import { LOWEST } from '#lib/dla/ops/pad.ts';
import type { FusedOp } from '#lib/runtime/plan/fuse.ts';
import { blocksOf, CHANNELS } from './layout.ts';
import type { GlStep, Source, WeightOrder } from './step.ts';
import { MOST_SOURCES, type Views } from './views.ts';

export type Draw = Omit<GlStep, 'op'>;

/** The largest kernel with a form for 1×1 results. */
const POINT_KERNEL = 3;

interface Product {
  readonly window: {
    readonly kernel: number;
    readonly stride: number;
    readonly padding: number;
    readonly dilation: number;
  };
  readonly sources: readonly Source[];
  readonly form: 'convolution' | 'deformed';
  /** Channels of the weights by what they are multiplied with. */
  readonly parts: readonly number[];
  /** Of a deformable convolution, the taps that are multiplied, and what is added to them. */
  readonly taps?: WeightOrder['taps'];
  readonly plus?: Source | undefined;
}

/** A convolution with all that is computed with it. */
function product(
  { shape }: Op,
  { op: index, norm, add, relu, inputs, result }: FusedOp,
  views: Views,
  { window, sources, form, parts, taps, plus }: Product,
): Draw {
  const residual = plus ?? (add === undefined ? undefined : views.sourceOf(inputs.at(-1)!));
  const { kernel, stride, padding, dilation } = window;
  const [first] = sources;
  return {
    program: {
      kind: 'convolution',
      ...{ kernel, stride, padding, dilation: kernel === 1 ? 1 : dilation },
      sources: sources.length,
      residual: residual !== undefined,
      rows: sources.length === 1 ? Math.min(first!.channels, CHANNELS) : CHANNELS,
      point: shape[1] === 1 && shape[2] === 1 && kernel <= POINT_KERNEL,
    },
    sources: residual ? [...sources, residual] : sources,
    ints: {},
    weights: { form, op: index, parts, ...(taps && { taps }), ...(norm === undefined ? {} : { norm }) },
    relu: relu !== undefined,
    result,
    shape,
  };
}

/** A window of one tap. */
const PLAIN = { kernel: 1, stride: 1, padding: 0, dilation: 1 };

function convolution(op: Extract<Op, { kind: 'conv2d' | 'linear' }>, fused: FusedOp, views: Views): Draw {
  const sources = views.sourcesOf(op.inputs[0]!);
  return product(op, fused, views, {
    window: op.kind === 'conv2d' ? op.attributes : PLAIN,
    sources,
    form: 'convolution',
    parts: sources.map(({ channels }) => channels),
  });
}

/** Blocks whose weights stand in a row of a texture that every device can have. */
const MOST_BLOCKS = 511;

/** What the taps read, tap by tap, and the 1×1 convolution over all of it. */
function deformConv(
  op: Extract<Op, { kind: 'deform-conv' }>,
  fused: FusedOp,
  views: Views,
  fresh: () => number,
): Draw[] {
  const taken = fresh();
  const sources = op.inputs.map((input) => views.sourceOf(input));
  const [, height, width] = op.shape;
  const { channels } = sources[0]!;
  const shape: Shape = [DEFORM_TAPS * blocksOf(channels) * CHANNELS, height, width];
  const blocks = blocksOf(channels);
  const some = Math.max(1, Math.floor(MOST_BLOCKS / blocks));
  const draws: Draw[] = [{ program: { kind: 'sample' }, sources, ints: {}, relu: false, result: taken, shape }];
  let plus: Source | undefined;
  for (let from = 0; from < DEFORM_TAPS; from += some) {
    const to = Math.min(from + some, DEFORM_TAPS);
    const draw = product(op, fused, views, {
      window: PLAIN,
      sources: [{ value: taken, from: from * blocks, channels: (to - from) * blocks * CHANNELS }],
      form: 'deformed',
      parts: Array.from({ length: to - from }, () => channels),
      taps: [from, to],
      plus,
    });
    const isLast = to === DEFORM_TAPS;
    const result = isLast ? fused.result : fresh();
    draws.push(isLast ? draw : { ...draw, relu: false, result });
    plus = { value: result, from: 0, channels: op.shape[0] };
  }
  return draws;
}

/** Mean and squares of every column of tiles, a scale and a shift of every channel, and both applied. */
function groupNorm(
  { shape, attributes: { groups } }: Extract<Op, { kind: 'group-norm' }>,
  { op, relu, result }: FusedOp,
  source: Source,
  fresh: () => number,
): Draw[] {
  const [channels, height, width] = shape;
  const [columns, scales] = [fresh(), fresh()];
  const whole = (value: number): Source => ({ value, from: 0, channels });
  return [
    {
      program: { kind: 'moments' },
      sources: [source],
      ints: {},
      relu: false,
      result: columns,
      shape: [channels, 2, width],
    },
    {
      program: { kind: 'group-scale' },
      sources: [whole(columns)],
      ints: { groupOf: [channels / groups, height] },
      weights: { form: 'group', op, parts: [] },
      relu: false,
      result: scales,
      shape: [channels, 2, 1],
    },
    {
      program: { kind: 'scaled' },
      sources: [source, whole(scales)],
      ints: {},
      relu: relu !== undefined,
      result,
      shape,
    },
  ];
}

/** Copies channels of the sources side by side; `starts` says with which channel of the result each begins. */
function gather(sources: readonly Source[], starts: readonly number[], result: number, shape: Shape): Draw[] {
  const draws: Draw[] = [];
  const end = (k: number) => starts[k + 1] ?? shape[0];
  for (let block = 0; block < blocksOf(shape[0]);) {
    const first = starts.findIndex((_, k) => end(k) > block * CHANNELS);
    const some = sources.slice(first, first + MOST_SOURCES);
    const last = first + some.length - 1;
    // A block that the next draw's sources share is left to it.
    const behind = last === sources.length - 1 ? blocksOf(shape[0]) : Math.floor(end(last) / CHANNELS);
    const begins = starts.slice(first, last + 1);
    const aligned = begins.every((start) => start % CHANNELS === 0);
    draws.push({
      program: { kind: 'gather', sources: some.length, aligned },
      sources: some,
      ints: { starts: begins, part: [block, behind], channels: [shape[0]] },
      relu: false,
      result,
      shape,
    });
    block = behind;
  }
  return draws;
}

/** Adds up; more sources than a draw can have are added up in turns. */
function sum(sources: readonly Source[], relu: boolean, result: number, shape: Shape, fresh: () => number): Draw[] {
  const draw = (some: readonly Source[], to: number, clamp: boolean): Draw => ({
    program: { kind: 'sum', sources: some.length },
    sources: some,
    ints: {},
    relu: clamp,
    result: to,
    shape,
  });
  if (sources.length <= MOST_SOURCES) return [draw(sources, result, relu)];
  const part = fresh();
  const rest = [{ value: part, from: 0, channels: shape[0] }, ...sources.slice(MOST_SOURCES)];
  return [draw(sources.slice(0, MOST_SOURCES), part, false), ...sum(rest, relu, result, shape, fresh)];
}

/** Softmax or its logarithm, by the logarithm of the sum. */
function softmax(exp: boolean, source: Source, result: number, shape: Shape, fresh: () => number): Draw[] {
  const [channels, height, width] = shape;
  const total = fresh();
  return [
    {
      program: { kind: 'log-sum' },
      sources: [source],
      ints: { channels: [channels] },
      relu: false,
      result: total,
      shape: [1, height, width],
    },
    {
      program: { kind: 'subtract', exp },
      sources: [source, { value: total, from: 0, channels: 1 }],
      ints: {},
      relu: false,
      result,
      shape,
    },
  ];
}

const bitsOf = (value: number): number => new Int32Array(Float32Array.of(value).buffer)[0]!;

function ofOp(fused: FusedOp, graph: OpGraph, views: Views, fresh: () => number): readonly Draw[] {
  const { op: index, result } = fused;
  const op: Op = graph.ops[index]!;
  const { shape } = op;
  const relu = fused.relu !== undefined;
  const each = () => op.inputs.map((input) => views.sourceOf(input));
  const simple = (program: GlStep['program'], ints: GlStep['ints'] = {}): Draw[] => [
    { program, sources: each(), ints, relu, result, shape },
  ];
  switch (op.kind) {
    case 'input':
      return [];
    case 'conv2d':
    case 'linear':
      return [convolution(op, fused, views)];
    case 'conv-transpose2d': {
      const weights = { form: 'transposed', op: index, parts: [] } as const;
      return simple({ kind: 'transposed', factor: op.attributes.factor }).map((draw) => ({ ...draw, weights }));
    }
    case 'deform-conv':
      return deformConv(op, fused, views, fresh);
    case 'group-norm':
      return groupNorm(op, fused, each()[0]!, fresh);
    case 'batch-norm': {
      const weights = { form: 'affine', op: index, parts: [] } as const;
      return simple({ kind: 'affine' }).map((draw) => ({ ...draw, weights }));
    }
    case 'relu':
      return sum(each(), true, result, shape, fresh);
    case 'add':
      return sum(each(), relu, result, shape, fresh);
    case 'scale':
      // Uniforms are whole numbers: the factor's own bits are one.
      return simple({ kind: 'scale' }, { factor: [bitsOf(op.attributes.factor)] });
    case 'sigmoid':
      return simple({ kind: 'sigmoid' });
    case 'log-softmax':
    case 'softmax':
      return softmax(op.kind === 'softmax', each()[0]!, result, shape, fresh);
    case 'concat': {
      const sources = each();
      const starts = sources.map((_, k) => sources.slice(0, k).reduce((total, { channels }) => total + channels, 0));
      return gather(sources, starts, result, shape);
    }
    case 'slice':
      return gather(each(), [-op.attributes.from], result, shape);
    case 'max-pool':
    case 'avg-pool': {
      const { kernel, stride, padding } = op.attributes;
      const mode = op.kind === 'max-pool' ? 'max' : op.attributes.inside ? 'inside' : 'average';
      return simple({ kind: 'pool', mode }, { window: [kernel, stride, padding] });
    }
    case 'pad': {
      const { top, left, fill } = op.attributes;
      return simple({ kind: 'pad', fill: fill === 'zeros' ? 0 : LOWEST }, { shift: [top, left] });
    }
    case 'flatten':
      return simple({ kind: 'flatten' }, { channels: [shape[0]] });
    case 'global-avg-pool':
      return simple({ kind: 'reduce' });
    case 'resize':
      return simple(
        { kind: 'resize', mode: op.attributes.corners ?? op.attributes.mode },
        { factor: [op.attributes.factor] },
      );
  }
}

/** Statistics of every channel, in a map of 2×2 pixels: see the program. */
const statistics = (source: Source, result: number): Draw => ({
  program: { kind: 'reduce' },
  sources: [source],
  ints: {},
  relu: false,
  result,
  shape: [source.channels, 2, 2],
});

const channelMean = (source: Source, [channels, height, width]: Shape, result: number): Draw => ({
  program: { kind: 'channel-mean' },
  sources: [source],
  ints: { channels: [channels] },
  relu: false,
  result,
  shape: [1, height, width],
});

/** Draws of an op, and of what is wanted of a value. */
export const drawsOf = { op: ofOp, statistics, channelMean };
