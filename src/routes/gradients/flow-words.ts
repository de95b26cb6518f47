import { equalStructures } from '#lib/dla/structures/choice.ts';
import { words } from '#lib/messages/messages.ts';
import { digits } from '#lib/ui/format.ts';
import type { Quantity } from '#lib/workspace/gradients/rows.ts';
import { longestLevel, slopesOf, type Slope } from '#lib/workspace/gradients/slopes.ts';
import type { Flow, FlowWeights } from '#lib/workspace/gradients/structure-flow.ts';
import { group } from 'd3';
import { oneNetwork, structureLabel } from '../shared/structures.ts';

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** `10⁻⁴` */
export const powerText = (power: number): string =>
  `10${power < 0 ? '⁻' : ''}${[...String(Math.abs(power))].map((digit) => SUPERSCRIPTS[Number(digit)]!).join('')}`;

/** A number of a few digits, with a power of ten where it is far from 1: `0.0431`, `4.26·10⁻⁴`. */
function significant(value: number, count: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (!Number.isFinite(value) || (size >= 1e-3 && size < 1e5)) return digits(Number(value.toPrecision(count)));
  const [mantissa, power] = value.toExponential(count - 1).split('e');
  return `${mantissa!.replace('-', '−')}·${powerText(Number(power))}`;
}

export const normText = (value: number): string => significant(value, 3);
export const ratioText = (value: number): string => significant(value, 2);

/** The end of a level that gets less of the gradient, by the first block's norm over the last one's. */
const starving = (ratio: number): 'first' | 'last' | 'neither' =>
  ratio > 1.1 ? 'last' : ratio < 1 / 1.1 ? 'first' : 'neither';

/** How the last block's gradient compares with the first one's. */
function compared(ratio: number): string {
  const said = words.gradients.flow;
  const end = starving(ratio);
  if (end === 'last') return said.weaker(ratioText(ratio));
  return end === 'first' ? said.stronger(ratioText(1 / ratio)) : said.alike;
}

/** Which end starves in which structures, hungriest first. */
function starves(byRatio: readonly Slope[]): string {
  const at = (end: ReturnType<typeof starving>) =>
    byRatio.filter(({ ratio }) => starving(ratio) === end).map(({ structure }) => structureLabel(structure));
  return words.gradients.flow.starves(at('last'), at('first').toReversed(), at('neither'));
}

/** Structures of which the same is said stand together, in the order in which they are given. */
const together = (slopes: readonly Slope[], finding: (slope: Slope) => string): readonly string[] =>
  [...group(slopes, finding)].map(([text, of]) =>
    words.gradients.flow.inStructures(
      text,
      of.map(({ structure }) => structureLabel(structure)),
    ),
  );

/** How far the blocks of an aggregating structure are from the end of their level. */
const wayWords = ({ structure, first, last }: Slope): string =>
  words.gradients.flow.way(structureLabel(structure), first.skip!, last.skip!);

/** Whether a gradient is NaN or infinite somewhere. */
const isOdd = ({ blocks }: Flow, quantity: Quantity): boolean =>
  blocks.some((block) => !Number.isFinite(block[quantity]));

/** What the numbers of one kind of weights say, for somebody who sees them for the first time. */
export function flowSentences(flows: readonly Flow[], weights: FlowWeights, quantity: Quantity): readonly string[] {
  const said = words.gradients.flow;
  const longest = longestLevel(flows);
  if (!longest) return [];
  const { level, blocks } = longest;
  const slopes = slopesOf(flows, weights, level, quantity);
  const without = flows.filter(
    (flow) => flow.weights === weights && !slopes.some(({ structure }) => structure === flow.structure),
  );
  const [odd, sure] = [true, false].map((is) =>
    without.filter((flow) => isOdd(flow, quantity) === is).map(({ structure }) => structureLabel(structure)),
  ) as [string[], string[]];
  const silent =
    blocks < 2 ? [] : [...(sure.length > 0 ? [said.sure(sure)] : []), ...(odd.length > 0 ? [said.odd(odd)] : [])];
  if (slopes.length === 0) return silent;
  const joined = slopes.filter(({ first, last }) => first.skip !== undefined && last.skip !== undefined);
  const [steepest] = joined;
  const evenest = joined.at(-1);
  const byRatio = slopes.toSorted((a, b) => b.ratio - a.ratio);
  const findings = together(byRatio, ({ ratio }) => compared(ratio));
  const first = `${said.slopes(level, blocks, quantity, findings)} ${starves(byRatio)}`;
  const plain = slopes.some(({ structure }) => structure === 'plain') ? [said.plain(blocks - 1)] : [];
  if (!steepest || !evenest) return [first, ...plain, ...silent];
  if (steepest.spread / evenest.spread < 1.1)
    return [
      first,
      `${oneNetwork(equalStructures('ida', blocks), blocks) ?? said.spreadAlike} ${plain.join('')}`,
      ...silent,
    ];
  return [
    first,
    said.spread(
      structureLabel(steepest.structure),
      ratioText(steepest.spread),
      structureLabel(evenest.structure),
      evenest.spread < 1.1 ? undefined : ratioText(evenest.spread),
    ),
    [wayWords(steepest), wayWords(evenest), ...plain].join(' '),
    ...silent,
  ];
}
