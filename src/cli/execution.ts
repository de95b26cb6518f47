import type { TensorValues } from '#lib/dla/exchange/source.ts';
import type { WeightTensor } from '#lib/dla/op-graph/op-graph.ts';
import type { WeightMatch } from '#lib/dla/weights/match.ts';
import type { WeightSource } from '#lib/runtime/session/requests.ts';
import { seededWeights } from '#lib/runtime/compute/seeded-weights.ts';
import { WeightFiles } from '#lib/runtime/session/weight-files.ts';
import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { fileIssue } from './network.ts';
import type { Io } from './io.ts';

/** Options of commands that compute. */
export const execution = {
  weights: { type: 'string', default: 'seeded' },
  input: { type: 'string', default: 'seeded' },
  size: { type: 'string' },
  save: { type: 'string' },
  json: { type: 'boolean' },
} as const;

/** `seeded`, or the path of a safetensors file, a PyTorch checkpoint or an `.npz`. */
export async function weightSource(argument: string): Promise<Exclude<WeightSource, { kind: 'he' }>> {
  if (argument === 'seeded') return { kind: 'seeded' };
  try {
    return { kind: 'file', file: await openAsBlob(argument), fileName: basename(argument), key: argument };
  } catch (error) {
    throw fileIssue(argument, error);
  }
}

/** Says which tensors of a file the network has no place for. */
export function reportMatch(match: WeightMatch | undefined, io: Io): void {
  if (!match) return;
  const say = (what: string, names: readonly string[]): void => {
    if (names.length === 0) return;
    const shown = names.slice(0, 5).join(', ');
    io.err(`${names.length} ${what}: ${shown}${names.length > 5 ? ', …' : ''}`);
  };
  say('tensors of the file that the network does not have', match.unexpected);
  say("tensors of the authors' networks that no output depends on", match.unused);
}

export function softmax(logits: Float32Array): number[] {
  const most = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  const powers = Array.from(logits, (value) => Math.exp(value - most));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((value) => value / sum);
}

/** All values of a network's tensors; those of a file are read before the first is asked for. */
export async function readWeights(argument: string, tensors: readonly WeightTensor[], io: Io): Promise<TensorValues> {
  const source = await weightSource(argument);
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
