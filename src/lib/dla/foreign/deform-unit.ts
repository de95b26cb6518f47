import type { Graph } from './graph.ts';
import { isNorm, normed, normOf } from './norms.ts';
import type { Unit } from './units.ts';

/** Deformable convolution, norm and ReLU. */
export function deformUnit(graph: Graph, at: number): Unit | undefined {
  const norm = graph.drafts[at]!.kind === 'relu' ? graph.before(at) : undefined;
  const conv = norm !== undefined && isNorm(graph.drafts[norm]!) ? graph.before(norm) : undefined;
  if (norm === undefined || conv === undefined || graph.drafts[conv]!.kind !== 'deform-conv') return undefined;
  const outChannels = graph.drafts[conv]!.shape[0];
  return {
    kind: 'deform-unit',
    attributes: { outChannels, ...normOf([normed(graph.drafts[norm]!)]) },
    inputs: graph.drafts[conv]!.inputs,
    output: at,
    parts: [
      ['actf.0', norm],
      ['conv', conv],
    ],
    drafts: [conv, norm, at],
  };
}
