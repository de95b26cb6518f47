import { words } from '#lib/messages/messages.ts';
import { countCosts, nodeCosts } from '#lib/dla/analysis/costs.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { consumersOf, groupPath, indexOf, nodesIn, topologicalOrder } from '#lib/graph/document/queries.ts';
import { digits, shapeText } from '#lib/ui/format.ts';
import type { TreeItem } from '#lib/ui/tree.ts';
import { glyphName } from './glyphs.ts';
import { kindOf, labelOf } from '#lib/workspace/shared/labels.ts';
import { isByHand } from '#lib/dla/figure/read/hand-groups.ts';
import { levelAround } from '#lib/dla/reading/levels.ts';
import { readNetwork } from '#lib/dla/reading/reading.ts';

/** The outline: groups and loose nodes in the order of computation, each with its parameters. */
export function outlineOf(document: GraphDocument): readonly TreeItem[] {
  const { node, group, parent } = indexOf(document);
  const { graph } = lowerDocument(document);
  const costs = nodeCosts(graph);
  const levels = new Set(readNetwork(document).aggregationLevels.map((level) => level.id));
  /** By node and group: where in the order of computation it begins. */
  const first = new Map<string, number>();
  topologicalOrder(document).ids.forEach((id, index) => {
    for (let at: string | undefined = id; at !== undefined && !first.has(at); at = parent.get(at)) first.set(at, index);
  });
  const sorted = (ids: readonly string[]): readonly string[] =>
    ids
      .map((id) => [first.get(id) ?? Infinity, id] as const)
      .sort(([a], [b]) => (a === b ? 0 : a - b))
      .map(([, id]) => id);

  // A level is shown flat, as the figure draws it: the groups inside it only give names, but for those of a person.
  const isFlat = (id: string): boolean => levels.has(id) || groupPath(document, id).some((each) => levels.has(each));
  const flat = (id: string): readonly string[] =>
    group.get(id)!.members.flatMap((member) => {
      const inner = group.get(member);
      return inner && !isByHand(document, inner) ? flat(member) : [member];
    });

  const item = (id: string): TreeItem => {
    const here = node.get(id);
    // Words and sums for the rows that are on the screen only.
    if (here) {
      return {
        id,
        get label() {
          return labelOf(document, id);
        },
        get value() {
          return digits(costs.get(id)?.parameters ?? 0);
        },
        glyph: glyphName(here),
        get description() {
          return neighboursOf(document, id);
        },
      };
    }
    const members = isFlat(id) ? flat(id) : group.get(id)!.members;
    let made: readonly TreeItem[] | undefined;
    return {
      id,
      get label() {
        return labelOf(document, id);
      },
      get value() {
        return digits(countCosts(graph, nodesIn(document, id)).parameters);
      },
      glyph: 'group',
      isBranch: members.length > 0,
      get children() {
        return (made ??= sorted(members).map(item));
      },
    };
  };
  const top = [...document.nodes, ...document.groups].map(({ id }) => id).filter((id) => !parent.has(id));
  return sorted(top).map(item);
}

/** What a screen reader says of a node beside its name: kind, shape, and what it is joined to. */
export function neighboursOf(document: GraphDocument, id: string): string {
  const said = words.draw.outline;
  const { node } = indexOf(document);
  const { graph } = lowerDocument(document);
  const here = node.get(id)!;
  const level = levelAround(document, id);
  const called = (other: string): string => {
    const around = node.has(other) ? levelAround(document, other) : undefined;
    const name = node.has(other) ? labelOf(document, other) : other;
    return around && around !== level ? words.shared.inLevel(around.label, name) : name;
  };
  const result = graph.results.get(id);
  const takers = consumersOf(document, id);
  return [
    kindOf(here),
    result === undefined ? said.noShape : shapeText(graph.ops[result]!.shape),
    said.takes(here.inputs.map(called)),
    said.gives(takers.map(called)),
  ].join(', ');
}
