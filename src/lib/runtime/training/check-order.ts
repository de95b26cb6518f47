import { imageOf } from '#lib/dla/op-graph/image.ts';
import { IssueError, type Issue } from '#lib/issue.ts';
import { logitsOf } from '#lib/runtime/compute/find-op.ts';
import type { Examples } from './examples.ts';
import { MOST_VARIANTS, type TrainingOptions, type Variant } from './order.ts';

/** Throws an IssueError where variants cannot learn from the examples. */
export function checkOrder(variants: readonly Variant[], { shape, labels }: Examples, options: TrainingOptions): void {
  const issues: Issue[] = [];
  if (variants.length > MOST_VARIANTS)
    issues.push({ kind: 'too-many-entries', at: 'variants', expected: MOST_VARIANTS, received: variants.length });
  const learned = labels.length - options.heldOut;
  // Statistics of a batch need two, and a curve something that was held out.
  if (learned < 2 || options.heldOut < 1)
    issues.push({ kind: 'too-few-examples', at: 'data', expected: options.heldOut + 2, received: labels.length });
  const last = labels.reduce((most, label) => Math.max(most, label), 0);
  for (const { graph, name } of variants) {
    const { node, shape: taken } = imageOf(graph);
    if (taken.join() !== shape.join()) issues.push({ kind: 'input-shape', at: node, expected: taken, received: shape });
    const [classes] = graph.ops[logitsOf(graph, undefined)]!.shape;
    if (last >= classes) issues.push({ kind: 'label-out-of-range', at: name, expected: classes - 1, received: last });
  }
  if (issues.length > 0) throw new IssueError(issues);
}
