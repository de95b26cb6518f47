import { buildDecoder, type Feature } from '#lib/dla/decoders/decoders.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { buildHeads, buildNeck } from '#lib/dla/network/detection.ts';
import { normAttributes } from '#lib/dla/network/norm-config.ts';
import { levelName } from '#lib/dla/network/sections.ts';
import type { HeadConfig } from '#lib/dla/network/config.ts';
import { findImage } from '#lib/dla/op-graph/image.ts';
import { partsOf, type Part } from '#lib/dla/reading/network-parts.ts';
import { readNorm } from '#lib/dla/reading/read-detection.ts';
import { readNetwork } from '#lib/dla/reading/reading.ts';
import { tidied } from '#lib/graph/commands/edit.ts';
import { freshIds, named, siblingNames } from '#lib/graph/commands/names.ts';
import { nameOf, type GraphDocument, type GraphGroup, type GraphNode } from '#lib/graph/document/document.ts';
import { indexOf, topologicalOrder } from '#lib/graph/document/queries.ts';
import { ok, refused, type Result } from '#lib/issue.ts';

/** A head on a decoder that is none of ours, which stays as it is. */
export type OwnHead =
  | { readonly kind: 'segmentation'; readonly decoder: 'own'; readonly classes: number }
  | { readonly kind: 'boundary'; readonly decoder: 'own' };

/** What any network can end in. */
export type Head = HeadConfig | OwnHead;

const isOwn = (head: Head): head is OwnHead => 'decoder' in head && head.decoder === 'own';

/** Another head, with its decoder, on the backbone of any network, whether a config describes it or not. */
export function withHead(document: GraphDocument, head: Head): Result<GraphDocument> {
  const parts = partsOf(document);
  const without = (...gone: readonly Part[]): GraphDocument =>
    tidied(document, { ...document, nodes: document.nodes.filter(({ id }) => !gone.includes(parts.get(id)!)) });
  if (isOwn(head)) {
    const old = document.nodes.find(({ kind }) => kind === 'dense-head');
    const trunk = without('head');
    return old ? ok(joined(trunk, [denseHead(head, old.inputs[0]!, Number(old.attributes.upFactor))])) : ok(trunk);
  }
  const backbone = without('neck', 'head');
  // What hangs on a fault has no shape; a fault of the old decoder goes with it.
  const { issues } = lowerDocument(backbone);
  if (issues.length > 0) return { ok: false, issues };
  const features = featuresOf(backbone);
  const deepest = features.at(-1);
  if (head.kind === 'features' || !deepest) return ok(unwrapped(backbone));
  if (head.kind === 'classifier') {
    const old = document.nodes.find(({ kind }) => kind === 'classifier');
    const attributes = { ...old?.attributes, classes: head.classes };
    const fc = { id: 'fc', kind: 'classifier', ...old, inputs: [deepest.id], attributes };
    return ok(joined(unwrapped(backbone), [fc]));
  }
  const from = features.findIndex(({ reduction }) => reduction >= head.downRatio);
  if (features[from]?.reduction !== head.downRatio)
    return refused({
      kind: 'down-ratio-without-level',
      at: deepest.id,
      expected: deepest.reduction,
      received: head.downRatio,
    });
  const norm = readNorm(backbone);
  const maps = features.slice(from);
  if (head.kind === 'detection') {
    if (maps.length < 2)
      return refused({
        kind: 'down-ratio-without-level',
        at: deepest.id,
        expected: features.at(-2)?.reduction ?? 0,
        received: head.downRatio,
      });
    const whole = wrapped(backbone);
    const neck = buildNeck(head, maps, normAttributes(norm));
    const taken = new Set([...whole.nodes, ...whole.groups, ...neck.nodes, ...neck.groups].map(({ id }) => id));
    return ok(joined(whole, [...neck.nodes, ...buildHeads(head, neck.output, norm, taken)], neck.groups));
  }
  const decoder = buildDecoder(head.decoder, maps, normAttributes(norm));
  const dense = denseHead(head, decoder.output, head.downRatio);
  return ok(joined(wrapped(backbone), [...decoder.nodes, dense], decoder.groups));
}

function denseHead(
  head: Exclude<Head, { kind: 'classifier' | 'features' | 'detection' }>,
  from: string,
  upFactor: number,
): GraphNode {
  const boundary = head.kind === 'boundary';
  const attributes = {
    classes: boundary ? 1 : head.classes,
    upFactor,
    activation: boundary ? 'sigmoid' : 'log-softmax',
  };
  return { id: 'head', kind: 'dense-head', name: '', inputs: [from], attributes };
}

