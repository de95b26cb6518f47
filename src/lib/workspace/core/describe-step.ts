import { levelAround, levelsOf, type Level } from '#lib/dla/analysis/levels.ts';
import type { Attribute, GraphDocument, GraphNode } from '#lib/graph/document/document.ts';
import type { HistoryLabel } from '#lib/graph/document/history.ts';
import type { ListChange, Patch } from '#lib/graph/document/patch.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { isLarge } from '#lib/workspace/shared/count-ahead.ts';
import { kindOf, labelOf } from '#lib/workspace/shared/labels.ts';

type Values = NonNullable<HistoryLabel['values']>;

interface Edit {
  readonly before: GraphDocument;
  readonly after: GraphDocument;
  readonly patch: Patch;
  readonly label: HistoryLabel;
}

/**
 * Completes the label of a step by what was edited, as it was called then: `{ at: 'level 3', from: 'merged', to: 'ida' }`.
 * The words for it are in `messages`.
 */
export function describeStep(
  label: HistoryLabel,
  before: GraphDocument,
  after: GraphDocument,
  patch: Patch,
): HistoryLabel {
  const found = valuesOf({ before, after, patch, label });
  return { kind: label.kind, values: { ...label.values, ...found } };
}

function valuesOf(edit: Edit): Values {
  const { before, after, patch } = edit;
  switch (edit.label.kind) {
    case 'set-structure':
    case 'edit-level':
      return levelValues(edit);
    case 'set-attributes':
      return attributeValues(edit);
    case 'rename':
      return nameValues(patch);
    case 'add':
    case 'insert':
    case 'mend':
      return addedValues(edit);
    case 'connect':
    case 'disconnect':
    case 'move-edge':
    case 'reconnect':
    case 'reorder':
      return edgeValues(edit);
    case 'remove':
      return membersValues(before, removedOf(patch));
    case 'ungroup':
      return membersValues(
        before,
        patch.groups.filter(isRemoval).map(({ from }) => from!.id),
      );
    case 'duplicate':
    case 'repeat':
    case 'paste':
      return membersValues(
        after,
        patch.nodes.filter(isAddition).map(({ to }) => to!.id),
      );
    case 'group':
      return { count: patch.groups.find(isAddition)?.to?.members.length ?? 0 };
    case 'pin':
    case 'nudge':
    case 'distribute':
    case 'align':
    case 'release':
      return membersValues(
        after,
        patch.positions.map(({ id }) => id),
      );
    default:
      return {};
  }
}

const isAddition = <T>({ from, to }: ListChange<T>): boolean => from === undefined && to !== undefined;
const isRemoval = <T>({ from, to }: ListChange<T>): boolean => from !== undefined && to === undefined;
const isChange = <T>({ from, to }: ListChange<T>): boolean => from !== undefined && to !== undefined;

/** Nodes that are gone; a node that only changed its place is put in again. */
function removedOf({ nodes }: Patch): readonly string[] {
  const back = new Set(nodes.filter(isAddition).map(({ to }) => to!.id));
  return nodes.filter(isRemoval).flatMap(({ from }) => (back.has(from!.id) ? [] : [from!.id]));
}

/** What a person calls a node or group: `level 3 B2`. Of a large network, whose names take long to find, the id. */
export function placeName(document: GraphDocument, id: string): string {
  const { node, group } = indexOf(document);
  const here = node.get(id);
  if (isLarge(document) || (!here && !group.has(id))) return id;
  const label = labelOf(document, id);
  if (!here) return label;
  const level = levelAround(document, id);
  const name = /\d/.test(label) ? label : kindOf(here);
  return level ? `${level.label} ${name}` : name;
}

const membersValues = (document: GraphDocument, ids: readonly string[]): Values =>
  ids.length === 1 ? { name: placeName(document, ids[0]!) } : { count: ids.length };

/** The attribute of a level that changed, where all levels changed alike. */
function levelValues({ before, after, label }: Edit): Values {
  if (isLarge(before) || isLarge(after)) return {};
  const old = new Map(levelsOf(before).map((level) => [level.id, level]));
  const changed = levelsOf(after).flatMap((level) => {
    const was = old.get(level.id);
    const change = was && levelChange(was, level);
    return change ? [{ at: level.label, ...change }] : [];
  });
  const [first] = changed;
  if (!first) return { ...(label.values?.structure !== undefined && { to: label.values.structure }) };
  // Two blocks are read as (c) whichever of (b) to (f) was asked for: what was asked for is what all of them got.
  const asked = label.values?.structure;
  const same = changed.filter(({ what, to }) => what === first.what && (asked !== undefined || to === first.to));
  return {
    at: same.length > 3 ? `${same.length} levels` : same.map(({ at }) => at).join(', '),
    what: first.what,
    to: asked ?? first.to,
    ...(same.every(({ from }) => from === first.from) && { from: first.from }),
  };
}

function levelChange(a: Level, b: Level): { what: string; from: string; to: string } | undefined {
  const facts = ({ reading }: Level): Readonly<Record<string, Attribute>> => ({
    structure: reading?.structure ?? 'none',
    blocks: reading?.blocks.length ?? 0,
    channels: reading?.outChannels ?? 0,
    stride: reading?.stride ?? 0,
    levelRoot: reading?.levelRoot ?? false,
    residual: reading?.rootResidual ?? false,
    ...reading?.block,
  });
  const [from, to] = [facts(a), facts(b)];
  const what = Object.keys(to).find((name) => from[name] !== to[name]);
  return what === undefined ? undefined : { what, from: String(from[what] ?? ''), to: String(to[what]) };
}

function attributeValues({ before, patch, label }: Edit): Values {
  const change = patch.nodes.find((each) => isChange(each) && each.to!.id === label.values?.node);
  const [from, to] = [change?.from?.attributes ?? {}, change?.to?.attributes ?? {}];
  const what = Object.keys({ ...from, ...to }).find((name) => from[name] !== to[name]);
  if (!change || what === undefined) return {};
  const said = (name: string, value: Attribute | undefined) => (value === undefined ? {} : { [name]: String(value) });
  return { name: placeName(before, change.from!.id), what, ...said('from', from[what]), ...said('to', to[what]) };
}

function nameValues({ name, nodes, groups }: Patch): Values {
  if (name) return name;
  const [node, group] = [nodes.find(isChange), groups.find(isChange)];
  if (group) return { from: group.from!.label ?? group.from!.name ?? group.from!.id, to: group.to!.label ?? '' };
  return node ? { from: node.from!.name ?? node.from!.id, to: node.to!.name ?? node.to!.id } : {};
}

/** What was put in, and where: between two others, or behind one. */
function addedValues({ after, patch }: Edit): Values {
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
function edgeValues({ before, after, patch }: Edit): Values {
  const change = patch.nodes.find(isChange);
  if (!change) return {};
  const [was, is] = [change.from!, change.to!];
  const source = takesAnew(was, is) ?? takesAnew(is, was);
  const document = takesAnew(was, is) === undefined ? before : after;
  return { to: placeName(after, is.id), ...(source !== undefined && { from: placeName(document, source) }) };
}
