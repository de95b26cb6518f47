import type { Intervention } from '#lib/dla/lowering/interventions.ts';
import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { Wish } from '#lib/runtime/compute/reading.ts';
import { valueKeys } from '#lib/runtime/compute/value-keys.ts';
import type { RunReport } from '#lib/runtime/session/orders.ts';
import { runResult, type RunResult, type RunSource } from '#lib/workspace/shared/run-result.ts';

/** Of what is wished of a network, what interventions change: the rest is as the untouched network had it. */
export function changedWishes(
  untouched: OpGraph,
  changed: OpGraph,
  wishes: ReadonlyMap<string, Wish>,
): ReadonlyMap<string, Wish> {
  const numbers = new Map<string, number>();
  const [before, after] = [valueKeys(untouched, numbers), valueKeys(changed, numbers)];
  return new Map([...wishes].filter(([id]) => before[untouched.results.get(id)!] !== after[changed.results.get(id)!]));
}

/** A run with interventions: what they changed, beside what the untouched network had. */
export function intervenedResult(
  document: GraphDocument,
  source: RunSource,
  report: RunReport,
  { interventions, untouched }: { readonly interventions: readonly Intervention[]; readonly untouched: RunResult },
): RunResult {
  const { weights, asked } = untouched;
  const inputs = untouched.images.map(({ input }) => input);
  const own = runResult(document, source, report, { inputs, weights, asked });
  const images = own.images.map((image, index) => ({
    ...image,
    nodes: new Map([...untouched.images[index]!.nodes, ...image.nodes]),
  }));
  return { ...own, ...images[0]!, images, interventions, untouched };
}
