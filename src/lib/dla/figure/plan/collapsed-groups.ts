import { groupPath } from '#lib/graph/document/queries.ts';
import type { Subject } from '../read/subject.ts';

/** How much of a network is drawn: levels as one glyph each, blocks and nodes, or these with their ops. */
export type Detail = 'levels' | 'blocks' | 'ops';

/** Which group's glyph stands for a node: the outermost of the collapsed groups around it. */
export function collapsedGroups(
  { document, bands }: Subject,
  detail: Detail,
  collapsed: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const glyphs = new Map<string, string>();
  const levels = bands.flatMap(({ kind, id }) => (kind === 'loose' ? [] : [id]));
  const closed = detail === 'levels' ? new Set([...levels, ...collapsed]) : collapsed;
  if (closed.size === 0) return glyphs;
  for (const { id } of document.nodes) {
    const outer = groupPath(document, id).find((group) => closed.has(group));
    if (outer !== undefined) glyphs.set(id, outer);
  }
  return glyphs;
}
