import { groupFrames } from '#lib/graph/layout/group-frames.ts';
import type { Layout, LayoutMark } from '#lib/graph/layout/layout.ts';
import { handGroupsOf, type HandGroup } from './read/hand-groups.ts';
import type { Subject } from './read/subject.ts';

/** The ids of the marks that stand for nodes of a group, and of glyphs and units that hold nothing else. */
export const marksOf = (
  marks: readonly Pick<LayoutMark, 'id' | 'kind' | 'of'>[],
  { nodes }: HandGroup,
): readonly string[] =>
  marks.flatMap(({ id, kind, of }) =>
    kind !== 'op' && (nodes.has(id) || of.every((node) => nodes.has(node))) ? [id] : [],
  );

/** A figure with frames around the groups that a person drew inside levels or around them. */
export function withGroupFrames(
  subject: Subject,
  collapsed: ReadonlySet<string>,
  layout: Layout,
  head: number,
): Layout {
  const groups = handGroupsOf(subject, collapsed);
  if (groups.length === 0) return layout;
  const bands = layout.bands.filter(({ isFrame }) => !isFrame);
  const framed = groups.map((group) => ({ ...group, marks: new Set(marksOf(layout.marks, group)) }));
  return { ...layout, bands: [...bands, ...groupFrames(layout.marks, framed, head)] };
}
