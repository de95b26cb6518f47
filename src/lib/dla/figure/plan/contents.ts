import { readLevel } from '#lib/dla/reading/read-level.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import type { Op } from '#lib/dla/op-graph/op-graph.ts';
import { nameOf, type GraphDocument } from '#lib/graph/document/document.ts';
import { consumersOf, groupPath, indexOf, nodesIn } from '#lib/graph/document/queries.ts';
import type { LayoutMark } from '#lib/graph/layout/layout.ts';
import { bandsOf, type BandPart } from '../read/bands.ts';
import { foldsOf } from '../read/folds.ts';
import { linksOf, type Link } from './links.ts';
import { kindOf, nodeLabels, standsAbove } from '../label/node-labels.ts';
import { BLOCK, COLLAPSED, frameSize, RADIUS, SIGN } from '../measure.ts';
import { chainPictogram, structurePictogram } from './pictogram.ts';
import { shapeOf } from '../read/shapes.ts';
import { shapeText, type FigureWords } from '../label/words.ts';

export type Detail = 'levels' | 'blocks' | 'ops';

/** A mark before it has a place; `stands` says where it may have one. */
export interface Item extends Omit<LayoutMark, 'x' | 'y' | 'band'> {
  readonly stands: 'base' | 'above' | 'sign' | 'source';
  readonly ops: readonly Op[];
}

/** What a picture shows of an item, but for its place. */
export const shownOf = ({
  id,
  kind,
  width,
  height,
  label,
  description,
  of,
  open,
  pictogram,
}: Item): Omit<LayoutMark, 'x' | 'y' | 'band'> => ({
  id,
  kind,
  width,
  height,
  label,
  description,
  of,
  ...(open && { open }),
  ...(pictogram && { pictogram }),
});

export interface BandContents {
  readonly part: BandPart;
  readonly items: readonly Item[];
}

export interface Contents {
  readonly bands: readonly BandContents[];
  readonly sources: readonly Item[];
  readonly links: readonly Link[];
}

/** What is drawn of a document, and what is joined with what; no places yet. */
export function contentsOf(
  document: GraphDocument,
  detail: Detail,
  collapsed: ReadonlySet<string>,
  words: FigureWords,
): Contents {
  const glyphs = new Map([...unitsOf(document), ...glyphsOf(document, detail, collapsed)]);
  const drawn = (id: string): string => glyphs.get(id) ?? foldsOf(document).into.get(id) ?? id;
  const stood = new Map<string, string[]>();
  for (const { id } of document.nodes) {
    const mark = drawn(id);
    const list = stood.get(mark);
    if (list) list.push(id);
    else stood.set(mark, [id]);
  }
  const opsByNode = detail === 'ops' ? groupOps(document) : new Map<string, Op[]>();
  const { node } = indexOf(document);
  const links = linksOf(document, drawn);
  const counts = new Map<string, number>();
  for (const { to } of links) counts.set(to, (counts.get(to) ?? 0) + 1);
  const closed = new Set(glyphsOf(document, detail, collapsed).values());
  const item = (id: string): Item => {
    const of = stood.get(id)!;
    if (node.has(id)) return roomy(nodeItem(document, id, of, opsByNode, words), counts.get(id) ?? 0);
    if (closed.has(id)) return groupItem(document, id, of, words);
    return roomy(unitItem(document, id, of, opsByNode, words), counts.get(id) ?? 0);
  };
  const bands = bandsOf(document).map((part) => ({
    part,
    items: [...new Set(part.nodes.map(drawn))].map(item),
  }));
  const sources = document.nodes.filter(({ kind }) => kind === 'input').map(({ id }) => item(id));
  return { bands, sources, links };
}

/** Which group's glyph stands for a node: the outermost of the collapsed groups around it. */
function glyphsOf(
  document: GraphDocument,
  detail: Detail,
  collapsed: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const glyphs = new Map<string, string>();
  const levels = bandsOf(document).flatMap(({ kind, id }) => (kind === 'loose' ? [] : [id]));
  const closed = detail === 'levels' ? new Set([...levels, ...collapsed]) : collapsed;
  if (closed.size === 0) return glyphs;
  for (const { id } of document.nodes) {
    const outer = groupPath(document, id).find((group) => closed.has(group));
    if (outer !== undefined) glyphs.set(id, outer);
  }
  return glyphs;
}

