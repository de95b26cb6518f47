import type { Reach } from '#lib/dla/ops/op.ts';
import { ruleOf } from '#lib/dla/ops/ops.ts';
import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { atOnce, STRIDE, type Steps } from '#lib/dla/op-graph/by-steps.ts';

/**
 * Which input positions each output position sees along one axis, unclipped by the border. The pattern repeats:
 * position i + k·period sees [low[i] + k·shift, high[i] + k·shift].
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
  for (const [index, op] of graph.ops.entries()) {
    if (index % STRIDE === 0) yield;
    const reach = ruleOf(op.kind).reach(op.attributes);
    const inputs = op.inputs.map((input) => found[input]!);
    found.push(inputs.length === 0 ? pixel : through(reach, inputs));
  }
  yield;
  const extents = found.map((field) =>
    field === 'everything' ? field : Math.max(...field.low.map((low, index) => field.high[index]! - low + 1)),
  );
  fields.set(graph, extents);
  return extents;
}

function through(reach: Reach, inputs: readonly Field[]): Field {
  if (reach.kind === 'everything' || inputs.includes('everything')) return 'everything';
  const joined = (inputs as readonly Sight[]).reduce(union);
  switch (reach.kind) {
    case 'same':
      return joined;
    case 'window': {
      const { kernel, stride, padding, dilation } = reach.window;
      const period = joined.low.length / gcd(joined.low.length, stride);
      return sight(period, (period * stride * joined.shift) / joined.low.length, (index) =>
        over(joined, index * stride - padding, kernel, dilation),
      );
    }
    case 'spread': {
      const { factor, from, to } = reach;
      if (joined.low.length * factor > LONGEST_PERIOD) return spreadWhole(joined, reach);
      return sight(joined.low.length * factor, joined.shift, (index) => {
        const first = Math.floor((index + from) / factor);
        return over(joined, first, Math.floor((index + to) / factor) - first + 1, 1);
      });
    }
  }
}

/** What some positions see together, `step` apart. */
function over(field: Sight, first: number, count: number, step: number): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (let tap = 0; tap < count; tap += 1) {
    const seen = at(field, first + tap * step);
    low = Math.min(low, seen[0]);
    high = Math.max(high, seen[1]);
  }
  return [low, high];
}

/** Patterns beyond this are no longer written out: networks that need it up-sample by more than a screen is wide. */
const LONGEST_PERIOD = 2 ** 16;

/** A bound from above in the place of a pattern that is too long: every position sees what the widest one does. */
function spreadWhole({ shift, low, high }: Sight, { from, to, factor }: Extract<Reach, { kind: 'spread' }>): Sight {
  const first = Math.floor(from / factor);
  const last = Math.floor((factor - 1 + to) / factor);
  const widest = Math.max(...low.map((each, index) => high[index]! - each));
  return { shift: shift / low.length, low: [first * shift], high: [last * shift + widest] };
}

function sight(period: number, shift: number, span: (index: number) => readonly [number, number]): Sight {
  const spans = Array.from({ length: period }, (_, index) => span(index));
  return simplify({ shift, low: spans.map(([low]) => low), high: spans.map(([, high]) => high) });
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
function union(a: Sight, b: Sight): Sight {
  if (a === b) return a;
  const period = (a.low.length * b.low.length) / gcd(a.low.length, b.low.length);
  return sight(period, (period / a.low.length) * a.shift, (index) => {
    const [lowA, highA] = at(a, index);
    const [lowB, highB] = at(b, index);
    return [Math.min(lowA, lowB), Math.max(highA, highB)];
  });
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
