import { blockFields } from '#lib/dla/reading/level-fields.ts';
import { levelAround } from '#lib/dla/reading/levels.ts';
import { readNetwork, type AggregationLevel } from '#lib/dla/reading/reading.ts';
import type { Attribute, GraphDocument, GraphNode } from '#lib/graph/document/document.ts';
import type { ListChange, Patch } from '#lib/graph/document/patch.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import type { StepLabel, StepValues } from '#lib/step.ts';
import { isLarge } from '#lib/workspace/shared/count-ahead.ts';
import { givenLabelOf, kindOf } from '#lib/workspace/shared/labels.ts';

interface Edit {
  readonly before: GraphDocument;
  readonly after: GraphDocument;
  readonly patch: Patch;
}

/**
 * Completes the label of a step by what was edited, as it was called then: `{ at: 'level 3', from: 'merged', to: 'ida' }`.
 * The words for it are in `messages`.
 */
export function describeStep(label: StepLabel, before: GraphDocument, after: GraphDocument, patch: Patch): StepLabel {
  const edit = { before, after, patch };
  switch (label.kind) {
    case 'open':
    case 'open-beside':
    case 'close-beside':
    case 'swap-beside':
    case 'restore':
    case 'set-head':
    case 'intervene':
    case 'other':
      return label;
    case 'set-structure':
      return complete(label, levelValues(edit, label.values?.structure));
    case 'edit-level':
      return complete(label, levelValues(edit));
    case 'set-attributes':
      return complete(label, attributeValues(edit, label.values?.node));
    case 'rename':
      return complete(label, nameValues(patch));
    case 'add':
    case 'insert':
    case 'mend':
      return complete(label, addedValues(edit));
    case 'disconnect':
      return label.values?.count === undefined ? complete(label, edgeValues(edit)) : label;
    case 'connect':
    case 'move-edge':
    case 'reconnect':
    case 'reorder':
      return complete(label, edgeValues(edit));
    case 'remove':
      return complete(label, membersValues(before, removedOf(patch)));
    case 'ungroup':
      return complete(label, membersValues(before, goneFrom(patch.groups)));
    case 'duplicate':
    case 'repeat':
    case 'paste':
      return complete(label, membersValues(after, newIn(patch.nodes)));
    case 'group':
      return complete(label, { count: patch.groups.find(isAddition)?.to?.members.length ?? 0 });
    case 'pin':
    case 'nudge':
    case 'distribute':
    case 'align':
    case 'release':
      return complete(
        label,
        membersValues(
          after,
          patch.positions.map(({ id }) => id),
        ),
      );
  }
}

const complete = <L extends StepLabel>(label: L, found: NonNullable<L['values']>): L => ({
  ...label,
  values: { ...label.values, ...found },
});

const isAddition = <T>({ from, to }: ListChange<T>): boolean => from === undefined && to !== undefined;
const isRemoval = <T>({ from, to }: ListChange<T>): boolean => from !== undefined && to === undefined;
const isChange = <T>({ from, to }: ListChange<T>): boolean => from !== undefined && to !== undefined;

const newIn = (nodes: Patch['nodes']): readonly string[] => nodes.filter(isAddition).map(({ to }) => to!.id);
const goneFrom = <T extends { readonly id: string }>(list: readonly ListChange<T>[]): readonly string[] =>
  list.filter(isRemoval).map(({ from }) => from!.id);

/** Nodes that are gone; a node that only changed its place is put in again. */
function removedOf({ nodes }: Patch): readonly string[] {
  const back = new Set(newIn(nodes));
  return goneFrom(nodes).filter((id) => !back.has(id));
}

/** What a person calls a node or group: `level 3 B2`. Of a large network, whose names take long to find, the id. */
export function placeName(document: GraphDocument, id: string): string {
  const { node, group } = indexOf(document);
  const here = node.get(id);
  if (isLarge(document) || (!here && !group.has(id))) return id;
  const label = givenLabelOf(document, id);
  if (!here) return label;
  const level = levelAround(document, id);
  const name = /\d/.test(label) ? label : kindOf(here);
  return level ? `${level.label} ${name}` : name;
}

const membersValues = (document: GraphDocument, ids: readonly string[]): StepValues['remove'] =>
  ids.length === 1 ? { name: placeName(document, ids[0]!) } : { count: ids.length };

