import { indexOfLayout } from '$lib/graph/view/layout-index';
import { edgeOf } from '$lib/graph/document/edges';
import type { Places } from '$lib/graph/commands/pin';
import { indexOf } from '$lib/graph/document/queries';
import { sayIssue } from '$lib/messages/messages';
import type { MenuItem } from '$lib/ui/menu';
import { toasts } from '$lib/ui/toasts.svelte';
import type { Editing } from '$lib/workspace/editing';
import type { Workspace } from '$lib/workspace/workspace.svelte';
import { collapsingOf, toggleCollapsed } from './collapsing';

/** Puts the selection on the clipboard; says so where the browser does not let it. */
export async function copySelection(editing: Editing): Promise<boolean> {
  const text = editing.copy();
  if (!text.ok) {
    toasts.show({ kind: 'info', text: text.issues.map(sayIssue).join(' ') });
    return false;
  }
  try {
    await navigator.clipboard.writeText(text.value);
    return true;
  } catch {
    toasts.show({ kind: 'error', text: 'This browser does not let the page use the clipboard.' });
    return false;
  }
}

export async function pasteClipboard(editing: Editing): Promise<void> {
  try {
    editing.paste(await navigator.clipboard.readText());
  } catch {
    toasts.show({
      kind: 'error',
      text: 'This browser does not let the page read the clipboard. Press Ctrl V on the canvas.',
    });
  }
}

/** What can be done with the selection. */
export function editMenu(workspace: Workspace, editing: Editing): readonly MenuItem[] {
  const { editor } = workspace.current;
  const { document } = editor;
  const { node, group } = indexOf(document);
  const [only] = editor.selection;
  const single = editor.selection.length === 1 && only !== undefined ? only : undefined;
  const members = editor.selection.filter((id) => node.has(id) || group.has(id));
  const edge = single === undefined ? undefined : edgeOf(document, single);
  const none = members.length === 0;
  const view = workspace.current;
  const collapsing = collapsingOf(view);
  const layered = view.arrangement === 'layered';
  const places = (): Places =>
    Object.fromEntries(
      members.flatMap((id) => {
        const mark = indexOfLayout(view.layout).mark(id);
        return mark ? [[id, [mark.x, mark.y]]] : [];
      }),
    );
  return [
    {
      id: 'connect',
      label: 'Connect from here …',
      disabled: single === undefined || !node.has(single),
      shortcut: 'L',
      run: () => workspace.startConnecting(),
    },
    {
      id: 'duplicate',
      label: 'Duplicate',
      icon: 'duplicate',
      shortcut: 'Mod+D',
      disabled: none,
      run: () => editing.duplicate(),
    },
    'separator',
    { id: 'copy', label: 'Copy', shortcut: 'Mod+C', disabled: none, run: () => void copySelection(editing) },
    { id: 'paste', label: 'Paste', shortcut: 'Mod+V', run: () => void pasteClipboard(editing) },
    'separator',
    { id: 'group', label: 'Group', shortcut: 'Mod+G', disabled: none, run: () => editing.group() },
    {
      id: 'ungroup',
      label: 'Ungroup',
      shortcut: 'Mod+Shift+G',
      disabled: !members.some((id) => group.has(id)),
      run: () => editing.ungroup(),
    },
    {
      id: 'collapse',
      label: collapsing && !collapsing.closes ? 'Expand' : 'Collapse',
      shortcut: 'Mod+E',
      disabled: !collapsing,
      run: () => toggleCollapsed(view),
    },
    'separator',
    ...(layered
      ? ([
          {
            id: 'row',
            label: 'Align in a row',
            disabled: members.length < 2,
            run: () => editing.align('row', places()),
          },
          {
            id: 'column',
            label: 'Align in a column',
            disabled: members.length < 2,
            run: () => editing.align('column', places()),
          },
          {
            id: 'release',
            label: none ? 'Release all pins' : 'Release',
            disabled: (none ? Object.keys(document.positions) : members).every((id) => !(id in document.positions)),
            run: () => editing.release(),
          },
          'separator',
        ] satisfies readonly MenuItem[])
      : []),
    {
      id: 'remove',
      label: edge ? 'Remove this edge' : 'Remove',
      icon: 'remove',
      shortcut: 'Delete',
      disabled: none && !edge,
      run: () => editing.remove(),
    },
  ];
}
