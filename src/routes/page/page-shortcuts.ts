import { edgeId, edgeOf } from '#lib/graph/document/edges.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import type { Workspace } from '#lib/workspace/core/workspace.svelte.ts';
import type { Runs } from '#lib/workspace/run/runs.svelte.ts';
import { toggleCollapsed } from '../draw/collapsing.ts';
import { saveGraph } from '../files/file-menu.ts';
import { enterInspector, nextPart } from './focus.ts';
import { showHeat } from '../run/run-menu.ts';
import { dropRefusal } from '../shared/refusal.ts';
import type { Question, Shortcut } from '../shared/shortcuts.ts';

/** The shortcuts of the whole page; `ask` opens what stands over everything else. */
export function pageShortcuts(
  workspace: Workspace,
  runs: Runs,
  ask: (question: Question) => void,
  chooseFile: () => void,
): readonly Shortcut[] {
  const undo = () => workspace.step(-1);
  const redo = () => workspace.step(1);
  return [
    { keys: 'Mod+Z', label: 'Undo', run: undo },
    { keys: 'Mod+Shift+Z', label: 'Redo', run: redo },
    { keys: 'Mod+Y', label: 'Redo', run: redo },
    { keys: 'H', label: 'History', run: () => ask('history') },
    { keys: 'Mod+O', label: 'Open a file', run: chooseFile },
    { keys: 'Mod+Shift+S', label: 'Save a version …', anywhere: true, run: () => ask('versions') },
    { keys: 'Mod+S', label: 'Save as JSON', run: () => saveGraph(workspace) },
    { keys: 'Mod+Enter', label: 'Run', run: () => void runs.run(workspace.views) },
    { keys: 'Delete', label: 'Remove', run: () => workspace.editing.remove() },
    { keys: 'Backspace', label: 'Remove', run: () => workspace.editing.remove() },
    { keys: 'Mod+D', label: 'Duplicate', run: () => workspace.editing.duplicate() },
    { keys: 'Mod+A', label: 'Select all', run: () => workspace.editing.selectAll() },
    { keys: 'Mod+G', label: 'Group', run: () => workspace.editing.group() },
    { keys: 'Mod+Shift+G', label: 'Ungroup', run: () => workspace.editing.ungroup() },
    { keys: 'Mod+E', label: 'Collapse or expand', run: () => toggleCollapsed(workspace.current) },
    { keys: 'L', label: 'Connect from the selected node', run: () => workspace.startConnecting() },
    { keys: 'A', label: 'Add behind the selected …', run: () => ask('add') },
    { keys: 'C', label: 'Connect the selected node to …', run: () => askConnect(workspace, ask) },
    { keys: 'I', label: 'Edge into the selected, then the next', run: () => nextEdge(workspace) },
    { keys: 'R', label: 'Repeat behind itself', run: () => workspace.editing.repeat() },
    { keys: 'S', label: 'Settings of what is selected', run: () => enterInspector('settings') },
    { keys: 'F2', label: 'Rename', run: () => enterInspector('name') },
    { keys: 'F6', label: 'Next part of the page', anywhere: true, run: () => nextPart(1) },
    { keys: 'Shift+F6', label: 'Part of the page before', anywhere: true, run: () => nextPart(-1) },
    { keys: 'Mod+K', label: 'All commands', anywhere: true, run: () => ask('commands') },
    { keys: '?', label: 'Keyboard shortcuts', run: () => ask('keys') },
    { keys: 'Escape', label: 'Select nothing', run: () => escape(workspace) },
  ];
}

/** Without a pointer, edges are reached from the node that they lead to, in the order of its inputs. */
function nextEdge({ current: { editor } }: Workspace): void {
  const { document, selection } = editor;
  const [only] = selection;
  const edge = only === undefined ? undefined : edgeOf(document, only);
  const to = edge?.to ?? only;
  const inputs = (to === undefined ? undefined : indexOf(document).node.get(to))?.inputs ?? [];
  const input = edge ? (edge.input + 1) % inputs.length : 0;
  const from = inputs[input];
  if (to !== undefined && from !== undefined) editor.select([edgeId({ from, to, input }, document)]);
  else toasts.show({ kind: 'info', text: 'Select the node that the edge leads to first.' });
}

function askConnect(workspace: Workspace, ask: (question: Question) => void): void {
  const { document, selection } = workspace.current.editor;
  if (selection.some((id) => indexOf(document).node.has(id))) ask('connect');
  else toasts.show({ kind: 'info', text: 'Select the node that the edge starts from first.' });
}

function escape(workspace: Workspace): void {
  const { heatKind, editor } = workspace.current;
  if (dropRefusal()) return;
  if (workspace.connecting !== undefined) workspace.connecting = undefined;
  else if (heatKind && editor.selection.length === 0) showHeat(workspace, undefined);
  else editor.select([]);
}
