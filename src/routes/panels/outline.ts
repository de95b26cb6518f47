import { countCosts, nodeCosts } from '$lib/dla/analysis/costs';
import { lowerDocument } from '$lib/dla/op-graph/lower';
import type { GraphDocument } from '$lib/graph/document/document';
import { indexOf, nodesIn, topologicalOrder } from '$lib/graph/document/queries';
import { digits } from '$lib/ui/format';
import type { TreeItem } from '$lib/ui/tree';
import { labelOf } from '$lib/workspace/labels';
import { levelsOf } from '$lib/dla/analysis/levels';

/** The outline: groups and loose nodes in the order of computation, each with its parameters. */
export function outlineOf(document: GraphDocument): readonly TreeItem[] {
  const { node, group, parent } = indexOf(document);
  const { graph } = lowerDocument(document);
  const costs = nodeCosts(graph);
  const rank = new Map(topologicalOrder(document).ids.map((id, index) => [id, index]));
  const levels = new Set(levelsOf(document).map((level) => level.id));
  const first = (id: string): number =>
    node.has(id) ? (rank.get(id) ?? Infinity) : Math.min(...nodesIn(document, id).map(first), Infinity);
  const sorted = (ids: readonly string[]): readonly string[] => [...ids].sort((a, b) => first(a) - first(b));

  const item = (id: string): TreeItem => {
    const value = digits(
      node.has(id) ? (costs.get(id)?.parameters ?? 0) : countCosts(graph, nodesIn(document, id)).parameters,
    );
    const label = labelOf(document, id);
    if (node.has(id)) return { id, label, value, glyph: node.get(id)!.kind };
    // A level is shown flat, as the figure draws it: the groups inside it only give names.
    const members = levels.has(id) ? nodesIn(document, id) : group.get(id)!.members;
    return { id, label, value, glyph: 'group', children: sorted(members).map(item) };
  };
  const top = [...document.nodes, ...document.groups].map(({ id }) => id).filter((id) => !parent.has(id));
  return sorted(top).map(item);
}
