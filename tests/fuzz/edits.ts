import { addFromPalette } from '#lib/dla/commands/add-from-palette.ts';
import { applyFix, repairsOf } from '#lib/dla/commands/apply-fix.ts';
import { networkDomain } from '#lib/dla/commands/domain.ts';
import { editLevels } from '#lib/dla/commands/edit-level.ts';
import { connectionTo } from '#lib/dla/commands/fitting-ports.ts';
import { palette } from '#lib/dla/commands/palette.ts';
import { setAttributes } from '#lib/dla/commands/set-attributes.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { parseConfig } from '#lib/dla/network/parse.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { structureNames } from '#lib/dla/structures/structures.ts';
import { align, alignments, type Boxes } from '#lib/graph/commands/align.ts';
import { distribute } from '#lib/graph/commands/distribute.ts';
import { copyMembers, parseClip, serialiseClip } from '#lib/graph/commands/clip.ts';
import { duplicate, repeat } from '#lib/graph/commands/duplicate.ts';
import { group } from '#lib/graph/commands/group.ts';
import { pasteMembers } from '#lib/graph/commands/paste-members.ts';
import { relabel } from '#lib/graph/commands/relabel.ts';
import { release } from '#lib/graph/commands/release.ts';
import { removeMembers } from '#lib/graph/commands/remove-members.ts';
import { rename } from '#lib/graph/commands/rename.ts';
import { reorderInputs } from '#lib/graph/commands/reorder-inputs.ts';
import { ungroup } from '#lib/graph/commands/ungroup.ts';
import type { GraphDocument, Position } from '#lib/graph/document/document.ts';
import { patchBetween, type Patch } from '#lib/graph/document/patch.ts';
import {
  connecting,
  idle,
  type ConnectEvent,
  type ConnectIntent,
  type ConnectState,
} from '#lib/graph/gestures/connect.ts';
import { dropped } from '#lib/graph/gestures/drop.ts';
import type { Pointer, Step } from '#lib/graph/gestures/gesture.ts';
import { moving, still, type MoveEvent, type MoveState, type PinIntent } from '#lib/graph/gestures/move.ts';
import { perform, type EditIntent } from '#lib/graph/gestures/perform.ts';
import { ok, unwrap, type Result } from '#lib/issue.ts';
import type { Random } from './random.ts';

/** One command of a person, by pointer, by keyboard or from a file; undefined where there is nothing to do it with. */
export type Edit = (document: GraphDocument, random: Random) => Result<Patch> | undefined;

const entries = palette.map(({ id }) => id);
const texts = ['', '0', 'conv', 'b', 'a.b', '<i>x</i>', '界'.repeat(201), 'block'];

const idsOf = ({ nodes, groups }: GraphDocument): readonly string[] => [...nodes, ...groups].map(({ id }) => id);
const nodeId = (document: GraphDocument, random: Random): string =>
  // Now and then one that is not there: what a late click or a broken file would name.
  document.nodes.length === 0 || random.chance(0.02) ? 'nowhere' : random.pick(document.nodes).id;
const place = (random: Random): Position => [random.below(4000) / 3 - 500, random.below(900) / 7];
const pointer = (random: Random): Pointer => ({ at: place(random), screen: place(random) });
const some = (document: GraphDocument, random: Random): readonly string[] => random.some(idsOf(document), 4);
const boxes = (document: GraphDocument, random: Random): Boxes =>
  new Map(
    some(document, random).map((id) => {
      const [x, y] = place(random);
      return [id, { x, y, width: 1 + random.below(60), height: 1 + random.below(60) }];
    }),
  );

function edgeEnd(document: GraphDocument, random: Random): { readonly to: string; readonly input: number } | undefined {
  const takers = document.nodes.filter(({ inputs }) => inputs.length > 0);
  if (takers.length === 0) return undefined;
  const { id, inputs } = random.pick(takers);
  return { to: id, input: random.below(inputs.length + (random.chance(0.02) ? 1 : 0)) };
}

/** Sends events through a gesture; what it asks for last is done. */
function gesture<State, Event, Intent extends EditIntent>(
  document: GraphDocument,
  machine: (state: State, event: Event) => Step<State, Intent>,
  start: State,
  events: readonly Event[],
): Result<Patch> | undefined {
  let state = start;
  let asked: Intent | undefined;
  for (const event of events) {
    const [next, intent] = machine(state, event);
    state = next;
    asked = intent ?? asked;
  }
  return asked && perform(document, asked, networkDomain);
}

