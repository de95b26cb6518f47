import { inputsAfter, pathBetween } from '#lib/graph/commands/connection.ts';
import { isStructureName } from '#lib/dla/structures/structures.ts';
import type { NewNode } from '#lib/graph/commands/domain.ts';
import { commonGroup, edit, intoGroup } from '#lib/graph/commands/edit.ts';
import { freshIds } from '#lib/graph/commands/names.ts';
import { reconnect } from '#lib/graph/commands/reconnect.ts';
import type { GraphDocument, GraphNode } from '#lib/graph/document/document.ts';
import type { Patch } from '#lib/graph/document/patch.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { refused, type EdgeFix, type Fix, type Issue, type Result } from '#lib/issue.ts';
import { networkDomain } from './domain.ts';
import { editLevels } from './edit-level.ts';
import { arrivalOf, inferNode } from './infer.ts';
import { fixOf, repairNodes, repairsFor } from './repairs.ts';

/** What would mend a node that is at fault: repairs of its edges, each of which works by itself. */
export function repairsOf(document: GraphDocument, issue: Pick<Issue, 'at' | 'fixes'>): readonly Fix[] {
  const node = indexOf(document).node.get(issue.at);
  return node ? repairsOfNode(document, node) : (issue.fixes ?? []);
}

function repairsOfNode(document: GraphDocument, node: GraphNode): readonly EdgeFix[] {
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
  if ('node' in fix) return applyOffer(document, fix);
  switch (fix.kind) {
    case 'insert-projection':
    case 'insert-down-sample':
    case 'insert-up-sample':
      return through(document, fix, repairNodes(fix));
    case 'reconnect':
      return reconnect(document, fix, networkDomain);
    case 'edit-level': {
      const { level, structure, blocks } = fix;
      if (!isStructureName(structure)) return refused({ kind: 'no-repair', at: level, received: fix.kind });
      return editLevels(document, [level], { structure, blocks });
    }
  }
}

/** What lowering offers names the node and the input alone; how it is mended is found here. */
function applyOffer(document: GraphDocument, fix: Extract<Fix, { node: string }>): Result<Patch> {
  const node = indexOf(document).node.get(fix.node);
  const offered = node ? repairsOfNode(document, node) : [];
  const same = offered.find((each) => each.kind === fix.kind && each.input === fix.input) ?? offered[0];
  return same ? applyFix(document, same) : refused({ kind: 'no-repair', at: fix.node, received: fix.kind });
}

function through(document: GraphDocument, edge: EdgeFix, chain: readonly NewNode[]): Result<Patch> {
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