/** The attribute of a level that changed, where all levels changed alike. */
function levelValues({ before, after }: Edit, asked?: string): StepValues['edit-level'] {
  if (isLarge(before) || isLarge(after)) return {};
  const old = new Map(readNetwork(before).aggregationLevels.map((level) => [level.id, level]));
  const changed = readNetwork(after).aggregationLevels.flatMap((level) => {
    const was = old.get(level.id);
    const change = was && levelChange(factsOf(before, was), factsOf(after, level));
    return change ? [{ at: level.label, ...change }] : [];
  });
  const [first] = changed;
  if (!first) return { ...(asked !== undefined && { to: asked }) };
  const same = changed.filter(({ what, to }) => what === first.what && to === first.to);
  return {
    ...(same.length > 3 ? { levels: same.length } : { at: same.map(({ at }) => at).join(', ') }),
    what: first.what,
    to: first.to,
    ...(same.every(({ from }) => from === first.from) && { from: first.from }),
  };
}

type Facts = ReadonlyMap<string, Attribute | undefined>;

function levelChange(from: Facts, to: Facts): { what: string; from: string; to: string } | undefined {
  for (const [what, value] of to)
    if (from.get(what) !== value) return { what, from: String(from.get(what) ?? ''), to: String(value) };
  return undefined;
}

/** What a level is set to; undefined where its parts disagree. */
const factsOf = (document: GraphDocument, level: AggregationLevel): Facts =>
  new Map<string, Attribute | undefined>([
    ['structure', level.reading?.structure ?? 'none'],
    ['blocks', level.reading?.blocks.length ?? 0],
    ['channels', level.reading?.outChannels ?? 0],
    ['stride', level.reading?.stride ?? 0],
    ['levelRoot', level.reading?.levelRoot ?? false],
    ['residual', level.reading?.rootResidual ?? false],
    ...blockFields(document, [level]).map(({ name, value }) => [name, value] as const),
  ]);

/** The attribute that was set of one node, or of several; what it was where all had the same. */
function attributeValues({ before, patch }: Edit, node?: string): StepValues['set-attributes'] {
  const changes = patch.nodes.filter((each) => isChange(each) && (node === undefined || each.to!.id === node));
  const [first] = changes;
  if (!first) return {};
  const valuesOf = (each: GraphNode): ReadonlyMap<string, Attribute> => new Map(Object.entries(each.attributes));
  const [from, to] = [valuesOf(first.from!), valuesOf(first.to!)];
  const what = [...from.keys(), ...to.keys()].find((name) => from.get(name) !== to.get(name));
  if (what === undefined) return {};
  const [was, is] = [from.get(what), to.get(what)];
  const alike = changes.every((each) => valuesOf(each.from!).get(what) === was);
  return {
    ...(node !== undefined && { name: placeName(before, node) }),
    what,
    ...(was !== undefined && alike && { from: String(was) }),
    ...(is !== undefined && { to: String(is) }),
  };
}

function nameValues({ name, nodes, groups }: Patch): StepValues['rename'] {
  if (name) return name;
  const [node, group] = [nodes.find(isChange), groups.find(isChange)];
  if (group) return { from: group.from!.label ?? group.from!.name ?? group.from!.id, to: group.to!.label ?? '' };
  return node ? { from: node.from!.name ?? node.from!.id, to: node.to!.name ?? node.to!.id } : {};
}

/** What was put in, and where: between two others, or behind one. */
function addedValues({ after, patch }: Edit): StepValues['add'] {
  const added = patch.nodes.filter(isAddition).map(({ to }) => to!);
  const [only] = added;
  if (!only) return {};
  if (added.length > 1) return { count: added.length };
  const taker = patch.nodes.find((each) => isChange(each) && takesAnew(each.from!, each.to!) === only.id)?.to;
  const source = only.inputs[0];
  return {
    name: placeName(after, only.id),
    ...(source !== undefined && only.inputs.length === 1 && { from: placeName(after, source) }),
    ...(taker && { to: placeName(after, taker.id) }),
  };
}

const takesAnew = (from: GraphNode, to: GraphNode): string | undefined =>
  to.inputs.find((input) => !from.inputs.includes(input));

/** The ends of the edge that came, or went. */
function edgeValues({ before, after, patch }: Edit): StepValues['connect'] {
  const change = patch.nodes.find(isChange);
  if (!change) return {};
  const [was, is] = [change.from!, change.to!];
  const source = takesAnew(was, is) ?? takesAnew(is, was);
  const document = takesAnew(was, is) === undefined ? before : after;
  return { to: placeName(after, is.id), ...(source !== undefined && { from: placeName(document, source) }) };
}
