import type { GraphDocument } from '#lib/graph/document/document.ts';
import { patchBetween } from '#lib/graph/document/patch.ts';
import type { NetworkView } from '#lib/workspace/core/network-view.svelte.ts';
import type { Workspace } from '#lib/workspace/core/workspace.svelte.ts';
import { placesOf, type ScriptLine } from './script-lines.ts';

/** A script that is done step by step with a copy of the network that it starts from; every step is an edit of that copy. */
export class Replay {
  readonly view: NetworkView;
  /** How many commands are done; undefined where the copy was edited otherwise. */
  readonly done = $derived.by(() => {
    const { document } = this.view.editor;
    const [first] = this.lines;
    if (!first || isAlike(first.before, document)) return 0;
    const at = this.lines.findLastIndex(({ after }) => isAlike(after, document));
    return at < 0 ? undefined : at + 1;
  });

  /** Opens the copy beside; where as many networks are open as fit, the network itself is what is edited. */
  constructor(
    private readonly workspace: Workspace,
    reference: NetworkView,
    readonly lines: readonly ScriptLine[],
  ) {
    const before = workspace.views;
    workspace.activate(reference);
    workspace.compare(reference.editor.document, reference);
    this.view = workspace.views.find((view) => !before.includes(view)) ?? reference;
  }

  /** Whether the copy is still open. */
  get open(): boolean {
    return this.workspace.views.includes(this.view);
  }

  /** Does the next command. */
  next(): void {
    const { done, lines, view, workspace } = this;
    const line = done === undefined ? undefined : lines[done];
    if (!line) return;
    workspace.activate(view);
    const patch = patchBetween(view.editor.document, line.after);
    workspace.apply(line.label, { ok: true, value: patch }, placesOf(line.command, line.after));
    if (line.command.do === 'set-structure') view.morphFrom(line.before);
  }

  /** Takes the last command back. */
  back(): void {
    if (!this.done) return;
    this.workspace.activate(this.view);
    this.workspace.step(-1);
  }
}

/** Whether two documents hold the same nodes and groups, whatever they are called and wherever they are pinned. */
function isAlike(a: GraphDocument, b: GraphDocument): boolean {
  if (a.nodes.length !== b.nodes.length || a.groups.length !== b.groups.length) return false;
  const { nodes, groups } = patchBetween(a, b);
  return nodes.length + groups.length === 0;
}
