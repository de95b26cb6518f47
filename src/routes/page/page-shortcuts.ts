import { words } from '#lib/messages/messages.ts';
import { edgeId, edgeOf } from '#lib/graph/document/edges.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import { MOST_OPEN } from '#lib/workspace/core/canvases.svelte.ts';
import type { Workspace } from '#lib/workspace/core/workspace.svelte.ts';
import type { Runs } from '#lib/workspace/run/runs.svelte.ts';
import { toggleIntervention } from '../draw/intervene-menu.ts';
import { toggleCollapsed } from '../draw/collapsing.ts';
import { neighbourOf } from '../draw/network-menu.ts';
import { saveGraph } from '../files/file-menu.ts';
import { nextPart, type InspectorField } from './focus.ts';
import { showHeat } from '../run/run-menu.ts';
import { dropRefusal } from '../shared/refusal.ts';
import type { Question, Shortcut } from '../shared/shortcuts.ts';

/** What the page does for its shortcuts. */
interface Page {
  /** Opens what stands over everything else. */
  readonly ask: (question: Question) => void;
  readonly chooseFile: () => void;
  /** Gives the drawer the place of the figure, or takes it back. */
  readonly enlarge: () => void;
  /** Shows the figure alone, or everything again. */
  readonly present: () => void;
  /** To the first setting of what is selected, or to its name. */
  readonly toInspector: (what: InspectorField) => void;
  /** To the figure of the current network. */
  readonly toCanvas: () => void;
}

/** The shortcuts of the whole page. */
export function pageShortcuts(
  workspace: Workspace,
  runs: Runs,
  { ask, chooseFile, enlarge, present, toInspector, toCanvas }: Page,
): readonly Shortcut[] {
  const { bar, commands } = words.page;
  const { edit } = words.draw;
  const intervene = words.interventions.commands;
  const undo = () => workspace.step(-1);
  const redo = () => workspace.step(1);
  return [
    { keys: 'Mod+Z', inFields: 'after-typing', label: bar.undo, run: undo },
    { keys: 'Mod+Shift+Z', inFields: 'after-typing', label: bar.redo, run: redo },
    { keys: 'Mod+Y', inFields: 'after-typing', label: bar.redo, run: redo },
    { keys: 'H', label: commands.history, run: () => ask('history') },
    { keys: 'U', label: words.share.title, run: () => ask('share') },
    { keys: 'Y', label: words.filing.clipboard.title, run: () => ask('copy') },
    { keys: 'Mod+O', inFields: 'always', label: commands.openFile, run: chooseFile },
    { keys: 'Mod+Shift+S', label: commands.saveVersion, inFields: 'always', run: () => ask('versions') },
    { keys: 'Mod+S', inFields: 'always', label: commands.saveJson, run: () => saveGraph(workspace) },
    { keys: 'Mod+Enter', inFields: 'always', label: commands.run, run: () => void runs.run(workspace.views) },
    { keys: 'Delete', label: edit.remove, run: () => workspace.editing.remove() },
    { keys: 'Backspace', label: edit.remove, run: () => workspace.editing.remove() },
    { keys: 'Mod+D', inFields: 'always', label: edit.duplicate, run: () => workspace.editing.duplicate() },
    { keys: 'Mod+A', label: commands.selectAll, run: () => workspace.editing.selectAll() },
    { keys: 'Mod+G', inFields: 'always', label: edit.group, run: () => workspace.editing.group() },
    { keys: 'Mod+Shift+G', inFields: 'always', label: edit.ungroup, run: () => workspace.editing.ungroup() },
    { keys: 'Mod+E', inFields: 'always', label: commands.collapse, run: () => toggleCollapsed(workspace.current) },
    { keys: 'L', label: commands.connect, run: () => workspace.startConnecting() },
    { keys: 'A', label: commands.add, run: () => ask('add') },
    { keys: 'C', label: commands.connectTo, run: () => askConnect(workspace, ask) },
    { keys: 'I', label: commands.nextEdge, run: () => nextEdge(workspace) },
    { keys: 'R', label: commands.repeat, run: () => workspace.editing.repeat() },
    { keys: 'X', label: intervene.ablate, run: () => toggleIntervention(workspace, 'ablate') },
    { keys: 'B', label: intervene.bypass, run: () => toggleIntervention(workspace, 'bypass') },
    { keys: 'W', label: intervene.scale, run: () => askFactor(workspace, () => toInspector('factor')) },
    { keys: 'Mod+Shift+X', label: intervene.clear, run: () => workspace.intervening.clear() },
    { keys: 'V', label: edit.sees, run: () => seeNode(workspace) },
    { keys: 'S', label: commands.settings, run: () => toInspector('settings') },
    { keys: 'F2', label: commands.rename, run: () => toInspector('name') },
    { keys: 'F6', label: commands.nextPart, inFields: 'always', run: () => nextPart(1) },
    { keys: 'Shift+F6', label: commands.previousPart, inFields: 'always', run: () => nextPart(-1) },
    { keys: 'F', label: words.compare.allSix.command, run: () => ask('six') },
    { keys: 'E', label: commands.enlarge, run: enlarge },
    { keys: 'P', label: commands.present, run: present },
    ...networkShortcuts(workspace, toCanvas),
    { keys: 'Mod+K', label: commands.all, inFields: 'always', run: () => ask('commands') },
    { keys: '?', label: bar.shortcuts, run: () => ask('keys') },
    { keys: 'Escape', label: commands.clear, run: () => escape(workspace) },
  ];
}

