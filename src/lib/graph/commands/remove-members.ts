import type { GraphDocument, GraphNode } from '#lib/graph/document/document.ts';
import type { Patch } from '#lib/graph/document/patch.ts';
import { groupsIn, indexOf, nodesIn } from '#lib/graph/document/queries.ts';
import { refused, type Result } from '#lib/issue.ts';
import type { Domain } from './domain.ts';
import { sourceOf, type EdgeEnd } from './disconnect.ts';
import { edit } from './edit.ts';

export interface Removal {
  readonly ids: readonly string[];
  /** Edges that go as well. */
  readonly edges?: readonly EdgeEnd[];
}

/**
 * Removes nodes, and groups with all that is in them, and edges. The chain heals: what took a removed node takes the input
 * that stands for it (see `Domain.through`) unless it takes that already; where none stands for it the input is dropped. An
 * edge that was removed is not healed.
 */
export function removeMembers(document: GraphDocument, { ids, edges = [] }: Removal, domain: Domain): Result<Patch> {
  const loose = edges.map((end) => sourceOf(document, end)).find((source) => !source.ok);
  if (loose && !loose.ok) return loose;
  const { group } = indexOf(document);
  const cut = withoutEdges(document, edges);
  const node = new Map(cut.map((each) => [each.id, each]));
  const unknown = ids.find((id) => !node.has(id) && !group.has(id));
  if (unknown !== undefined) return refused({ kind: 'missing-member', at: unknown, received: unknown });
  const gone = new Set(ids.flatMap((id) => (node.has(id) ? [id] : nodesIn(document, id))));
  const goneGroups = new Set(ids.flatMap((id) => (group.has(id) ? groupsIn(document, id) : [])));
  const nodes = cut
    .filter(({ id }) => !gone.has(id))
    .map((each) => (each.inputs.some((input) => gone.has(input)) ? healed(each, gone, node, domain) : each));
  return edit(document, { nodes, groups: document.groups.filter(({ id }) => !goneGroups.has(id)) });
}

function withoutEdges({ nodes }: GraphDocument, edges: readonly EdgeEnd[]): readonly GraphNode[] {
  const cut = new Map<string, Set<number>>();
  for (const { to, input } of edges) cut.set(to, (cut.get(to) ?? new Set()).add(input));
  return nodes.map((each) => {
    const gone = cut.get(each.id);
    return gone ? { ...each, inputs: each.inputs.filter((_, index) => !gone.has(index)) } : each;
  });
}

function healed(
  taker: GraphNode,
  gone: ReadonlySet<string>,
  node: ReadonlyMap<string, GraphNode>,
  domain: Domain,
): GraphNode {
  const inputs: string[] = [];
  const others = new Set(taker.inputs.filter((input) => !gone.has(input)));
  for (const input of taker.inputs) {
    if (!gone.has(input)) {
      inputs.push(input);
      continue;
    }
    const instead = standIn(input, gone, node, domain);
    if (instead === undefined || others.has(instead)) continue;
    others.add(instead);
    inputs.push(instead);
  }
  return { ...taker, inputs };
}

/** Follows removed nodes back to one that stays. */
function standIn(
  id: string,
  gone: ReadonlySet<string>,
  node: ReadonlyMap<string, GraphNode>,
  domain: Domain,
): string | undefined {
  const seen = new Set<string>();
  let at: string | undefined = id;
  while (at !== undefined && gone.has(at)) {
    // A circle that is removed as a whole leads nowhere.
    if (seen.has(at)) return undefined;
    seen.add(at);
    const here: GraphNode = node.get(at)!;
    const through = domain.through(here);
    at = through === undefined ? undefined : here.inputs[through];
  }
  return at;
}
