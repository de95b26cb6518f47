import { headOf } from '#lib/dla/modules/modules.ts';
import type { NodeResult, RunResult } from './run-result.ts';

/** A head with everything that it gave. */
export interface Answer {
  readonly id: string;
  readonly result: NodeResult & { readonly data: Float32Array };
}

const answerOf = ({ document, nodes }: RunResult, head: 'logits' | 'map'): Answer | undefined => {
  for (const node of document.nodes) {
    // What heads of detection say is no class of every place.
    const said = headOf(node) === head && node.kind !== 'detection-head';
    const result = said ? nodes.get(node.id) : undefined;
    if (result?.data) return { id: node.id, result: { ...result, data: result.data } };
  }
  return undefined;
};

/** The logits of a classifier. */
export const logitsOf = (run: RunResult): Answer | undefined => answerOf(run, 'logits');

/** The scores of a dense head at every place. */
export const denseOf = (run: RunResult): Answer | undefined => answerOf(run, 'map');
