import { words } from '#lib/messages/messages.ts';
import { addFromPalette } from '#lib/dla/commands/add-from-palette.ts';
import { applyFix } from '#lib/dla/commands/apply-fix.ts';
import { networkDomain } from '#lib/dla/commands/domain.ts';
import { connectionTo } from '#lib/dla/commands/fitting-ports.ts';
import { makeFromPalette } from '#lib/dla/commands/palette.ts';
import { clipFor, copyMembers, parseClip, serialiseClip } from '#lib/graph/commands/clip.ts';
import { align, type Alignment, type Boxes } from '#lib/graph/commands/align.ts';
import { connect } from '#lib/graph/commands/connect.ts';
import { distribute } from '#lib/graph/commands/distribute.ts';
import { addedIds } from '#lib/graph/commands/edit.ts';
import { duplicate, repeat } from '#lib/graph/commands/duplicate.ts';
import { group, outermost } from '#lib/graph/commands/group.ts';
import { insertOnEdge } from '#lib/graph/commands/insert-on-edge.ts';
import { pasteMembers } from '#lib/graph/commands/paste-members.ts';
import { release } from '#lib/graph/commands/release.ts';
import { relabel } from '#lib/graph/commands/relabel.ts';
import { removeMembers } from '#lib/graph/commands/remove-members.ts';
import { rename } from '#lib/graph/commands/rename.ts';
import { reorderInputs } from '#lib/graph/commands/reorder-inputs.ts';
import { ungroup } from '#lib/graph/commands/ungroup.ts';
import { perform, type EditIntent } from '#lib/graph/gestures/perform.ts';
import { edgeOf } from '#lib/graph/document/edges.ts';
import type { Patch } from '#lib/graph/document/patch.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { ok, refused, type Fix, type Result } from '#lib/issue.ts';
import type { StepLabel } from '#lib/step.ts';
import type { NetworkView } from './network-view.svelte.ts';

/** Where the edits of {@link Editing} go. */
export interface EditingHost {
  readonly current: NetworkView;
  apply(label: StepLabel, answer: Result<Patch>, selection?: readonly string[]): void;
}

/** What a person does to the current network by hand; every method is one step of the history, or says why not. */
export class Editing {
  private nudged = { at: -Infinity, of: '' };

  constructor(private readonly host: EditingHost) {}

  private get document() {
    return this.host.current.editor.document;
  }
  private get selection() {
    return this.host.current.editor.selection;
  }
  /** Nodes and groups among the selection. */
  private get members(): readonly string[] {
    const { node, group: groups } = indexOf(this.document);
    return this.selection.filter((id) => node.has(id) || groups.has(id));
  }

  /** An entry of the palette: on a selected edge it is put in between, else behind what is selected. */
  add(entry: string): void {
    const [only] = this.selection;
    const edge = this.selection.length === 1 && only !== undefined ? edgeOf(this.document, only) : undefined;
    if (!edge) return this.apply({ kind: 'add' }, addFromPalette(this.document, { entry, selection: this.members }));
    const made = makeFromPalette(this.document, entry, [edge.from]);
    this.apply(
      { kind: 'add' },
      made.ok ? insertOnEdge(this.document, { ...edge, node: made.value.node }, networkDomain) : made,
    );
  }

  /** All that is selected, in one step: edges go by themselves; nodes go and the chain heals. */
  remove(): void {
    const { members } = this;
    const edges = this.selection.flatMap((id) => edgeOf(this.document, id) ?? []);
    if (edges.length + members.length === 0) return;
    const label: StepLabel =
      members.length > 0
        ? { kind: 'remove' }
        : { kind: 'disconnect', ...(edges.length > 1 && { values: { count: edges.length } }) };
    this.apply(label, removeMembers(this.document, { ids: members, edges }, networkDomain));
  }

  duplicate(): void {
    this.apply({ kind: 'duplicate' }, duplicate(this.document, { ids: this.members }, networkDomain));
  }

