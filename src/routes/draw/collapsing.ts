import { groupPath, indexOf } from '#lib/graph/document/queries.ts';
import { indexOfLayout } from '#lib/graph/view/layout-index.ts';
import type { NetworkView } from '#lib/workspace/core/network-view.svelte.ts';

/** What a command to collapse would do: with which groups, and whether it draws them as glyphs or opens them. */
export interface Collapsing {
  readonly groups: readonly string[];
  readonly closes: boolean;
}

/**
 * Selected groups, and for a selected node the glyph that hides it, else its innermost group. They are opened when all
 * of them are closed.
 */
export function collapsingOf(view: NetworkView): Collapsing | undefined {
  const { group } = indexOf(view.editor.document);
  const groups = new Set(
    view.editor.selection.flatMap((id) => {
      const path = groupPath(view.editor.document, id);
      return path.find((each) => view.isCollapsed(each)) ?? (group.has(id) ? id : (path.at(-1) ?? []));
    }),
  );
  if (groups.size === 0) return undefined;
  return { groups: [...groups], closes: ![...groups].every((id) => view.isCollapsed(id)) };
}

/** Collapses what is selected, or opens it; a node inside gives its selection to the glyph. */
export function toggleCollapsed(view: NetworkView): void {
  const found = collapsingOf(view);
  if (!found) return;
  view.collapse(found.groups, found.closes);
  if (found.closes) view.editor.select(found.groups);
}

/** Of some ids, the nodes whose marks can be opened to their ops; an op stands for the node that it is in. */
export function openable({ layout, editor }: NetworkView, ids: readonly string[]): readonly string[] {
  const { node } = indexOf(editor.document);
  const index = indexOfLayout(layout);
  const found = ids.flatMap((id) => {
    const mark = index.mark(id) ?? index.markFor(id);
    const frame = mark?.kind === 'op' ? index.markFor(mark.of[0]!) : mark;
    return frame && (frame.kind === 'block' || frame.kind === 'node') && node.has(frame.id) ? [frame.id] : [];
  });
  return [...new Set(found)];
}

/** Opens nodes to their ops; closes them where all are open. */
export function toggleOps(view: NetworkView, nodes: readonly string[]): void {
  if (nodes.length > 0) view.showOps(nodes, !nodes.every((id) => view.showsOps(id)));
}
