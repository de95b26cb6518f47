import { buildNetwork } from '#lib/dla/network/build.ts';
import type { NetworkConfig } from '#lib/dla/network/config.ts';
import { parseConfig } from '#lib/dla/network/parse.ts';
import { presetConfig, presetOf } from '#lib/dla/presets/presets.ts';
import { readNetwork } from '#lib/dla/reading/reading.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { unwrap } from '#lib/issue.ts';
import { golden, goldenDocument, toConfig, type GoldenNetwork } from './goldens.ts';

/** A value as the golden files describe it: indices are flat, NCHW. */
export interface Sample {
  readonly index: readonly number[];
  readonly value: readonly number[];
  /** Of the whole value; absent where all of it stands in `value`. */
  readonly mean?: number;
  readonly std?: number;
  readonly maxabs?: number;
}

type Size = readonly [1, number, number, number];

interface Run {
  readonly input: Size;
  readonly stem?: Sample;
  readonly levels?: readonly Sample[];
  readonly logits?: readonly number[];
  readonly score?: Sample;
  readonly upsampled?: Sample;
  readonly log_softmax?: Sample;
  readonly output?: Readonly<Record<string, Sample>>;
}

/** A run that a golden file describes. */
export interface ForwardCase {
  readonly document: GraphDocument;
  /** By the id of a node, or of an op in it. */
  readonly expected: Readonly<Record<string, Sample>>;
}

interface DenseConfig {
  readonly backbone: string;
  readonly down_ratio: 2;
  readonly decoder: 'none' | 'shallow' | 'ida' | 'ida-up';
}

const withInput = (config: NetworkConfig, [, channels, height, width]: Size): NetworkConfig => ({
  ...config,
  input: { channels, height, width },
});

/** The document for images of another size. */
export const resized = (document: GraphDocument, [, channels, height, width]: Size): GraphDocument => ({
  ...document,
  nodes: document.nodes.map((node) =>
    node.kind === 'input' ? { ...node, attributes: { channels, height, width } } : node,
  ),
});

const all = (value: readonly number[]): Sample => ({ index: value.map((_, i) => i), value });

/** The document that a golden file was computed with, at the size of its first run. */
function documentOf(name: string, input: Size): GraphDocument {
  if (name.startsWith('graph-')) return resized(goldenDocument(name), input);
  const drawn = presetOf(name)?.document;
  if (drawn) return resized(drawn, input);
  const file = golden<GoldenNetwork | { readonly config: DenseConfig; readonly classes: number }>(name);
  if (!('backbone' in file.config))
    return buildNetwork(withInput(toConfig(file.config, { kind: 'classifier', classes: file.classes }), input));
  const { backbone, decoder, down_ratio: downRatio } = file.config;
  const head = { kind: 'segmentation', decoder, downRatio, classes: file.classes } as const;
  return buildNetwork({ ...withInput(presetConfig(backbone), input), head });
}

/** What a golden file says of a forward pass on the seeded input with seeded weights. */
export function forwardCase(name: string): ForwardCase {
  const [run] = golden<{ readonly runs: readonly [Run] }>(name).runs;
  const document = documentOf(name, run.input);
  const levels = readNetwork(document).levels;
  const head = document.nodes.at(-1)!.id;
  const expected: Record<string, Sample | undefined> = {
    ...run.output,
    base_layer: run.stem,
    ...Object.fromEntries((run.levels ?? []).map((level, k) => [levels[k]!.output, level])),
    [`${head}/fc.0`]: run.score,
    [`${head}/up`]: run.upsampled,
  };
  if (run.logits) expected[head] = all(run.logits);
  if (run.log_softmax) expected[head] = run.log_softmax;
  const given = Object.entries(expected).filter(([, sample]) => sample);
  return { document, expected: Object.fromEntries(given) as ForwardCase['expected'] };
}

/** The same of a network of detection: levels, the neck and the heads; with the file's tolerance. */
export function detectionCase(name: string): ForwardCase & { readonly tolerance: number } {
  interface Detected extends Pick<Run, 'input' | 'levels'> {
    readonly neck: Sample;
    readonly heads: Readonly<Record<string, Sample>>;
  }
  const { network, runs, tolerance } = golden<{
    readonly network: unknown;
    readonly runs: readonly [Detected];
    readonly tolerance: number;
  }>(name);
  const [{ input, levels = [], neck, heads }] = runs;
  const document = buildNetwork(withInput(unwrap(parseConfig(network)), input));
  const outputs = readNetwork(document).levels.map(({ output }) => output);
  const head = document.nodes.find(({ kind }) => kind === 'detection-head')!;
  const expected = {
    ...Object.fromEntries(levels.map((level, k) => [outputs[k]!, level])),
    [head.inputs[0]!]: neck,
    ...heads,
  };
  return { document, expected, tolerance };
}

/** What was computed of a value: its statistics, and its values at the sample's indices. */
export interface Computed {
  readonly stats: { readonly mean: number; readonly std: number; readonly maxAbs: number };
  readonly values: readonly number[];
}

/** The largest difference of any value or statistic, as a part of the largest value. */
export function errorOf({ value, mean, std, maxabs }: Sample, { stats, values }: Computed): number {
  const most = maxabs ?? Math.max(...value.map(Math.abs));
  const differences = value.map((expected, i) => Math.abs(expected - values[i]!));
  if (mean !== undefined) differences.push(Math.abs(mean - stats.mean));
  if (std !== undefined) differences.push(Math.abs(std - stats.std));
  if (maxabs !== undefined) differences.push(Math.abs(maxabs - stats.maxAbs));
  return Math.max(...differences) / most;
}

export const TOLERANCE = 1e-4;
