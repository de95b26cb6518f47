import { findImage } from '#lib/dla/op-graph/image.ts';
import { headOf } from '#lib/dla/modules/modules.ts';
import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import type { Shape } from '#lib/dla/ops/op.ts';
import { nameOf } from '#lib/graph/document/document.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import type { Band } from '../read/bands.ts';
import { shapeOf } from '../read/shapes.ts';
import type { Subject } from '../read/subject.ts';
import type { FigureWords } from './words.ts';

/** What stands in the head of a band. */
export interface BandHead {
  readonly title: string;
  readonly facts: readonly string[];
  readonly tint: number;
}

/** `1/8`, or nothing where the shape is that of the image. */
const scaleText = (reduction: number): string => (reduction > 1 ? `1/${Number(reduction.toFixed(1))}` : '');

/** Facts of a shape, long to short: `128 ch · 28×28 · 1/8`, `128 ch · 1/8`, `128 ch`. */
export function shapeFacts(
  graph: OpGraph,
  shape: Shape | undefined,
  words: FigureWords,
): Pick<BandHead, 'facts' | 'tint'> & { readonly scale: string } {
  const image = findImage(graph)?.shape;
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

export function bandHead({ document, graph }: Subject, band: Band, index: number, words: FigureWords): BandHead {
  const { facts, tint, scale } = shapeFacts(graph, shapeOf(graph, band.output), words);
  if (band.group) return { title: words.given(band.group.label ?? nameOf(band.group)), facts, tint };
  const node = indexOf(document).node.get(band.output)!;
  const isHead = headOf(node) !== undefined;
  // What stands in one band from the image to its end is neither.
  const isWhole = index === 0 && isHead;
  const title = isWhole ? '' : isHead ? words.head : index === 0 ? words.base : '';
  // Heads of detection stand beside each other on one map, and have no classes in common.
  const ofHead = node.kind === 'detection-head' ? [scale] : [words.classes(Number(node.attributes.classes))];
  return { title, facts: isHead ? ofHead : facts, tint: 0 };
}
