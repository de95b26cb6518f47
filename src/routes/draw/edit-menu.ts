import { words } from '#lib/messages/messages.ts';
import { palette } from '#lib/dla/commands/palette.ts';
import { moduleOf } from '#lib/dla/modules/modules.ts';
import { edgeOf } from '#lib/graph/document/edges.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import type { ContextItem, MenuItem } from '#lib/ui/menu.ts';
import type { Editing } from '#lib/workspace/core/editing.ts';
import type { Workspace } from '#lib/workspace/core/workspace.svelte.ts';
import { arrangeMenu } from './arrange-menu.ts';
import { entryName } from './palette-entries.ts';
import { copySelection, pasteClipboard } from './clipboard.ts';
import { interveneMenu } from './intervene-menu.ts';
import { collapsingOf, openable, toggleCollapsed, toggleOps } from './collapsing.ts';

/** Whatever takes one result and gives one on may stand in an edge. */
const insertMenu = (editing: Editing): readonly MenuItem[] =>
  palette
    .filter(({ kind }) => {
      const { inputs, head } = moduleOf(kind)!;
      return inputs[0] <= 1 && inputs[1] >= 1 && !head;
    })
    .map(({ id }) => ({ id: `insert:${id}`, label: entryName(id), run: () => editing.add(id) }));

/** What can be done with the selection. */
export function editMenu(workspace: Workspace, editing: Editing): readonly ContextItem[] {
  const said = words.draw.edit;
  const { editor } = workspace.current;
  const { document } = editor;
  const { node, group } = indexOf(document);
  const [only] = editor.selection;
  const single = editor.selection.length === 1 && only !== undefined ? only : undefined;
  const members = editor.selection.filter((id) => node.has(id) || group.has(id));
  const edges = editor.selection.filter((id) => edgeOf(document, id));
  const edge = single !== undefined && edges.length === 1;
  const none = members.length === 0;
  const view = workspace.current;
  const collapsing = collapsingOf(view);
  const opened = openable(view, editor.selection);
  return [
    {
      id: 'connect',
      label: said.connect,
      disabled: single === undefined || !node.has(single),
      shortcut: 'L',
      run: () => workspace.startConnecting(),
    },
    {
      id: 'duplicate',
      label: said.duplicate,
      icon: 'duplicate',
      shortcut: 'Mod+D',
      disabled: none,
      run: () => editing.duplicate(),
    },
    ...(edge ? [{ id: 'insert', label: said.insert, items: insertMenu(editing) }] : []),
    'separator',
    { id: 'copy', label: said.copy, shortcut: 'Mod+C', disabled: none, run: () => void copySelection(editing) },
    { id: 'paste', label: said.paste, shortcut: 'Mod+V', run: () => void pasteClipboard(editing) },
    'separator',
    { id: 'group', label: said.group, shortcut: 'Mod+G', disabled: none, run: () => editing.group() },
    {
      id: 'ungroup',
      label: said.ungroup,
      shortcut: 'Mod+Shift+G',
      disabled: !members.some((id) => group.has(id)),
      run: () => editing.ungroup(),
    },
    {
      id: 'collapse',
      label: collapsing && !collapsing.closes ? said.expand : said.collapse,
      shortcut: 'Mod+E',
      disabled: !collapsing,
      run: () => toggleCollapsed(view),
    },
    {
      id: 'ops',
      label: opened.length > 0 && opened.every((id) => view.showsOps(id)) ? said.hideOps : said.showOps,
      shortcut: 'Enter',
      disabled: opened.length === 0,
      run: () => toggleOps(view, opened),
    },
    'separator',
    interveneMenu(workspace),
    {
      id: 'sees',
      label: said.sees,
      shortcut: 'V',
      disabled: single === undefined || !node.has(single),
      run: () => (workspace.seeing = single),
    },
    { id: 'arrange', label: said.arrange, items: arrangeMenu(workspace) },
    'separator',
    {
      id: 'remove',
      label: none && edges.length > 0 ? said.removeEdges(edges.length) : said.remove,
      icon: 'remove',
      shortcut: 'Delete',
      disabled: none && edges.length === 0,
      run: () => editing.remove(),
    },
  ];
}
