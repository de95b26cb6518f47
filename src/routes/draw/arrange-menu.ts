import { align, alignments, type Alignment } from '#lib/graph/commands/align.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import type { MenuItem } from '#lib/ui/menu.ts';
import type { Workspace } from '#lib/workspace/core/workspace.svelte.ts';
import { boxesOf } from './boxes.ts';

const words: Readonly<Record<Alignment, string>> = {
  left: 'Align left',
  centre: 'Align centres',
  right: 'Align right',
  top: 'Align top',
  middle: 'Align middles',
  bottom: 'Align bottom',
};

/** What gives selected things places of their own, and takes them back. */
export function arrangeMenu(workspace: Workspace): readonly MenuItem[] {
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
        id: `align ${to}`,
        label: words[to],
        ...(lying && { hint: 'they would lie on each other' }),
        disabled: drawn < 2 || lying,
        run: () => editing.align(to, boxes()),
      };
    }),
    'separator',
    {
      id: 'distribute across',
      label: 'Distribute across',
      disabled: drawn < 3,
      run: () => editing.distribute('across', boxes()),
    },
    {
      id: 'distribute down',
      label: 'Distribute down',
      disabled: drawn < 3,
      run: () => editing.distribute('down', boxes()),
    },
    'separator',
    { id: 'release', label: 'Release', disabled: pinned.length === 0, run: () => editing.release(pinned) },
    {
      id: 'release all',
      label: 'Release all',
      disabled: positions.size === 0,
      run: () => editing.release(),
    },
  ];
}
