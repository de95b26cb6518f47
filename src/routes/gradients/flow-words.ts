import { equalStructures } from '#lib/dla/structures/choice.ts';
import { digits } from '#lib/ui/format.ts';
import type { Quantity } from '#lib/workspace/gradients/rows.ts';
import { longestLevel, slopesOf, type Slope } from '#lib/workspace/gradients/slopes.ts';
import type { Flow, FlowWeights } from '#lib/workspace/gradients/structure-flow.ts';
import { group } from 'd3';
import { oneNetwork, structureLabel } from '../shared/structures.ts';

export const flowWeightsWords: Readonly<Record<FlowWeights, string>> = { he: 'He', seeded: 'seeded' };

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

/** How the last block's gradient compares with the first one's. */
function compared(ratio: number): string {
  if (ratio > 1.1) return `${ratioText(ratio)} times weaker`;
  return ratio < 1 / 1.1 ? `${ratioText(1 / ratio)} times stronger` : 'as strong within a tenth';
}

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)!}`;

/** Structures of which the same is said stand together, in the order in which they are given. */
const together = (slopes: readonly Slope[], words: (slope: Slope) => string): string =>
  listed(
    [...group(slopes, words)].map(
      ([text, of]) => `${text} in ${listed(of.map((each) => structureLabel(each.structure)))}`,
    ),
  );

/** How far the blocks of an aggregating structure are from the end of their level. */
function wayWords({ structure, first, last }: Slope): string {
  const way = `In ${structureLabel(structure)} the first block’s skip path to the end of the level has ${count(first.skip!)}, the last block’s ${last.skip === first.skip ? 'as many' : digits(last.skip!)}`;
  if (last.skip! > first.skip!) return `${way}: the deepest block is the farthest from the loss.`;
  return first.skip! > last.skip! ? `${way}: the deepest block is the nearest to the loss.` : `${way}.`;
}

const count = (nodes: number): string => `${digits(nodes)} aggregation ${nodes === 1 ? 'node' : 'nodes'}`;

/** What the numbers of one kind of weights say, for somebody who sees them for the first time. */
export function flowSentences(flows: readonly Flow[], weights: FlowWeights, quantity: Quantity): readonly string[] {
  const longest = longestLevel(flows);
  if (!longest) return [];
  const { level, blocks } = longest;
  const slopes = slopesOf(flows, weights, level, quantity);
  const sure = flows
    .filter((flow) => flow.weights === weights && !slopes.some(({ structure }) => structure === flow.structure))
    .map(({ structure }) => structureLabel(structure));
  const silent =
    sure.length === 0 || blocks < 2
      ? []
      : [`Nothing flows in ${listed(sure)}: there the network is sure of this class. Choose another.`];
  if (slopes.length === 0) return silent;
  const joined = slopes.filter(({ first, last }) => first.skip !== undefined && last.skip !== undefined);
  const [steepest] = joined;
  const evenest = joined.at(-1);
  const what =
    quantity === 'result' ? 'the gradient that reaches the last block' : 'the gradient of the last block’s weights';
  const byRatio = slopes.toSorted((a, b) => b.ratio - a.ratio);
  const first = `In ${level}, ${digits(blocks)} blocks long, ${what} is, against the first block’s, ${together(byRatio, ({ ratio }) => compared(ratio))}.`;
  const plain = slopes.some(({ structure }) => structure === 'plain')
    ? [`(a) plain has no skip path: the first block’s gradient comes back through all ${digits(blocks - 1)} behind it.`]
    : [];
  if (!steepest || !evenest) return [first, ...plain, ...silent];
  if (steepest.spread / evenest.spread < 1.1)
    return [
      first,
      `${oneNetwork(equalStructures('ida', blocks), blocks) ?? 'All that aggregate spread it alike.'} ${plain.join('')}`,
      ...silent,
    ];
  return [
    first,
    `Of those that aggregate, ${structureLabel(steepest.structure)} is the least even: its strongest block gets ${ratioText(steepest.spread)} times its weakest. ${structureLabel(evenest.structure)} is the most even: ${evenest.spread < 1.1 ? 'all its blocks get nearly the same' : `${ratioText(evenest.spread)} times`}.`,
    [wayWords(steepest), wayWords(evenest), ...plain].join(' '),
    ...silent,
  ];
}