/**
 * The maps of a backbone that a decoder can start from, finest first: the results of its stages, and the last of those
 * of a size that no stage has.
 */
export function featuresOf(document: GraphDocument): readonly Feature[] {
  const { graph } = lowerDocument(document);
  const image = findImage(graph)?.shape;
  if (!image) return [];
  const { node } = indexOf(document);
  const parts = partsOf(document);
  const order = topologicalOrder(document).ids;
  const found = order.flatMap((id): readonly Feature[] => {
    const shape = graph.ops[graph.results.get(id) ?? -1]?.shape;
    if (!shape || shape[1] === 0 || node.get(id)!.kind === 'input' || parts.get(id) !== 'backbone') return [];
    // Of a size that cannot be halved evenly it is the nearest.
    return [{ id, channels: shape[0], reduction: 2 ** Math.round(Math.log2(image[1] / shape[1])), level: 0 }];
  });
  const ends = new Set(readNetwork(document).stages.map(({ output }) => output));
  const ofStages = new Set(found.flatMap(({ id, reduction }) => (ends.has(id) ? [reduction] : [])));
  const last = new Map(found.map((feature) => [feature.reduction, feature.id]));
  return found
    .filter(({ id, reduction }) => (ofStages.has(reduction) ? ends.has(id) : last.get(reduction) === id))
    .toSorted((a, b) => a.reduction - b.reduction)
    .map((feature, level) => ({ ...feature, level }));
}

/** Puts what was built behind a backbone, under ids and names that are free. */
function joined(
  backbone: GraphDocument,
  nodes: readonly GraphNode[],
  groups: readonly GraphGroup[] = [],
): GraphDocument {
  const taken = new Set([...backbone.nodes, ...backbone.groups].map(({ id }) => id));
  const fresh = freshIds(
    backbone,
    [...nodes, ...groups].map(({ id }) => id),
  );
  const ids = new Map([...nodes, ...groups].flatMap(({ id }) => (taken.has(id) ? [[id, fresh(id)] as const] : [])));
  const idOf = (id: string): string => ids.get(id) ?? id;
  const inner = new Set(groups.flatMap(({ members }) => members));
  const names = siblingNames(backbone, undefined);
  const put = <T extends GraphNode | GraphGroup>(member: T): T => {
    const here = { ...member, id: idOf(member.id), ...(ids.has(member.id) && { name: nameOf(member) }) };
    return inner.has(member.id) ? here : named(here, names);
  };
  const built = new Set(nodes.map(({ id }) => id));
  const takes = (from: string): string => (built.has(from) ? idOf(from) : from);
  return {
    ...backbone,
    nodes: [...backbone.nodes, ...nodes.map((each) => put({ ...each, inputs: each.inputs.map(takes) }))],
    groups: [...backbone.groups, ...groups.map((each) => put({ ...each, members: each.members.map(idOf) }))],
  };
}

const BASE = 'base';

/** The group that holds a whole backbone, as the authors' dense networks have it: it begins the weight names. */
function baseOf({ nodes, groups }: GraphDocument): GraphGroup | undefined {
  const inner = new Set(groups.flatMap(({ members }) => members));
  const [only, ...others] = [...groups, ...nodes.filter(({ kind }) => kind !== 'input')].filter(
    ({ id }) => !inner.has(id),
  );
  return only && others.length === 0 && 'members' in only && nameOf(only) === BASE ? only : undefined;
}

function unwrapped(backbone: GraphDocument): GraphDocument {
  const base = baseOf(backbone);
  return base ? { ...backbone, groups: backbone.groups.filter((group) => group !== base) } : backbone;
}

/** A backbone with the levels of a config is named as one; others keep their weight names. */
function wrapped(backbone: GraphDocument): GraphDocument {
  const { nodes, groups } = backbone;
  if (baseOf(backbone) || !groups.some((group) => nameOf(group) === levelName(0))) return backbone;
  const inner = new Set(groups.flatMap((group) => group.members));
  const outer = [...nodes.filter(({ kind }) => kind !== 'input'), ...groups].filter(({ id }) => !inner.has(id));
  const id = freshIds(backbone)(BASE);
  const base = { id, ...(id !== BASE && { name: BASE }), label: 'backbone', members: outer.map((each) => each.id) };
  return { ...backbone, groups: [base, ...groups] };
}
