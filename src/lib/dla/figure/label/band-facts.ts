import { findImage } from '#lib/dla/op-graph/image.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import type { Shape } from '#lib/dla/ops/op.ts';
import { nameOf, type GraphDocument } from '#lib/graph/document/document.ts';
import { consumersOf, indexOf } from '#lib/graph/document/queries.ts';
import type { BandPart } from '../read/bands.ts';
import { shapeOf } from '../read/shapes.ts';
import type { FigureWords } from './words.ts';

export interface BandFacts {
  readonly title: string;
  readonly facts: readonly string[];
  readonly tint: number;
}

const imageSize = (document: GraphDocument): Shape | undefined => findImage(lowerDocument(document).graph)?.shape;

/** `1/8`, or nothing where the shape is that of the image. */
const scaleText = (reduction: number): string => (reduction > 1 ? `1/${Number(reduction.toFixed(1))}` : '');

/** Facts of a shape, long to short: `128 ch · 28×28 · 1/8`, `128 ch · 1/8`, `128 ch`. */
export function shapeFacts(
  document: GraphDocument,
  shape: Shape | undefined,
  words: FigureWords,
): Pick<BandFacts, 'facts' | 'tint'> & { readonly scale: string } {
  const image = imageSize(document);
  if (!shape || !image) return { facts: [], tint: 0, scale: '' };
  const [channels, height, width] = shape;
  const reduction = image[1] / height;
  const scale = scaleText(reduction);
  const join = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(' · ');
  const short = words.channels(channels);
  const facts = [join(short, `${height}×${width}`, scale), join(short, scale), short];
  const tint = Math.min(6, 1 + Math.max(0, Math.round(Math.log2(reduction))));
  return { facts: [...new Set(facts)], tint, scale };
}

/** What stands in the head of a band. */
export function bandFacts(document: GraphDocument, part: BandPart, index: number, words: FigureWords): BandFacts {
  const { node } = indexOf(document);
  const within = new Set(part.nodes);
  const leaves = (id: string): boolean => {
    const takers = consumersOf(document, id);
    return takers.length === 0 || takers.some((taker) => !within.has(taker));
  };
  const output = part.nodes.findLast(leaves) ?? part.nodes.at(-1)!;
  const shape = shapeOf(document, output);
  const { facts, tint } = shapeFacts(document, shape, words);
  if (part.group) return { title: part.group.label ?? nameOf(part.group), facts, tint };
  const { kind, attributes } = node.get(output)!;
  const isHead = kind === 'classifier' || kind === 'dense-head';
  const title = isHead ? words.head : index === 0 ? words.base : '';
  return { title, facts: isHead ? [words.classes(Number(attributes.classes))] : facts, tint: 0 };
}
