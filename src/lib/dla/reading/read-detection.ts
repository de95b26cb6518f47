import { attributesOf } from '#lib/dla/modules/attributes.ts';
import type { HeadConfig, NormConfig } from '#lib/dla/network/config.ts';
import { imageNodeOf } from '#lib/dla/modules/modules.ts';
import { ownOrder, taskOf, type ImageConfig } from '#lib/dla/network/image-rule.ts';
import type { ImageOrder, ImageRule } from '#lib/dla/modules/image-fit.ts';
import { findImage } from '#lib/dla/op-graph/image.ts';
import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { nameOf, type GraphDocument, type GraphNode } from '#lib/graph/document/document.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { partsOf } from './network-parts.ts';

type Detection = Extract<HeadConfig, { readonly kind: 'detection' }>;

/** A network that ends in heads of detection, or in a neck without any. */
export interface DetectionParts {
  /** Ids in the order of computation. */
  readonly neck: readonly string[];
  /** The node that holds the neck's map. */
  readonly output: string;
  readonly heads: readonly GraphNode[];
}

/** What a sound document has of a network of detection: heads on one map of a neck; undefined where it ends otherwise. */
export function detectionParts(document: GraphDocument, { outputs }: OpGraph): DetectionParts | undefined {
  const { node } = indexOf(document);
  const ends = outputs.map((id) => node.get(id)!);
  const heads = ends.filter(({ kind }) => kind === 'detection-head');
  const output = heads.length > 0 ? heads[0]!.inputs[0] : ends[0]?.id;
  const parts = partsOf(document);
  if (output === undefined || parts.get(output) !== 'neck') return undefined;
  const isWhole = heads.length > 0 ? heads.length === ends.length : ends.length === 1;
  if (!isWhole || heads.some(({ inputs }) => inputs[0] !== output)) return undefined;
  return { neck: [...parts].flatMap(([id, part]) => (part === 'neck' ? [id] : [])), output, heads };
}

/** What a network is that detects, by its heads' names; undefined where it does not, or is of no task that is known. */
export const detectionOf = (document: GraphDocument, graph: OpGraph): ReturnType<typeof taskOf> =>
  taskOf((detectionParts(document, graph)?.heads ?? []).map((head) => nameOf(head)));

/** How images come to a network: as its input says, else as its heads do; undefined where timm's way is meant. */
export function imageFitOf(document: GraphDocument, graph: OpGraph): ImageConfig | undefined {
  const image = imageNodeOf(document);
  const own: { readonly imageRule?: ImageRule; readonly imageOrder?: ImageOrder } = image ? settingsOf(image) : {};
  const told = detectionOf(document, graph)?.image;
  const rule = own.imageRule ?? told?.rule;
  if (rule === undefined) return undefined;
  return { rule, order: own.imageOrder ?? (own.imageRule ? ownOrder(rule) : told!.order) };
}

/** The configs that may have made these parts: which one it was shows when each is built. */
export function detectionTries(document: GraphDocument, graph: OpGraph, parts: DetectionParts): readonly Detection[] {
  const { node } = indexOf(document);
  const image = findImage(graph)!.shape;
  const downRatio = image[1] / graph.ops[graph.results.get(parts.output)!]!.shape[1];
  const ratio = ([2, 4, 8, 16] as const).find((each) => each === downRatio);
  if (ratio === undefined) return [];
  const settings = parts.heads.map((head) => settingsOf(head));
  const { hidden = 256, norm = 'none' } = settings[0] ?? {};
  const common = {
    kind: 'detection',
    downRatio: ratio,
    headChannels: Number(hidden),
    headNorm: norm !== 'none',
    heads: parts.heads.map((head, index) => ({ name: nameOf(head), channels: Number(settings[index]!.channels) })),
  } as const;
  const unit = parts.neck.map((id) => node.get(id)!).find(({ kind }) => kind === 'deform-unit');
  if (unit) return [{ ...common, neck: 'dla-up-add', node: settingsOf(unit).deformable === false ? 'conv' : 'deform' }];
  return ([1, 3] as const).map((projection) => ({ ...common, neck: 'dla-up', node: 'conv', projection }));
}

/** A node's attributes, defaults written out; the document is sound. */
function settingsOf(node: GraphNode): Record<string, unknown> {
  const attributes = attributesOf(node);
  return attributes.ok ? attributes.value : {};
}

/** The norm of a network: that of its first node which has one. */
export function readNorm({ nodes }: GraphDocument): NormConfig {
  const settings = nodes.map(settingsOf).find(({ norm }) => norm === 'batch' || norm === 'group');
  return settings?.norm === 'group' ? { kind: 'group', groups: Number(settings.normGroups) } : 'batch';
}
