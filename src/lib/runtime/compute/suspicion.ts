import type { Op, OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { valueOf } from './find-op.ts';
import { isWithin, MOST_VALUE, MOST_WEIGHT } from './ordinary.ts';
import type { Reading } from './reading.ts';
import type { RunResult } from './session.ts';

/** Whether an op's border is the lowest number on purpose: nothing is multiplied by it. */
export const isLowest = ({ kind, attributes }: Op): boolean => kind === 'pad' && attributes.fill === 'lowest';

const isOdd = ({ stats, data }: Reading): boolean =>
  // Written so that NaN counts.
  stats ? !(stats.maxAbs <= MOST_VALUE && Number.isFinite(stats.mean)) : Boolean(data && !isWithin(data, MOST_VALUE));

/** Whether a factor is no ordinary one. */
export const scalesWildly = ({ ops }: OpGraph): boolean =>
  ops.some((op) => op.kind === 'scale' && !(Math.abs(op.attributes.factor) <= MOST_WEIGHT));

/** Whether a run of fast kernels may have met numbers that they do not carry as PyTorch does. */
export const isSuspect = (graph: OpGraph, { results, others, odd }: RunResult): boolean =>
  Boolean(odd) ||
  scalesWildly(graph) ||
  [results, ...others].some((images) =>
    [...images].some(([id, reading]) => !isLowest(graph.ops[valueOf(graph, id)]!) && isOdd(reading)),
  );
