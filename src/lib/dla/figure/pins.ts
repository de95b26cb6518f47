import type { GraphDocument } from '#lib/graph/document/document.ts';
import { indexOf, nodesIn } from '#lib/graph/document/queries.ts';
import type { Layout } from '#lib/graph/layout/layout.ts';
import { withPins } from '#lib/graph/layout/with-pins.ts';

/** A figure with what a person put somewhere in its places. */
export const pinned = (document: GraphDocument, layout: Layout): Layout =>
  withPins(layout, document.positions, marksInPinned(document, layout));

/** The marks of each pinned group that is drawn open. */
function marksInPinned(document: GraphDocument, { marks }: Layout): ReadonlyMap<string, ReadonlySet<string>> {
  const { group } = indexOf(document);
  const open = Object.keys(document.positions).filter((id) => group.has(id) && marks.every((mark) => mark.id !== id));
  return new Map(
    open.map((id) => {
      const inside = new Set(nodesIn(document, id));
      return [id, new Set(marks.flatMap((mark) => (mark.of.some((node) => inside.has(node)) ? [mark.id] : [])))];
    }),
  );
}
