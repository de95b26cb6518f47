import { headOf } from '#lib/dla/modules/modules.ts';
import { words } from '#lib/messages/messages.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { percent } from '#lib/ui/format.ts';
import { classesAt, sharesOf } from '#lib/workspace/run/class-map.ts';
import { topOf, type ImageResult } from '#lib/workspace/shared/run-result.ts';

/** What a network says first of an image, in few words: its first class and logit, or what covers most of it. */
export function answerOf(
  document: GraphDocument,
  { nodes }: ImageResult,
  names: readonly string[] | undefined,
): string | undefined {
  const said = words.run.results;
  for (const node of document.nodes) {
    const result = nodes.get(node.id);
    if (!result?.data) continue;
    if (headOf(node) === 'logits') {
      const [first] = topOf(result.data, 1);
      if (first) return said.answer(names?.[first.index] ?? said.class(first.index), first.logit.toPrecision(3));
    }
    if (headOf(node) === 'map' && result.shape[0] > 1) {
      const [classes] = result.shape;
      const [most] = sharesOf(classesAt(result.data, result.shape), classes);
      if (!most) continue;
      const name = names?.[most.index] ?? said.class(most.index);
      return said.answer(name, percent(most.share, 0));
    }
  }
  return undefined;
}