const connectBy = (document: GraphDocument, ...events: ConnectEvent[]) =>
  gesture<ConnectState, ConnectEvent, ConnectIntent>(document, connecting, idle, events);
const moveBy = (document: GraphDocument, ...events: MoveEvent[]) =>
  gesture<MoveState, MoveEvent, PinIntent>(document, moving, still, events);

const down = (from: string): ConnectEvent => ({
  type: 'down',
  pointer: { at: [0, 0], screen: [0, 0] },
  start: { from },
});
const away: Pointer = { at: [99, 9], screen: [99, 9] };

/** Two levels, one of each make. */
export const small = buildNetwork(
  unwrap(
    parseConfig({
      format: 'dla-network',
      version: 1,
      name: 'small',
      input: { channels: 3, height: 32, width: 32 },
      stem: { channels: 8, kernel: 3, stride: 1 },
      block: { kind: 'basic' },
      levels: [
        { kind: 'conv', channels: 8, convs: 2, stride: 2 },
        { kind: 'aggregation', structure: 'merged', blocks: 4, channels: 16, levelRoot: true },
        { kind: 'aggregation', structure: 'ida', blocks: 2, channels: 32 },
      ],
      head: { kind: 'classifier', classes: 10 },
    }),
  ),
);

/** Every command with how often it comes. */
export const edits: Readonly<Record<string, readonly [weight: number, edit: Edit]>> = {
  'drag an edge': [
    10,
    (document, random) => {
      const over = connectionTo(document, nodeId(document, random), nodeId(document, random));
      return connectBy(document, down(over.from), { type: 'move', pointer: away }, { type: 'up', pointer: away, over });
    },
  ],
  'tap both ends': [
    6,
    (document, random) => {
      const to = nodeId(document, random);
      const over = { to, ...(random.chance(0.5) && { input: random.below(3), replaces: random.chance(0.5) }) };
      const from = nodeId(document, random);
      const start = down(from);
      return connectBy(document, start, { type: 'up', pointer: away }, { type: 'down', pointer: away, over });
    },
  ],
  'connect by keys': [
    5,
    (document, random) => {
      const from = nodeId(document, random);
      const targets = random.some(document.nodes, 3).map(({ id: to }) => connectionTo(document, from, to));
      return connectBy(document, { type: 'choose', start: { from }, targets }, { type: 'next' }, { type: 'accept' });
    },
  ],
  'lift the end of an edge': [
    5,
    (document, random) => {
      const lifted = edgeEnd(document, random);
      if (!lifted) return undefined;
      const start: ConnectEvent = { type: 'down', pointer: pointer(random), start: { from: 'x', lifted } };
      const to = nodeId(document, random);
      const over = { to, input: random.below(3), replaces: random.chance(0.5) };
      const drop: ConnectEvent = { type: 'up', pointer: away, ...(random.chance(0.7) && { over }) };
      return connectBy(document, start, { type: 'move', pointer: pointer(random) }, drop);
    },
  ],
  'Enter in the palette': [
    14,
    (document, random) => addFromPalette(document, { entry: random.pick(entries), selection: some(document, random) }),
  ],
  'drop from the palette': [
    7,
    (document, random) => {
      const edge = edgeEnd(document, random);
      const under = edge && random.chance(0.6) ? { edge } : { node: nodeId(document, random) };
      const at = place(random);
      const intent = dropped(random.pick(entries), at, random.chance(0.8) ? under : undefined);
      return perform(document, intent, networkDomain);
    },
  ],
  'drag nodes': [
    5,
    (document, random) => {
      const places = new Map(some(document, random).map((id) => [id, place(random)]));
      const [from, to] = [pointer(random), pointer(random)];
      return moveBy(
        document,
        { type: 'down', pointer: from, places },
        { type: 'move', pointer: to },
        { type: 'up', pointer: to },
      );
    },
  ],
  nudge: [
    2,
    (document, random) => {
      const places = new Map(some(document, random).map((id) => [id, place(random)]));
      return moveBy(document, { type: 'nudge', places, by: [8, -8] });
    },
  ],
  release: [2, (document, random) => release(document, random.chance(0.2) ? {} : { ids: some(document, random) })],
  align: [2, (document, random) => align(document, { boxes: boxes(document, random), to: random.pick(alignments) })],
  distribute: [
    1,
    (document, random) =>
      distribute(document, { boxes: boxes(document, random), along: random.pick(['across', 'down']) }),
  ],
  remove: [9, (document, random) => removeMembers(document, { ids: some(document, random) }, networkDomain)],
  duplicate: [4, (document, random) => duplicate(document, { ids: some(document, random) }, networkDomain)],
  repeat: [2, (document, random) => repeat(document, { ids: some(document, random) }, networkDomain)],
  'copy and paste': [
    4,
    (document, random) => {
      const clip = copyMembers(document, { ids: some(document, random) });
      if (!clip.ok) return clip;
      const read = parseClip(serialiseClip(clip.value, networkDomain), networkDomain);
      if (!read.ok) throw new Error(JSON.stringify(read.issues));
      const into = document.groups.length > 0 && random.chance(0.5) ? { group: random.pick(document.groups).id } : {};
      return pasteMembers(document, { clip: read.value, ...into }, networkDomain);
    },
  ],
  'paste of another document': [
    1,
    (document, random) => {
      const ids = random.some(idsOf(small), 3);
      const clip = copyMembers(small, { ids });
      return clip.ok ? pasteMembers(document, { clip: clip.value }, networkDomain) : clip;
    },
  ],
  'open a file': [0.3, (document) => ok(patchBetween(document, { ...small, positions: new Map() }))],
  group: [5, (document, random) => group(document, { ids: some(document, random), label: 'group' })],
  ungroup: [
    4,
    (document, random) =>
      ungroup(document, {
        ids: random.some(
          document.groups.map(({ id }) => id),
          2,
        ),
      }),
  ],
  rename: [
    4,
    (document, random) => rename(document, { id: random.pick([...idsOf(document), 'x']), name: random.pick(texts) }),
  ],
  'name by id': [1, (document, random) => rename(document, { id: random.pick([...idsOf(document), 'x']) })],
  relabel: [
    2,
    (document, random) => relabel(document, { id: random.pick([...idsOf(document), 'x']), label: random.pick(texts) }),
  ],
  'rename the document': [
    1,
    (document, random) => ok(patchBetween(document, { ...document, name: random.pick(texts).slice(0, 200) })),
  ],
  'reorder inputs': [
    5,
    (document, random) => {
      const end = edgeEnd(document, random);
      const node = document.nodes.find(({ id }) => id === end?.to);
      return (
        node && reorderInputs(document, { node: node.id, order: random.shuffled(node.inputs.map((_, place) => place)) })
      );
    },
  ],
  'set attributes': [
    5,
    (document, random) => {
      const name = random.pick(['outChannels', 'stride', 'factor', 'residual', 'classes', 'kernel', 'block']);
      const value =
        name === 'block'
          ? random.pick(['basic', 'bottleneck', 'split'])
          : name === 'residual'
            ? random.chance(0.5)
            : 1 + random.below(24);
      return setAttributes(document, nodeId(document, random), { [name]: value });
    },
  ],
  'edit a level': [
    12,
    (document, random) => {
      const levels = [random.pick([...document.groups.map(({ id }) => id), 'level2'])];
      return editLevels(
        document,
        levels,
        random.pick([
          { structure: random.pick(structureNames) },
          { blocks: 1 + random.below(6) },
          { channels: 8 * (1 + random.below(4)) },
          { stride: 1 + random.below(2) },
          { levelRoot: random.chance(0.5) },
        ]),
      );
    },
  ],
  mend: [
    5,
    (document, random) => {
      const { issues } = lowerDocument(document);
      const fixes = issues.flatMap((issue) => repairsOf(document, issue));
      return fixes.length === 0 ? undefined : applyFix(document, random.pick(fixes));
    },
  ],
  'mend a refusal': [
    3,
    (document, random) => {
      const connection = connectionTo(document, nodeId(document, random), nodeId(document, random));
      const answer = perform(document, { kind: 'connect', connection }, networkDomain);
      const fixes = answer.ok ? [] : answer.issues.flatMap(({ fixes = [] }) => fixes);
      return fixes.length === 0 ? answer : applyFix(document, random.pick(fixes));
    },
  ],
};
