import type { Op, OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import type { Shape } from '#lib/dla/ops/op.ts';
import { LOWEST } from '#lib/dla/ops/pad.ts';
import type { FusedOp } from '#lib/runtime/plan/fuse.ts';
import { blocksOf, CHANNELS } from './layout.ts';
import type { GlStep, Source } from './step.ts';
import { MOST_SOURCES, type Views } from './views.ts';

export type Draw = Omit<GlStep, 'op'>;

/** The largest kernel with a form for 1×1 results. */
const POINT_KERNEL = 3;

function convolution(
  op: Extract<Op, { kind: 'conv2d' | 'linear' }>,
  { op: index, norm, add, relu, inputs, result }: FusedOp,
  views: Views,
): Draw {
  const { shape } = op;
  const sources = views.sourcesOf(op.inputs[0]!);
  const residual = add === undefined ? undefined : views.sourceOf(inputs.at(-1)!);
  const window =
    op.kind === 'conv2d' ? op.attributes : { kernel: 1, stride: 1, padding: 0, dilation: 1, groups: 1, outChannels: 0 };
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
    weights: {
      form: 'convolution',
      op: index,
      parts: sources.map(({ channels }) => channels),
      ...(norm === undefined ? {} : { norm }),
    },
    relu: relu !== undefined,
    result,
    shape,
  };
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
