import type { BlockKind } from '#lib/dla/modules/block-attributes.ts';
import { headOf, imageNodeOf, moduleOf, type EntryId, type ModuleKind } from '#lib/dla/modules/modules.ts';
import { NORM_GROUPS } from '#lib/dla/modules/norm.ts';
import type { Shape } from '#lib/dla/ops/op.ts';
import type { MadeNode } from '#lib/graph/commands/domain.ts';
import type { GraphDocument, GraphNode } from '#lib/graph/document/document.ts';
import { indexOf, topologicalOrder } from '#lib/graph/document/queries.ts';
import { ok, refused, type Result } from '#lib/issue.ts';
import { inferNode, shapeOf } from './infer.ts';

export type PaletteSection = 'ends' | 'blocks' | 'joins' | 'sampling' | 'ops';

type Attributes = GraphNode['attributes'];

/** Attributes of a new node beside those of its entry, from the document and the shape of its first input. */
type Fit = (document: GraphDocument, entry: Entry, first: Shape | undefined) => Attributes;

interface Entry {
  readonly section: PaletteSection;
  readonly kind: ModuleKind;
  /** What tells it from other entries of its kind. */
  readonly attributes: Attributes;
  readonly fit: Fit;
}

/** One thing that a person can add. */
export interface PaletteEntry extends Entry {
  readonly id: EntryId;
}

const entry = (section: PaletteSection, kind: ModuleKind, fit: Fit, attributes: Attributes = {}): Entry => ({
  section,
  kind,
  attributes,
  fit,
});
const block = (kind: BlockKind): Entry => entry('blocks', 'block', asWide, { block: kind });

const entries: { readonly [Id in EntryId]: Entry } = {
  input: entry('ends', 'input', asItIs, { channels: 3, height: 224, width: 224 }),
  'conv-unit': entry('blocks', 'conv-unit', asWide, { kernel: 3 }),
  'block-basic': block('basic'),
  'block-bottleneck': block('bottleneck'),
  'block-split': block('split'),
  'block-res2net': block('res2net'),
  aggregation: entry('joins', 'aggregation', asWide),
  residual: entry('joins', 'aggregation', asWide, { residual: true }),
  'deform-unit': entry('blocks', 'deform-unit', asWide),
  'fuse-conv': entry('joins', 'fuse-conv', asWide),
  add: entry('joins', 'add', asItIs),
  concat: entry('joins', 'concat', asItIs),
  projection: entry('sampling', 'conv-unit', asWide, { kernel: 1, activation: 'none' }),
  'down-sample': entry('sampling', 'down-sample', divisible),
  'up-sample': entry('sampling', 'up-sample', asItIs, { mode: 'bilinear', factor: 2 }),
  conv: entry('ops', 'conv', asWide, { kernel: 3 }),
  'deform-conv': entry('ops', 'deform-conv', asWide),
  'batch-norm': entry('ops', 'batch-norm', asItIs),
  'group-norm': entry('ops', 'group-norm', inGroups),
  relu: entry('ops', 'relu', asItIs),
  sigmoid: entry('ops', 'sigmoid', asItIs),
  softmax: entry('ops', 'softmax', asItIs),
  'log-softmax': entry('ops', 'log-softmax', asItIs),
  pad: entry('ops', 'pad', asItIs, { top: 1, left: 1, bottom: 1, right: 1 }),
  slice: entry('ops', 'slice', asHalf),
  'global-avg-pool': entry('sampling', 'global-avg-pool', asItIs),
  flatten: entry('ops', 'flatten', asItIs),
  linear: entry('ops', 'linear', asWide),
  classifier: entry('ends', 'classifier', asItIs, { classes: 1000 }),
  'dense-head': entry('ends', 'dense-head', asImage, { classes: 19 }),
  'detection-head': entry('ends', 'detection-head', asItIs, { channels: 80 }),
};

export const palette: readonly PaletteEntry[] = (Object.keys(entries) as EntryId[]).map((id) => ({
  id,
  ...entries[id],
}));

/**
 * A node for an entry: as many of the selected nodes as its kind takes, the last chosen where it takes one only. An
 * aggregation node takes the deepest first, a decoder's node the shallowest. Channels are those of its first input.
 */
export function makeFromPalette(document: GraphDocument, id: string, selection: readonly string[]): Result<MadeNode> {
  const found = palette.find((each) => each.id === id);
  if (!found) return refused({ kind: 'unknown-kind', at: id, expected: palette.map((each) => each.id), received: id });
  const inputs = inputsFrom(document, found.kind, selection);
  const shapes = inputs.map((input) => shapeOf(document, input));
  const attributes = { ...found.attributes, ...found.fit(document, found, shapes[0]) };
  return ok({ node: { kind: found.kind, attributes }, inputs });
}

function inputsFrom(document: GraphDocument, kind: ModuleKind, selection: readonly string[]): readonly string[] {
  const { node } = indexOf(document);
  const takeable = selection.filter((id) => node.has(id) && !headOf(node.get(id)!));
  const most = moduleOf(kind)!.inputs[1];
  // A block's second input is its residual: nobody means that by choosing two nodes.
  if (most < Infinity) return most === 0 ? [] : takeable.slice(-1);
  const order = new Map(topologicalOrder(document).ids.map((id, place) => [id, place]));
  const depth = (id: string): number => order.get(id) ?? order.size;
  if (kind === 'aggregation') return takeable.toSorted((a, b) => depth(b) - depth(a));
  return kind === 'fuse-conv' ? takeable.toSorted((a, b) => depth(a) - depth(b)) : takeable;
}

function asItIs(): Attributes {
  return {};
}

/** As many channels as the input, where the kind can have them. */
function asWide(_: GraphDocument, { kind, attributes }: Entry, first: Shape | undefined): Attributes {
  const widths = [...(first ? [first[0]] : []), 64, 128];
  // Some blocks divide their channels among groups: a narrow map is no width for them.
  const trial: Shape = first ?? [64, 64, 64];
  const inputs = kind === 'fuse-conv' ? [trial, trial] : [trial];
  const fits = (outChannels: number): boolean =>
    inferNode({ id: kind, kind, attributes: { ...attributes, outChannels } }, inputs).ok;
  return { outChannels: widths.find(fits) ?? widths[0]! };
}

/** The first half of the channels. */
function asHalf(_: GraphDocument, __: Entry, first: Shape | undefined): Attributes {
  return { from: 0, to: Math.ceil((first?.[0] ?? 64) / 2) };
}

/** By the usual number of groups, or the most below it that divides the channels. */
function inGroups(_: GraphDocument, __: Entry, first: Shape | undefined): Attributes {
  const halves = Array.from({ length: Math.log2(NORM_GROUPS) + 1 }, (_none, times) => NORM_GROUPS / 2 ** times);
  return { groups: halves.find((groups) => !first || first[0] % groups === 0)! };
}

/** By the first factor that divides the input. */
function divisible(_: GraphDocument, __: Entry, first: Shape | undefined): Attributes {
  const divides = (factor: number): boolean => !first || (first[1] % factor === 0 && first[2] % factor === 0);
  return { factor: [2, 3, 5, 7].find(divides) ?? 2 };
}

/** Up to the image, where a head can undo how much smaller the input is: by an even number, else by 1. */
function asImage(document: GraphDocument, _: Entry, first: Shape | undefined): Attributes {
  const image = imageNodeOf(document);
  const factor = Number(image?.attributes.height) / (first?.[1] ?? NaN);
  return { upFactor: Number.isInteger(factor) && factor % 2 === 0 ? factor : 1 };
}
