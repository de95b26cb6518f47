import type { Intervention } from '#lib/dla/lowering/interventions.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { edgeId, edgeOf } from '#lib/graph/document/edges.ts';
import type { History, HistoryEntry } from '#lib/graph/document/history.ts';
import type { Patch } from '#lib/graph/document/patch.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import type { StepKind } from '#lib/step.ts';
import * as v from 'valibot';

/** Where an intervention acts: on the value of a node, or on what one receives of another. */
export interface Place {
  readonly node: string;
  readonly from?: string | undefined;
}

/** Steps with which another network comes: interventions in the one before say nothing of it. */
const comes: readonly StepKind[] = ['open', 'restore'];

/** The place of a node or of an edge, by its id. */
export function placeOf(document: GraphDocument, id: string): Place | undefined {
  if (indexOf(document).node.has(id)) return { node: id };
  const edge = edgeOf(document, id);
  return edge && { node: edge.to, from: edge.from };
}

/** The id of the node or the edge at a place that the document has. */
export function idOf(document: GraphDocument, { node, from }: Place): string {
  if (from === undefined) return node;
  const input = indexOf(document).node.get(node)!.inputs.indexOf(from);
  return edgeId({ from, to: node, input }, document);
}

export const placeIn = (intervention: Intervention): Place => ({
  node: intervention.node,
  from: fromOf(intervention),
});

const fromOf = (place: Intervention | Place): string | undefined => ('from' in place ? place.from : undefined);

export const isAt = (intervention: Intervention, place: Place): boolean =>
  intervention.node === place.node && fromOf(intervention) === fromOf(place);

/** The same interventions with one at a place, in the place of what was there; without it where there is to be none. */
export const withOneAt = (
  interventions: readonly Intervention[],
  place: Place,
  intervention?: Intervention,
): readonly Intervention[] => [
  ...interventions.filter((each) => !isAt(each, place)),
  ...(intervention ? [intervention] : []),
];

/** What a text says that tells two lists of interventions apart, and that a step of the history keeps. */
export const interventionsText = (interventions: readonly Intervention[]): string => JSON.stringify(interventions);

const id = v.string();
const schema = v.array(
  v.variant('kind', [
    v.strictObject({ kind: v.literal('bypass'), node: id }),
    v.strictObject({
      kind: v.literal('scale'),
      node: id,
      from: v.exactOptional(id),
      factor: v.pipe(v.number(), v.finite()),
    }),
  ]),
);

/** None where a step of another version says something else. */
function parse(text: string | number | undefined): readonly Intervention[] {
  if (typeof text !== 'string') return [];
  try {
    const parsed = v.safeParse(schema, JSON.parse(text));
    return parsed.success ? parsed.output : [];
  } catch {
    return [];
  }
}

/**
 * The interventions after the steps that are done: they are a thing of the history, and not of the document. One goes with its
 * node or edge, and comes back when the step that took these away is undone.
 */
export function interventionsIn({ entries, done }: History, document: GraphDocument): readonly Intervention[] {
  const past = entries.slice(0, done);
  const last = past.findLastIndex(({ label: { kind } }) => kind === 'intervene' || comes.includes(kind));
  const label = past[last]?.label;
  if (label?.kind !== 'intervene') return none;
  const found = past.slice(last + 1).reduce(without, parse(label.values?.after));
  const { node } = indexOf(document);
  return found.filter((each) => {
    const from = fromOf(each);
    const inputs = node.get(each.node)?.inputs;
    return inputs !== undefined && (from === undefined || inputs.includes(from));
  });
}

const none: readonly Intervention[] = [];

const without = (interventions: readonly Intervention[], { patch }: HistoryEntry): readonly Intervention[] =>
  interventions.length === 0 ? none : interventions.filter((each) => !takesAway(patch, each));

/** Whether a patch removes the node of an intervention, or its edge: what comes later under the same id is another one. */
function takesAway({ nodes }: Patch, intervention: Intervention): boolean {
  const from = fromOf(intervention);
  const gone = (id: string): boolean =>
    nodes.some((change) => change.from?.id === id) && !nodes.some((change) => change.to?.id === id);
  if (gone(intervention.node) || (from !== undefined && gone(from))) return true;
  const now = nodes.findLast(({ to }) => to?.id === intervention.node)?.to;
  return from !== undefined && now !== undefined && !now.inputs.includes(from);
}