  /** Copies the selection behind itself: one more block, one more level. */
  repeat(): void {
    this.apply({ kind: 'repeat' }, repeat(this.document, { ids: this.members }, networkDomain));
  }

  /** The selection as JSON for the clipboard. */
  copy(): Result<string> {
    const clip = copyMembers(this.document, { ids: this.members });
    const { network } = this.host.current;
    return clip.ok ? ok(serialiseClip({ ...clip.value, network }, networkDomain)) : clip;
  }

  paste(text: string): void {
    const clip = parseClip(text, networkDomain);
    this.apply(
      { kind: 'paste' },
      clip.ok
        ? pasteMembers(this.document, { clip: clipFor(clip.value, this.host.current.network) }, networkDomain)
        : clip,
    );
  }

  group(): void {
    this.apply({ kind: 'group' }, group(this.document, { ids: this.members, label: words.draw.group }));
  }

  ungroup(): void {
    this.apply({ kind: 'ungroup' }, ungroup(this.document, { ids: this.members }));
  }

  rename(id: string, name: string): void {
    const isGroup = indexOf(this.document).group.has(id);
    this.apply(
      { kind: 'rename' },
      isGroup ? relabel(this.document, { id, label: name }) : rename(this.document, { id, name }),
    );
  }

  connect(from: string, to: string): void {
    this.apply({ kind: 'connect' }, connect(this.document, connectionTo(this.document, from, to), networkDomain));
  }

  /** What a hand asked for: an edge drawn, moved or cut, things dragged to a place of their own. */
  perform(intent: EditIntent): void {
    if (intent.kind === 'nudge' && this.goesOn()) {
      const patch = perform(this.document, intent, networkDomain);
      if (patch.ok) this.host.current.editor.extend({ kind: 'nudge' }, patch.value);
      return;
    }
    this.apply({ kind: intent.kind }, perform(this.document, intent, networkDomain));
  }

  /** Whether a nudge is one with the nudge before it: soon after it, of the same things. */
  private goesOn(): boolean {
    const [now, of] = [performance.now(), this.selection.join(' ')];
    const goesOn = now - this.nudged.at < 1000 && this.nudged.of === of;
    this.nudged = { at: now, of };
    return goesOn;
  }

  align(to: Alignment, boxes: Boxes): void {
    this.apply({ kind: 'align' }, align(this.document, { boxes, to }));
  }

  distribute(along: 'across' | 'down', boxes: Boxes): void {
    this.apply({ kind: 'distribute' }, distribute(this.document, { boxes, along }));
  }

  /** Gives pinned things back to the layout; all of them when no ids are given. */
  release(ids?: readonly string[]): void {
    this.apply({ kind: 'release' }, release(this.document, ids ? { ids } : {}));
  }

  /** Moves an input some places up or down: its weights move with it. */
  moveInput(node: string, input: number, by: number): void {
    const count = indexOf(this.document).node.get(node)!.inputs.length;
    const order = Array.from({ length: count }, (_, index) => index);
    const without = order.toSpliced(input, 1);
    this.apply(
      { kind: 'reorder' },
      reorderInputs(this.document, { node, order: without.toSpliced(input + by, 0, input) }),
    );
  }

  /** The remedy that an issue offers. */
  mend(fix: Fix): void {
    this.apply({ kind: 'mend' }, applyFix(this.document, fix));
  }

  selectAll(): void {
    this.host.current.editor.select(this.document.nodes.map((node) => node.id));
  }

  private apply(label: StepLabel, answer: Result<Patch>): void {
    const added = answer.ok ? addedIds(answer.value) : [];
    this.host.apply(label, answer.ok ? answer : refused(...answer.issues), added.length > 0 ? added : undefined);
    // A group that was made is selected as one, not by what it holds.
    if (added.length > 1) this.host.current.editor.select(outermost(this.document, added));
  }
}
