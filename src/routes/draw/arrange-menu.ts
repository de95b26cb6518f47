import { words } from '#lib/messages/messages.ts';
import { align, alignments } from '#lib/graph/commands/align.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import type { MenuItem } from '#lib/ui/menu.ts';
import type { Workspace } from '#lib/workspace/core/workspace.svelte.ts';
import { boxesOf } from './boxes.ts';

/** What gives selected things places of their own, and takes them back. */
export function arrangeMenu(workspace: Workspace): readonly MenuItem[] {
  const said = words.draw.arrange;
  const { current: view, editing } = workspace;
  const { node, group } = indexOf(view.editor.document);
  const { positions } = view.editor.document;
  const members = view.editor.selection.filter((id) => node.has(id) || group.has(id));
  const drawn = members.length < 2 ? 0 : boxesOf(view.layout, members).size;
  const boxes = () => boxesOf(view.layout, members);
  const pinned = members.filter((id) => positions.has(id));
  return [
    ...alignments.map((to): MenuItem => {
      const lying = drawn > 1 && !align(view.editor.document, { boxes: boxes(), to }).ok;
      return {
        id: `align:${to}`,
        label: said[to],
        ...(lying && { hint: said.overlap }),
        disabled: drawn < 2 || lying,
        run: () => editing.align(to, boxes()),
      };
    }),
    'separator',
    {
      id: 'distribute-across',
      label: said.across,
      disabled: drawn < 3,
      run: () => editing.distribute('across', boxes()),
    },
    {
      id: 'distribute-down',
      label: said.down,
      disabled: drawn < 3,
      run: () => editing.distribute('down', boxes()),
    },
    'separator',
    { id: 'release', label: said.release, disabled: pinned.length === 0, run: () => editing.release(pinned) },
    {
      id: 'release-all',
      label: said.releaseAll,
      disabled: positions.size === 0,
      run: () => editing.release(),
    },
  ];
}
