import { blockKinds } from '#lib/dla/modules/block-attributes.ts';
import { moduleOf, type ModuleKind } from '#lib/dla/modules/modules.ts';
import type { Shape } from '#lib/dla/ops/op.ts';
import type { MadeNode } from '#lib/graph/commands/domain.ts';
import type { GraphDocument, GraphNode } from '#lib/graph/document/document.ts';
import { indexOf, topologicalOrder } from '#lib/graph/document/queries.ts';
import { ok, refused, type Result } from '#lib/issue.ts';
import { inferNode, shapeOf } from './infer.ts';

export type PaletteSection = 'ends' | 'blocks' | 'joins' | 'sampling' | 'ops';

/** One thing that a person can add. */
export interface PaletteEntry {
  /** A key of `messages`. */
  readonly id: string;
  readonly section: PaletteSection;
  readonly kind: ModuleKind;
  /** What tells it from other entries of its kind. */
  readonly attributes: GraphNode['attributes'];
}

const entry = (
  section: PaletteSection,
  kind: ModuleKind,
  attributes: GraphNode['attributes'] = {},
  id: string = kind,
): PaletteEntry => ({ id, section, kind, attributes });

/** Every kind of node, and every kind of block. */
export const palette: readonly PaletteEntry[] = [
  entry('ends', 'input', { channels: 3, height: 224, width: 224 }),
  entry('blocks', 'conv-unit', { kernel: 3 }),
  ...blockKinds.map((block) => entry('blocks', 'block', { block }, `block-${block}`)),
  entry('joins', 'aggregation'),
  entry('joins', 'fuse-conv'),
  entry('joins', 'add'),
  entry('joins', 'concat'),
  entry('sampling', 'conv-unit', { kernel: 1, activation: 'none' }, 'projection'),
  entry('sampling', 'down-sample', { factor: 2 }),
  entry('sampling', 'up-sample', { mode: 'bilinear', factor: 2 }),
  entry('ops', 'conv', { kernel: 3 }),
  entry('ops', 'batch-norm'),
  entry('ops', 'relu'),
  entry('ends', 'classifier', { classes: 1000 }),
  entry('ends', 'dense-head', { classes: 19 }),
];

/**
 * A node for an entry: as many of the selected nodes as its kind takes, the last chosen where it takes one only. An
 * aggregation node takes the deepest first, a decoder's node the shallowest. Channels are those of its first input.
 */
export function makeFromPalette(document: GraphDocument, id: string, selection: readonly string[]): Result<MadeNode> {
  const found = palette.find((each) => each.id === id);
  if (!found) return refused({ kind: 'unknown-kind', at: id, expected: palette.map((each) => each.id), received: id });
  const inputs = inputsFrom(document, found.kind, selection);
  const shapes = inputs.map((input) => shapeOf(document, input));
  const attributes = fittedAttributes(document, found, shapes[0]);
  return ok({ node: { kind: found.kind, attributes }, inputs });
}

function inputsFrom(document: GraphDocument, kind: ModuleKind, selection: readonly string[]): readonly string[] {
  const { node } = indexOf(document);
  const takeable = selection.filter((id) => node.has(id) && !moduleOf(node.get(id)!.kind)?.head);
  const most = moduleOf(kind)!.inputs[1];
  // A block's second input is its residual: nobody means that by choosing two nodes.
  if (most < Infinity) return most === 0 ? [] : takeable.slice(-1);
  const order = new Map(topologicalOrder(document).ids.map((id, place) => [id, place]));
  const depth = (id: string): number => order.get(id) ?? order.size;
  if (kind === 'aggregation') return takeable.toSorted((a, b) => depth(b) - depth(a));
  return kind === 'fuse-conv' ? takeable.toSorted((a, b) => depth(a) - depth(b)) : takeable;
}

function fittedAttributes(
  document: GraphDocument,
  { kind, attributes }: PaletteEntry,
  first: Shape | undefined,
): GraphNode['attributes'] {
  switch (kind) {
    case 'conv-unit':
    case 'conv':
    case 'block':
    case 'aggregation':
    case 'fuse-conv': {
      const widths = [...(first ? [first[0]] : []), 64, 128];
      // Some blocks divide their channels among groups: a narrow map is no width for them.
      const trial: Shape = first ?? [64, 64, 64];
      const inputs = kind === 'fuse-conv' ? [trial, trial] : [trial];
      const fits = (outChannels: number): boolean =>
        inferNode({ id: kind, kind, attributes: { ...attributes, outChannels } }, inputs).ok;
      return { ...attributes, outChannels: widths.find(fits) ?? widths[0]! };
    }
    case 'down-sample': {
      const divides = (factor: number): boolean => !first || (first[1] % factor === 0 && first[2] % factor === 0);
      return { ...attributes, factor: [2, 3, 5, 7].find(divides) ?? 2 };
    }
    case 'dense-head':
      return { ...attributes, upFactor: reductionOf(document, first) };
    default:
      return attributes;
  }
}

/** By how much smaller than the image a map is, where a head can undo that: an even number, else 1. */
function reductionOf(document: GraphDocument, shape: Shape | undefined): number {
  const image = document.nodes.find(({ kind }) => kind === 'input');
  const factor = Number(image?.attributes.height) / (shape?.[1] ?? NaN);
  return Number.isInteger(factor) && factor % 2 === 0 ? factor : 1;
}
