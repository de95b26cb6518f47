import type { Quantity } from '#lib/workspace/gradients/rows.ts';
import type { Flow, FlowWeights } from '#lib/workspace/gradients/structure-flow.ts';
import { line, scaleLinear, scaleLog } from 'd3';
import { powerText } from './flow-words.ts';

/** The logarithmic scale that every plot of one kind of weights shares. */
export interface FlowScale {
  /** From 0, the foot of a plot, to 1, its top; undefined for what a logarithm has no place for. */
  readonly place: (norm: number) => number | undefined;
  readonly ticks: readonly number[];
}

/** 0.01, 1, 100; beyond that powers of ten. */
export function tickText(value: number): string {
  const power = Math.round(Math.log10(value));
  return power >= -3 && power <= 3 ? String(Number(value.toPrecision(2))) : powerText(power);
}

/** A few numbers of a logarithmic scale: powers of ten; within one decade 2 and 5 as well. */
export function readableTicks(low: number, high: number): readonly number[] {
  const first = Math.ceil(Math.log10(low));
  const powers = Array.from({ length: Math.floor(Math.log10(high)) - first + 1 }, (_, i) => 10 ** (first + i));
  if (powers.length > 1) {
    const every = Math.ceil(powers.length / 4);
    return powers.filter((tick) => Math.round(Math.log10(tick)) % every === 0);
  }
  const fine = [10 ** (first - 1), ...powers].flatMap((power) => [power, 2 * power, 5 * power]);
  return fine.filter((tick) => tick >= low && tick <= high);
}

export function flowScale(flows: readonly Flow[], weights: FlowWeights, quantity: Quantity): FlowScale | undefined {
  const norms = flows
    .filter((flow) => flow.weights === weights)
    .flatMap(({ blocks }) => blocks.map((block) => block[quantity]))
    .filter((norm) => norm > 0 && Number.isFinite(norm));
  if (norms.length === 0) return undefined;
  const [least, most] = [Math.min(...norms), Math.max(...norms)];
  // Half a decade of air; what differs by little is not blown up to a precipice.
  const middle = Math.sqrt(least * most);
  const half = Math.max(Math.log10(most / least) / 2 + 0.08, 0.5);
  const domain = [middle / 10 ** half, middle * 10 ** half];
  const scale = scaleLog(domain, [0, 1]);
  return {
    place: (norm) => (norm > 0 && Number.isFinite(norm) ? scale(norm) : undefined),
    ticks: readableTicks(domain[0]!, domain[1]!),
  };
}

/** Where the blocks of a flow stand in a plot. */
export interface Plotted {
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly path: string;
}

export interface Box {
  readonly width: number;
  readonly height: number;
}

/** Places of blocks across a plot, the first at the left. */
export const acrossOf = (blocks: number, width: number): ((index: number) => number) =>
  blocks < 2 ? () => width / 2 : scaleLinear([0, blocks - 1], [8, width - 8]);

export function plotFlow(flow: Flow, quantity: Quantity, scale: FlowScale, { width, height }: Box): Plotted {
  const across = acrossOf(flow.blocks.length, width);
  const places = flow.blocks.map((block, index) => ({ x: across(index), share: scale.place(block[quantity]) }));
  const draw = line<(typeof places)[number]>(
    ({ x }) => x,
    ({ share }) => height * (1 - share!),
  ).defined(({ share }) => share !== undefined);
  // Results of different levels differ in shape: what they get is compared within a level.
  const path = levelSpans(flow).map(({ from, to }) => draw(places.slice(from, to + 1)) ?? '');
  return {
    points: places.flatMap(({ x, share }) => (share === undefined ? [] : [{ x, y: height * (1 - share) }])),
    path: path.join(''),
  };
}

/** The levels of a flow, with the places of their first and last block among all. */
export function levelSpans(
  flow: Flow,
): readonly { readonly level: string; readonly from: number; readonly to: number }[] {
  const spans: { level: string; from: number; to: number }[] = [];
  flow.blocks.forEach(({ level }, index) => {
    const last = spans.at(-1);
    if (last?.level === level) last.to = index;
    else spans.push({ level, from: index, to: index });
  });
  return spans;
}

/** Blocks that are numbered under a plot, each within its level: the first and the last, others where there is room. */
export function numberedBlocks(
  flow: Flow,
  width: number,
): readonly { readonly index: number; readonly number: number }[] {
  const step = width / flow.blocks.length;
  const every = Math.max(1, Math.ceil(18 / step));
  const apart = (number: number) => (number < 10 ? 10 : 16);
  let before = -Infinity;
  return levelSpans(flow).flatMap(({ from, to }) => {
    const found: { index: number; number: number }[] = [];
    for (let index = from; index <= to; index += 1) {
      const atEnd = index === from || index === to;
      const inner = (index - from) % every === 0 && (to - index) * step >= 16;
      if (!(atEnd || inner) || (index - before) * step < apart(index - from + 1)) continue;
      before = index;
      found.push({ index, number: index - from + 1 });
    }
    return found;
  });
}
