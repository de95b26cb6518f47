import { reachInto, type Reach } from '#lib/dla/ops/op.ts';
import { ruleOf } from '#lib/dla/ops/ops.ts';
import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { atOnce, STRIDE, type Steps } from '#lib/dla/op-graph/by-steps.ts';

/**
 * Which input positions each output position sees along one axis, unclipped by the border. The pattern repeats:
 * position i + k·period sees [low[i] + k·shift, high[i] + k·shift]. Further along, neither end is ever further back: of what
 * several positions see together, the first of them has the low end, and the last the high one.
 */
interface Sight {
  readonly shift: number;
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** `extent` input pixels, or the whole image (behind a global pool). */
export type ReceptiveField = number | 'everything';

type Field = Sight | 'everything';

const pixel: Sight = { shift: 1, low: [0], high: [0] };

const fields = new WeakMap<OpGraph, readonly ReceptiveField[]>();

/**
 * The receptive field of every op's result: the longest stretch of input pixels that one of its positions depends
 * on, along an axis (height and width are alike: kernels and strides are square). Exact also behind up-sampling,
 * where positions see stretches of different lengths.
 */
export const receptiveFields = (graph: OpGraph): readonly ReceptiveField[] => atOnce(fieldsBySteps(graph));

/** The same, some ops at a time. */
export function* fieldsBySteps(graph: OpGraph): Steps<readonly ReceptiveField[]> {
  const known = fields.get(graph);
  if (known) return known;
  const found: Field[] = [];
  const longest = longestPeriod(graph.ops.length);
  for (const [index, op] of graph.ops.entries()) {
    if (index % STRIDE === 0) yield;
    const reach = ruleOf(op.kind).reach(op.attributes);
    const inputs = op.inputs.map((input) => found[input]!);
    found.push(inputs.length === 0 ? pixel : through(reach, inputs, longest));
  }
  yield;
  const extents = found.map((field) => (field === 'everything' ? field : Math.floor(widestOf(field) + ROUNDING) + 1));
  fields.set(graph, extents);
  return extents;
}

function through(reach: Reach, inputs: readonly Field[], longest: number): Field {
  if (reach.kind === 'everything' || inputs.includes('everything')) return 'everything';
  const joined = (inputs as readonly Sight[]).reduce((a, b) => union(a, b, longest));
  switch (reach.kind) {
    case 'same':
      return joined;
    case 'sampled': {
      const each = inputs.map((input, at) => through(reachInto(reach, at), [input], longest));
      return through({ kind: 'same' }, each, longest);
    }
    case 'window': {
      const { kernel, stride, padding, dilation } = reach.window;
      const period = joined.low.length / gcd(joined.low.length, stride);
      return sight(period, (period * stride * joined.shift) / joined.low.length, (index) => {
        const first = index * stride - padding;
        return over(joined, first, first + (kernel - 1) * dilation);
      });
    }
    case 'spread': {
      const { factor, from, to } = reach;
      if (joined.low.length * factor > longest) return spreadEvenly(evenly(joined), reach);
      return sight(joined.low.length * factor, joined.shift, (index) =>
        over(joined, Math.floor((index + from) / factor), Math.floor((index + to) / factor)),
      );
    }
  }
}

/** What the positions from `first` to `last` see together. */
const over = (field: Sight, first: number, last: number): readonly [number, number] => [
  at(field, first)[0],
  at(field, last)[1],
];

/** The patterns of all ops together are no longer than this, but for those that are short: time and memory are bounded. */
const LONGEST = 2 ** 22;

/** Patterns beyond this are not written out: networks that need them up-sample by more than a screen is wide. */
const longestPeriod = (ops: number): number => Math.min(2 ** 16, Math.max(64, Math.floor(LONGEST / ops)));

/**
 * A bound from above in the place of a pattern that is too long: both ends move on evenly, by fractions of a pixel, where
 * they really move by steps. It says at most a few pixels too much.
 */
function evenly(field: Sight): Sight {
  const { shift, low, high } = field;
  const step = shift / low.length;
  const least = low.reduce((found, value, index) => Math.min(found, value - index * step), Infinity);
  const most = high.reduce((found, value, index) => Math.max(found, value - index * step), -Infinity);
  return { shift: step, low: [least], high: [most] };
}

function spreadEvenly({ shift, low, high }: Sight, { from, to, factor }: Extract<Reach, { kind: 'spread' }>): Sight {
  const step = shift / factor;
  return { shift: step, low: [low[0]! + (from - factor + 1) * step], high: [high[0]! + to * step] };
}

/** Fractions are rounded, so that a whole number may fall short by this. */
const ROUNDING = 1e-6;

/** From the low end of what a position sees to the high one, at most. */
const widestOf = ({ low, high }: Sight): number =>
  low.reduce((widest, value, index) => Math.max(widest, high[index]! - value), -Infinity);

function sight(period: number, shift: number, span: (index: number) => readonly [number, number]): Sight {
  const [low, high]: [number[], number[]] = [[], []];
  for (let index = 0; index < period; index += 1) {
    const [first, last] = span(index);
    low.push(first);
    high.push(last);
  }
  return simplify({ shift, low, high });
}

/** Halves a period whose halves say the same, so that a decoder's way up and down does not let it grow. */
function simplify(field: Sight): Sight {
  const half = field.low.length / 2;
  if (!Number.isInteger(half) || field.shift % 2 !== 0) return field;
  const step = field.shift / 2;
  const alike = (list: readonly number[]): boolean =>
    list.slice(0, half).every((value, index) => list[index + half] === value + step);
  if (!alike(field.low) || !alike(field.high)) return field;
  return simplify({ shift: step, low: field.low.slice(0, half), high: field.high.slice(0, half) });
}

function at({ shift, low, high }: Sight, index: number): readonly [number, number] {
  const round = Math.floor(index / low.length);
  const place = index - round * low.length;
  return [low[place]! + round * shift, high[place]! + round * shift];
}

/** Both inputs of a sum or concat; where their periods differ, the longer pattern of both. */
function union(a: Sight, b: Sight, longest: number): Sight {
  if (a === b) return a;
  const period = (a.low.length * b.low.length) / gcd(a.low.length, b.low.length);
  if (period > longest) return union(evenly(a), evenly(b), longest);
  return sight(period, (period / a.low.length) * a.shift, (index) => {
    const [lowA, highA] = at(a, index);
    const [lowB, highB] = at(b, index);
    return [Math.min(lowA, lowB), Math.max(highA, highB)];
  });
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
