import type { TensorValues } from '#lib/dla/exchange/source.ts';
import type { WeightTensor } from '#lib/dla/op-graph/op-graph.ts';
import type { WeightMatch } from '#lib/dla/weights/match.ts';
import { sayIssue, words } from '#lib/messages/messages.ts';
import type { RunReport, WeightFileSource, WeightSource } from '#lib/runtime/session/orders.ts';
import { seededWeights } from '#lib/runtime/compute/seeded-weights.ts';
import { WeightFiles } from '#lib/runtime/session/weight-files.ts';
import { basename } from 'node:path';
import { UsageError } from './command.ts';
import { isForeign, openFile, openForeign } from './foreign.ts';
import type { Io } from './io.ts';

/** Options of commands that compute. */
export const execution = {
  weights: { type: 'string' },
  table: { type: 'string' },
  input: { type: 'string', default: 'seeded' },
  size: { type: 'string' },
  save: { type: 'string' },
  json: { type: 'boolean' },
} as const;

/**
 * `seeded`, or the path of a file of weights or an ONNX file; `table` is one of those in the file. Without an argument those
 * that a network from elsewhere brought along, else seeded ones.
 */
export async function weightSource(
  given: string | undefined,
  table: string | undefined,
  own: WeightFileSource | undefined,
): Promise<Exclude<WeightSource, { kind: 'he' }>> {
  if (given === undefined && own) return own;
  const argument = given ?? 'seeded';
  if (argument === 'seeded' && table !== undefined) throw new UsageError(words.cli.wrong.tableOfSeeded);
  if (argument === 'seeded') return { kind: 'seeded' };
  if (await isForeign(argument)) return (await openForeign(argument)).source;
  const file = await openFile(argument);
  return { kind: 'file', file, fileName: basename(argument), key: argument, ...(table !== undefined && { table }) };
}

const MOST_NAMED = 5;

/** Says which weights of a file were taken, and what the network has no place for. */
export function reportMatch(match: WeightMatch | undefined, io: Io): void {
  if (!match) return;
  const { taken, others, unexpected, unused, passedOver, leftOff } = match;
  const { report } = words.cli;
  const say = (what: 'unexpected' | 'unused', names: readonly string[]): void => {
    if (names.length === 0) return;
    io.err(report[what](names.length + leftOff[what], names.slice(0, MOST_NAMED), names.length > MOST_NAMED));
  };
  const from = report.taken(taken, others);
  if (from !== undefined) io.err(from);
  const counts = [unexpected.length + leftOff.unexpected, unused.length + leftOff.unused] as const;
  if (Math.min(...counts) > 0) io.err(report.inAll(counts[0] + counts[1]));
  say('unexpected', unexpected);
  say('unused', unused);
  if (passedOver.length > 0) io.err(report.passedOver(passedOver.slice(0, MOST_NAMED), passedOver.length > MOST_NAMED));
}

/** Names weights that are not finite and variances below zero, and where values became NaN or infinite. */
export function reportOdd({ unsound = [], overflow }: Pick<RunReport, 'unsound' | 'overflow'>, io: Io): void {
  const { report } = words.cli;
  for (const issue of unsound.slice(0, MOST_NAMED)) io.err(sayIssue(issue));
  if (unsound.length > MOST_NAMED) io.err(report.moreUnsound(unsound.length - MOST_NAMED));
  if (overflow) io.err(report.overflow(overflow.node));
}

/** Says how many logits are not finite: JSON has no numbers for them, so that they are strings in a result. */
export function reportScores(logits: Float32Array, io: Io): void {
  const count = logits.filter((value) => !Number.isFinite(value)).length;
  if (count > 0) io.err(words.cli.report.notFinite(count, logits.length));
}

export function softmax(logits: Float32Array): number[] {
  const most = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  const powers = Array.from(logits, (value) => Math.exp(value - most));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((value) => value / sum);
}

/** Where weights come from, as the options say it. */
export interface WeightOptions {
  readonly weights?: string | undefined;
  readonly table?: string | undefined;
}

/** All values of a network's tensors; those of a file are read before the first is asked for. */
export async function readWeights(
  { weights, table }: WeightOptions,
  tensors: readonly WeightTensor[],
  io: Io,
  own: WeightFileSource | undefined,
): Promise<TensorValues> {
  const source = await weightSource(weights, table, own);
  if (source.kind === 'seeded') {
    const provider = seededWeights();
    return (tensor) => provider.read(tensor) as Float32Array;
  }
  const { provider, match } = await new WeightFiles().weights(source, tensors);
  reportMatch(match, io);
  const values = new Map<string, Float32Array>();
  for (const tensor of tensors) values.set(tensor.name, await provider.read(tensor));
  return ({ name }) => values.get(name)!;
}
