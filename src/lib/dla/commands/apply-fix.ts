import { inputsAfter, pathBetween } from '#lib/graph/commands/connection.ts';
import type { Connection, NewNode } from '#lib/graph/commands/domain.ts';
import { commonGroup, edit, intoGroup } from '#lib/graph/commands/draft.ts';
import { freshIds } from '#lib/graph/commands/names.ts';
import { reconnect } from '#lib/graph/commands/reconnect.ts';
import type { GraphDocument, GraphNode } from '#lib/graph/document/document.ts';
import type { Patch } from '#lib/graph/document/patch.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { refused, type Fix, type Issue, type Result } from '#lib/issue.ts';
import { networkDomain } from './domain.ts';
import { editLevels } from './edit-level.ts';
import { arrivalOf, inferNode } from './infer.ts';
import { fixOf, repairNodes, repairsFor } from './repairs.ts';

/** An edge that is drawn with what makes it fit; `replaces` for one that is there already. */
export interface RepairedConnection extends Connection {
  readonly input: number;
  readonly factor?: number;
  readonly outChannels?: number;
}

/** Draws an edge through a 1×1 convolution and batch norm, which gives it other channels. */
export const insertProjection = (
  document: GraphDocument,
  edge: RepairedConnection & { readonly outChannels: number },
): Result<Patch> => through(document, edge, repairNodes({ ...edge, kind: 'insert-projection' }));

/** Draws an edge through max pooling by `factor`; through a projection as well where `outChannels` is given. */
export const insertDownSample = (document: GraphDocument, edge: RepairedConnection): Result<Patch> =>
  through(document, edge, repairNodes({ ...edge, kind: 'insert-down-sample' }));

/** Draws an edge through bilinear up-sampling by `factor`; through a projection as well where `outChannels` is given. */
export const insertUpSample = (document: GraphDocument, edge: RepairedConnection): Result<Patch> =>
  through(document, edge, repairNodes({ ...edge, kind: 'insert-up-sample' }));

/** What would mend a node that is at fault: repairs of its edges, each of which works by itself. */
export function repairsOf(document: GraphDocument, issue: Pick<Issue, 'at' | 'fixes'>): readonly Fix[] {
  const node = indexOf(document).node.get(issue.at);
  if (!node) return issue.fixes ?? [];
  return node.inputs.flatMap((from, input) => {
    const edge = { from, to: node.id, input, replaces: true };
    const arrival = arrivalOf(document, edge);
    const inferred = arrival && inferNode(node, arrival.shapes);
    if (!inferred || inferred.ok) return [];
    return repairsFor(arrival, inferred.issues[0]!).map((repair) => fixOf(repair, edge));
  });
}

/** The patch of a fix that an issue offers. */
export function applyFix(document: GraphDocument, fix: Fix): Result<Patch> {
  // What lowering offers names the node and the input alone; how it is mended is found here.
  if (typeof fix.node === 'string') {
    const offered = repairsOf(document, { at: fix.node });
    const same = offered.find(({ kind, input }) => kind === fix.kind && input === fix.input) ?? offered[0];
    return same ? applyFix(document, same) : refused({ kind: 'no-repair', at: fix.node, received: fix.kind });
  }
  const edge = fix as unknown as RepairedConnection;
  switch (fix.kind) {
    case 'insert-projection':
      return insertProjection(document, { ...edge, outChannels: edge.outChannels! });
    case 'insert-down-sample':
      return insertDownSample(document, edge);
    case 'insert-up-sample':
      return insertUpSample(document, edge);
    case 'reconnect':
      return reconnect(document, edge, networkDomain);
    case 'edit-level': {
      const { kind: _, level, ...change } = fix;
      return editLevels(document, [level as string], change);
    }
    default:
      return refused({ kind: 'no-repair', at: '', received: fix.kind });
  }
}

function through(document: GraphDocument, edge: RepairedConnection, chain: readonly NewNode[]): Result<Patch> {
  const { node, rank } = indexOf(document);
  const target = node.get(edge.to);
  if (!target || !node.has(edge.from))
    return refused({ kind: 'missing-node', at: edge.to, received: target ? edge.from : edge.to });
  const circle = pathBetween(document, edge.to, edge.from);
  if (circle) return refused({ kind: 'cycle', at: edge.to, received: [...circle, edge.to] });
  const fresh = freshIds(document);
  let last = edge.from;
  const added = chain.map((each): GraphNode => {
    const made = {
      id: fresh(`${edge.to}-${each.kind === 'conv-unit' ? 'project' : each.kind}`),
      ...each,
      inputs: [last],
    };
    last = made.id;
    return made;
  });
  const inputs = inputsAfter(target, { ...edge, from: last });
  const nodes = document.nodes.map((each) => (each === target ? { ...target, inputs } : each));
  const holder = commonGroup(document, [edge.to]);
  const ids = added.map(({ id }) => id);
  return edit(document, {
    nodes: nodes.toSpliced(rank.get(edge.to)!, 0, ...added),
    groups: intoGroup(document.groups, holder, ids),
  });
}
