import { countCosts } from '#lib/dla/analysis/costs.ts';
import { countDetection, countLevels, countOutputs, type LevelCount } from '#lib/dla/analysis/count.ts';
import { countUnused } from '#lib/dla/analysis/official.ts';
import type { Network } from './network.ts';

export interface Counts {
  readonly parameters: number;
  /** With what the authors' code creates and does not use; a graph document is nobody's but its own. */
  readonly officialParameters: number;
  readonly macs: number;
  readonly activations: number;
  readonly tensors: number;
}

/** Exact counts of one image. */
export function countNetwork({ source: { graph }, ...file }: Network): Counts {
  const { parameters, macs, activations, tensors } = countCosts(graph);
  const unused = file.kind === 'config' ? countUnused(file.config) : 0;
  return { parameters, officialParameters: parameters + unused, macs, activations, tensors };
}

/** The levels of a config, with neck and heads where it detects; the outputs of a graph document. */
export function countRows({ source: { document, graph }, ...file }: Network): readonly LevelCount[] {
  if (file.kind === 'graph') return countOutputs(graph);
  const levels = countLevels(document, graph);
  return file.config.head.kind === 'detection' ? [...levels, ...countDetection(document, graph)] : levels;
}