/** What is done with the networks beside each other. */
function networkShortcuts(workspace: Workspace, toCanvas: () => void): readonly Shortcut[] {
  const said = words.draw.networks;
  const several = { holds: () => workspace.comparing };
  const go = (by: 1 | -1) => () => {
    workspace.activate(neighbourOf(workspace, by));
    toCanvas();
  };
  return [
    { keys: 'N', label: said.next, ...several, run: go(1) },
    { keys: 'Shift+N', label: said.previous, ...several, run: go(-1) },
    {
      keys: 'Shift+D',
      label: said.add,
      holds: () => workspace.views.length < MOST_OPEN,
      run: () => workspace.compare(),
    },
    {
      keys: 'Shift+X',
      label: said.swapNext,
      ...several,
      run: () => workspace.swap(workspace.current, neighbourOf(workspace, 1)),
    },
    {
      keys: 'Shift+R',
      label: said.referCurrent,
      ...several,
      run: () => (workspace.canvases.reference = workspace.current),
    },
    {
      keys: 'Shift+Y',
      label: said.toggleSynchronised,
      ...several,
      run: () => (workspace.synchronised = !workspace.synchronised),
    },
    { keys: 'Shift+W', label: said.closeCurrent, ...several, run: () => workspace.close(workspace.current) },
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
  else toasts.show({ kind: 'info', text: words.page.ask.noTarget });
}

function seeNode(workspace: Workspace): void {
  const { document, selection } = workspace.current.editor;
  const selected = selection.find((id) => indexOf(document).node.has(id));
  if (selected !== undefined) workspace.seeing = selected;
  else toasts.show({ kind: 'info', text: words.inspect.activations.reach.noNode });
}

function askFactor({ intervening }: Workspace, go: () => void): void {
  if (intervening.places.length > 0) go();
  else toasts.show({ kind: 'info', text: words.interventions.nothing });
}

function askConnect(workspace: Workspace, ask: (question: Question) => void): void {
  const { document, selection } = workspace.current.editor;
  if (selection.some((id) => indexOf(document).node.has(id))) ask('connect');
  else toasts.show({ kind: 'info', text: words.page.ask.noSource });
}

function escape(workspace: Workspace): void {
  const { heatKind, editor } = workspace.current;
  if (dropRefusal()) return;
  if (workspace.connecting !== undefined) workspace.connecting = undefined;
  else if (heatKind && editor.selection.length === 0) showHeat(workspace, undefined);
  else editor.select([]);
}
