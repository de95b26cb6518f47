import { consumersOf, indexOf } from '#lib/graph/document/queries.ts';
import { kindOf } from '../read/node-kinds.ts';
import { shapeOf } from '../read/shapes.ts';
import type { Subject } from '../read/subject.ts';
import { shapeText, type FigureWords } from './words.ts';

/** What is said of a node: its name, what it is, its shape, what it takes and what takes it. */
export function describeNode({ document, labels, given, graph }: Subject, id: string, words: FigureWords): string {
  const node = indexOf(document).node.get(id)!;
  const shape = shapeOf(graph, id);
  const nameOf = (other: string): string => labels.get(other) ?? other;
  return words.description(
    [nameOf(id), given.get(id) ?? ''].join(' ').trim(),
    words.kind(kindOf(node)),
    shape ? shapeText(shape) : '',
    node.inputs.map(nameOf),
    consumersOf(document, id).map(nameOf),
  );
}

/** `D3` of `denselayer3`. */
export function initialOf(name: string): string {
  const [, letter = name.slice(0, 1), number = ''] = /^(\D).*?(\d+)$/.exec(name) ?? [];
  return letter.toUpperCase() + number;
}