/** Inner groups of single operations, as the layers of a dense block: each is drawn as one block. */
function unitsOf(document: GraphDocument): ReadonlyMap<string, string> {
  const { node } = indexOf(document);
  const units = new Map<string, string>();
  const known = new Map<string, boolean>();
  const isUnit = (group: string): boolean => {
    const nodes = nodesIn(document, group);
    return nodes.length > 1 && nodes.every((id) => SINGLE.has(node.get(id)!.kind));
  };
  for (const { kind, id: band, nodes } of bandsOf(document)) {
    if (kind !== 'level') continue;
    for (const id of nodes) {
      const path = groupPath(document, id);
      const inner = path[path.indexOf(band) + 1];
      if (inner === undefined) continue;
      if (!known.has(inner)) known.set(inner, isUnit(inner));
      if (known.get(inner)) units.set(id, inner);
    }
  }
  return units;
}

const SINGLE: ReadonlySet<string> = new Set([
  'conv',
  'conv-unit',
  'batch-norm',
  'relu',
  'add',
  'concat',
  'down-sample',
]);

/** Room for the ports of a part that takes many values. */
function roomy(item: Item, inputs: number): Item {
  const tall = item.stands === 'above' ? inputs > 8 : item.stands === 'base' && inputs > 4;
  const least = item.stands === 'above' ? 4 * inputs + 6 : 6 * inputs + 10;
  return tall ? { ...item, height: Math.max(item.height, least) } : item;
}

function groupOps(document: GraphDocument): Map<string, Op[]> {
  const byNode = new Map<string, Op[]>();
  for (const op of lowerDocument(document).graph.ops) {
    const list = byNode.get(op.node);
    if (list) list.push(op);
    else byNode.set(op.node, [op]);
  }
  return byNode;
}

function nodeItem(
  document: GraphDocument,
  id: string,
  of: readonly string[],
  opsByNode: ReadonlyMap<string, readonly Op[]>,
  words: FigureWords,
): Item {
  const node = indexOf(document).node.get(id)!;
  const labels = nodeLabels(document);
  const sign = foldsOf(document).signs.get(id);
  const shape = shapeOf(document, id);
  const description = words.description(
    labels.get(id)!,
    words.kind(kindOf(node)),
    shape ? shapeText(shape) : '',
    node.inputs.map((input) => labels.get(input) ?? input),
    consumersOf(document, id).map((taker) => labels.get(taker) ?? taker),
  );
  const common = { id, label: labels.get(id)!, description, of };
  if (node.kind === 'input') return { ...common, kind: 'source', stands: 'source', width: 6, height: 6, ops: [] };
  if (sign) return { ...common, kind: sign, stands: 'sign', ...SIGN, ops: [] };
  const ops = of.flatMap((each) => opsByNode.get(each) ?? []);
  const above = standsAbove(node);
  const kind = above ? ('node' as const) : ('block' as const);
  const stands = above ? ('above' as const) : ('base' as const);
  if (ops.length > 0) return { ...common, kind, stands, ...frameSize(ops.length), open: true, ops };
  const side = above ? 2 * RADIUS : BLOCK;
  return { ...common, kind, stands, width: side, height: side, ops };
}

function unitItem(
  document: GraphDocument,
  id: string,
  of: readonly string[],
  opsByNode: ReadonlyMap<string, readonly Op[]>,
  words: FigureWords,
): Item {
  const group = indexOf(document).group.get(id)!;
  const name = group.label ?? nameOf(group);
  const [, letter = name.slice(0, 1), number = ''] = /^(\D).*?(\d+)$/.exec(name) ?? [];
  const shape = shapeOf(document, of.at(-1)!);
  const ops = of.flatMap((each) => opsByNode.get(each) ?? []);
  const size = ops.length > 0 ? { ...frameSize(ops.length), open: true } : { width: BLOCK, height: BLOCK };
  const description = words.description(name, '', shape ? shapeText(shape) : '', [], []);
  return { id, kind: 'block', stands: 'base', label: letter.toUpperCase() + number, description, of, ops, ...size };
}

function groupItem(document: GraphDocument, id: string, of: readonly string[], words: FigureWords): Item {
  const { group, node } = indexOf(document);
  const blocks = of.filter((inner) => node.get(inner)!.kind === 'block').length;
  const { label = id } = group.get(id)!;
  const level = readLevel(document, id);
  const pictogram = level.ok ? structurePictogram(level.value.structure) : chainPictogram(blocks || of.length);
  const description = words.group(label, blocks);
  return {
    id,
    kind: 'collapsed',
    stands: 'base',
    label: String(blocks || of.length),
    description,
    of,
    ...COLLAPSED,
    pictogram,
    ops: [],
  };
}
