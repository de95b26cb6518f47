import { indexOf, nodesIn } from '#lib/graph/document/queries.ts';
import type { Layout } from '#lib/graph/layout/layout.ts';
import { withPins } from '#lib/graph/layout/with-pins.ts';
import type { Subject } from './read/subject.ts';

/** A figure with what a person put somewhere in its places. */
export const pinned = (subject: Subject, layout: Layout): Layout =>
  withPins(layout, subject.pins, marksInPinned(subject, layout));

/** The marks of each pinned group that is drawn open. */
function marksInPinned({ document, pins }: Subject, { marks }: Layout): ReadonlyMap<string, ReadonlySet<string>> {
  const { group } = indexOf(document);
  const open = [...pins.keys()].filter((id) => group.has(id) && marks.every((mark) => mark.id !== id));
  return new Map(
    open.map((id) => {
      const inside = new Set(nodesIn(document, id));
      return [id, new Set(marks.flatMap((mark) => (mark.of.some((node) => inside.has(node)) ? [mark.id] : [])))];
    }),
  );
}
