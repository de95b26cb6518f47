import type { Intervention } from '#lib/dla/lowering/interventions.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { Layout } from '#lib/graph/layout/layout.ts';
import { indexOfLayout } from '#lib/graph/view/layout-index.ts';
import type { Sign } from '#lib/graph/view/look.ts';
import { words } from '#lib/messages/messages.ts';
import { sayIntervention, signOf } from '#lib/workspace/core/say-intervention.ts';

/** The signs of interventions on a figure: on the node, on every input that an edge feeds, on the glyph that both are folded into. */
export function interventionSigns(
  document: GraphDocument,
  interventions: readonly Intervention[],
  layout: Layout,
): ReadonlyMap<string, Sign> {
  const index = indexOfLayout(layout);
  const found = new Map<string, Intervention[]>();
  const put = (id: string, intervention: Intervention) => found.set(id, [...(found.get(id) ?? []), intervention]);
  for (const each of interventions) {
    const mark = index.markFor(each.node);
    const from = each.kind === 'scale' ? each.from : undefined;
    const source = from === undefined ? undefined : index.markFor(from);
    const edges =
      source && mark && source !== mark
        ? index.edgesAt(source.id).filter((edge) => edge.from === source.id && edge.to === mark.id)
        : [];
    if (edges.length > 0) for (const { id } of edges) put(id, each);
    else if (mark) put(mark.id, each);
  }
  return new Map(
    [...found].map(([id, done]): [string, Sign] => [
      id,
      {
        text: done.length === 1 ? signOf(done[0]!) : words.interventions.sign.several(done.length),
        words: done.map((each) => sayIntervention(document, each)).join(', '),
      },
    ]),
  );
}
