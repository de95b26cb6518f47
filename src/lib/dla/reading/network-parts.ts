import { headOf } from '#lib/dla/modules/modules.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { indexOf, topologicalOrder } from '#lib/graph/document/queries.ts';
import { signOf } from './node-kinds.ts';
import { stageAround } from './reading.ts';

/** The neck is what joins and brings up a backbone's features: the decoder of a dense network. */
export type Part = 'backbone' | 'neck' | 'head';

const known = new WeakMap<GraphDocument, ReadonlyMap<string, Part>>();

/**
 * The part of every node that has a place in the order of computation. Heads are known by their kind; the neck is a
 * decoder, and whatever brings maps up, joins maps as a decoder does, or comes after such a node.
 */
export function partsOf(document: GraphDocument): ReadonlyMap<string, Part> {
  const parts = known.get(document) ?? read(document);
  known.set(document, parts);
  return parts;
}

function read(document: GraphDocument): ReadonlyMap<string, Part> {
  const { node } = indexOf(document);
  const parts = new Map<string, Part>();
  for (const id of topologicalOrder(document).ids) {
    const here = node.get(id)!;
    const decoding =
      signOf(here.kind) === 'decodes' ||
      stageAround(document, id)?.kind === 'decoder' ||
      here.inputs.some((input) => parts.get(input) === 'neck');
    parts.set(id, headOf(here) ? 'head' : decoding ? 'neck' : 'backbone');
  }
  return parts;
}
