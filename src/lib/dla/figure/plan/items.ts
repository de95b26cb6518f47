import { isImage } from '#lib/dla/modules/modules.ts';
import type { Op } from '#lib/dla/op-graph/op-graph.ts';
import { nameOf } from '#lib/graph/document/document.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { describeNode, initialOf } from '../label/describe.ts';
import { shapeText, type FigureWords } from '../label/words.ts';
import { BLOCK, COLLAPSED, frameSize, POOL, RADIUS, SIGN } from '../measure.ts';
import { standsAbove } from '../read/node-kinds.ts';
import { shortened } from '../read/given-names.ts';
import { shapeOf } from '../read/shapes.ts';
import { signOf, signPaths } from '../read/signs.ts';
import type { Subject } from '../read/subject.ts';
import { glyphStructure } from './glyph-structure.ts';
import type { Item } from './item.ts';
import { chainPictogram, structurePictogram } from './pictogram.ts';

/** What a mark stands for: the node or group of its id, with all nodes that it is drawn for and the ops shown in it. */
export interface Represented {
  readonly id: string;
  readonly of: readonly string[];
  readonly ops: readonly Op[];
}

/** A block, a node above the base line, a sign on an edge, or the image. */
export function nodeItem(subject: Subject, { id, of, ops }: Represented, words: FigureWords): Item {
  const node = indexOf(subject.document).node.get(id)!;
  const sign = subject.folds.signs.get(id);
  const given = of.flatMap((each) => subject.given.get(each) ?? []);
  const common = {
    id,
    label: subject.labels.get(id)!,
    description: describeNode(subject, id, words),
    of,
    ...(given.length > 0 && { given: shortened(given.join(' · ')) }),
  };
  if (isImage(node)) return { ...common, kind: 'source', stands: 'source', width: 6, height: 6, ops: [] };
  if (sign) return { ...common, kind: sign, stands: 'sign', ...SIGN, ops: [] };
  const above = standsAbove(node);
  const kind = above ? ('node' as const) : ('block' as const);
  const stands = above ? ('above' as const) : ('base' as const);
  const told = signOf(node);
  const shown = { ...common, kind, stands, ...(told && { sign: signPaths[told] }) };
  if (ops.length > 0) return { ...shown, ...frameSize(ops.length), open: true, ops };
  if (node.kind === 'down-sample') return { ...common, kind: 'pool', stands, ...POOL, ops };
  const side = above ? 2 * RADIUS : BLOCK;
  return { ...shown, width: side, height: side, ops };
}

/** An inner group of single operations as one block. */
export function unitItem({ document, graph }: Subject, { id, of, ops }: Represented, words: FigureWords): Item {
  const group = indexOf(document).group.get(id)!;
  const name = group.label ?? nameOf(group);
  const shape = shapeOf(graph, of.at(-1)!);
  const size = ops.length > 0 ? { ...frameSize(ops.length), open: true } : { width: BLOCK, height: BLOCK };
  const description = words.description(words.given(name), '', shape ? shapeText(shape) : '', [], []);
  return { id, kind: 'block', stands: 'base', label: initialOf(name), description, of, ops, ...size };
}

/** A collapsed group as a glyph with its structure's pictogram. */
export function groupItem({ document }: Subject, { id, of }: Represented, words: FigureWords): Item {
  const { group, node } = indexOf(document);
  const blocks = of.filter((inner) => node.get(inner)!.kind === 'block').length;
  const { label = id } = group.get(id)!;
  const structure = glyphStructure(document, id);
  const pictogram = structure ? structurePictogram(structure) : chainPictogram(blocks || of.length);
  const description = words.group(words.given(label), blocks);
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

/** Room for the ports of a part that takes many values. */
export function withPortRoom(item: Item, inputs: number): Item {
  // Lanes that end side by side are told apart in a figure that is small, too.
  const tall = item.stands === 'above' ? inputs > 5 : item.stands === 'base' && inputs > 4;
  const least = item.stands === 'above' ? (inputs > 8 ? 4 : 6) * inputs + 6 : 6 * inputs + 10;
  return tall ? { ...item, height: Math.max(item.height, least) } : item;
}
