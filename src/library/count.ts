import { countCosts } from '#lib/dla/analysis/costs.ts';
import { countDetection, countLevels, countOutputs, type LevelCount } from '#lib/dla/analysis/count.ts';
import { countUnused } from '#lib/dla/analysis/official.ts';
import { atOnce } from '#lib/dla/op-graph/by-steps.ts';
import { parseSweep, SWEEP_FORMAT, SWEEP_VERSION, type SweepSpec } from '#lib/dla/sweep/spec.ts';
import { sweepBySteps, type SweepRow } from '#lib/dla/sweep/sweep.ts';
import { unwrap } from '#lib/issue.ts';
import { sourceOf, type ConfigInput, type Network } from './network.ts';

/** Exact counts of a network for one image of its size. */
export interface Counts {
  /** Trained numbers: weights without the buffers of batch norms. */
  readonly parameters: number;
  /** With what the authors' code creates and does not use; as `parameters` where no config describes the network. */
  readonly officialParameters: number;
  /** Multiply-adds of convolutions and linear layers; FLOPs are twice as many. */
  readonly macs: number;
  /** Output elements of convolutions, as fvcore and timm count them. */
  readonly activations: number;
  /** Tensors of weights, buffers among them. */
  readonly tensors: number;
  /** One row a level, with neck and heads where it detects; of a network without a config one an output. */
  readonly levels: readonly LevelCount[];
}

/**
 * Counts a network, to the unit: what PyTorch, timm and the authors' code have.
 *
 * @throws {@link IssueError} for a document that is no sound network
 */
export function count(network: Network): Counts {
  const { graph } = sourceOf(network);
  const { parameters, macs, activations, tensors } = countCosts(graph);
  const unused = network.config ? countUnused(network.config) : 0;
  const officialParameters = parameters + unused;
  return { parameters, officialParameters, macs, activations, tensors, levels: levelsOf(network) };
}

function levelsOf(network: Network): readonly LevelCount[] {
  const { document, graph } = sourceOf(network);
  if (!network.config) return countOutputs(graph);
  const levels = countLevels(document, graph);
  return network.config.head.kind === 'detection' ? [...levels, ...countDetection(document, graph)] : levels;
}

/** A grid of variants of a config: every value of every axis with every other, at most 100,000. */
export interface SweepInput extends Partial<Pick<SweepSpec, 'where' | 'objectives'>> {
  /** The id of a preset, or a config. */
  readonly base: string | ConfigInput;
  /** Axes: a place in the config (`levels[2..5].structure`, `levels[3].blocks`, or `width`, which multiplies all channels) and its values. */
  readonly vary: SweepSpec['vary'];
}

/**
 * Counts every variant of a grid, the last axis fastest. A row says why its variant is no network where it is none.
 *
 * @throws {@link IssueError} for what is no grid: a place that the config has not, or too many points
 */
export function sweep({ base, ...grid }: SweepInput): readonly SweepRow[] {
  const whole = typeof base === 'string' ? base : { format: 'dla-network', version: 1, ...base };
  const file = { format: SWEEP_FORMAT, version: SWEEP_VERSION, base: whole, ...grid };
  return atOnce(sweepBySteps(unwrap(parseSweep(JSON.stringify(file)))));
}
