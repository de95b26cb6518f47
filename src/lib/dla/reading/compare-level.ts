import type { GraphDocument } from '#lib/graph/document/document.ts';
import { consumersOf, indexOf } from '#lib/graph/document/queries.ts';
import type { LevelParts } from './level-parts.ts';
import type { Part } from '#lib/dla/structures/plan.ts';
import { planLevel, type StructureName } from '#lib/dla/structures/structures.ts';

/** One edge, or one aggregation node, by which a group differs from a structure. */
export type Departure =
  | {
      /** The node that takes the edge. */
      readonly at: string;
      /** Which of its inputs. */
      readonly input: number;
      /** What the structure has there: an id, or null for nothing. */
      readonly expected: string | null;
      readonly received: string | null;
    }
  /** The structure joins these parts by a node that the group does not have. */
  | { readonly at: string; readonly missing: readonly string[] };

export interface Comparison {
  readonly structure: StructureName;
  readonly levelRoot: boolean;
  /** Ids of the aggregation nodes in the plan's order, as far as there are enough. */
  readonly nodes: readonly string[];
  readonly output: string;
  /** In the order of computation; none where the group is the structure. */
  readonly departures: readonly Departure[];
}

/** Lays a structure's plan over the parts of a group and lists every edge that differs. */
export function compareLevel(
  document: GraphDocument,
  parts: LevelParts,
  structure: StructureName,
  levelRoot: boolean,
): Comparison {
  const { node } = indexOf(document);
  const plan = planLevel(structure, parts.blocks.length, levelRoot);
  const departures: Departure[] = [];
  const used = new Set<string>();
  const nodes: string[] = [];
  // Without a pool of its own the pooled input is the input itself, if the level keeps the size.
  const bottoms = parts.stride === 1 ? [...parts.downs, parts.input] : parts.downs;

  const accepted = (part: Part): readonly string[] => {
    if (part === 'input') return [parts.input];
    if (part === 'bottom') return bottoms;
    return [part.startsWith('block') ? parts.blocks[Number(part.slice(5))]! : nodes[Number(part.slice(4))]!];
  };
  /** Compares what a node takes with what it should; each place accepts some ids, null for nothing. */
  const compare = (at: string, expected: readonly (readonly (string | null)[])[]): void => {
    const { inputs } = node.get(at)!;
    const count = Math.max(inputs.length, expected.length);
    for (let input = 0; input < count; input += 1) {
      const received = inputs[input] ?? null;
      const wanted = expected[input] ?? [null];
      if (wanted.includes(received)) used.add(received ?? '');
      else departures.push({ at, input, expected: wanted[0] ?? null, received });
    }
  };

  const joins = new Joins(document, parts.joins);
  // Nodes first: blocks of some structures take them. Departures are sorted into the order of computation below.
  plan.nodes.forEach(({ inputs }) => {
    const expected = inputs.map(accepted);
    const id = joins.take(expected);
    nodes.push(id ?? '');
    if (id !== undefined) compare(id, expected);
    else {
      const missing = expected.map((ids) => ids[0] ?? parts.input).filter((each) => each !== '');
      departures.push({ at: missing[0] ?? parts.blocks.at(-1)!, missing });
    }
  });
  parts.blocks.forEach((id, index) => {
    const taken = accepted(plan.takes[index]!);
    const residual =
      index === 0 ? [null, ...(parts.project === undefined ? [] : [parts.project]), ...bottoms] : [null, taken[0]!];
    compare(id, [taken, residual]);
  });
  if (parts.project !== undefined && used.has(parts.project)) used.add(node.get(parts.project)!.inputs[0]!);

  const output = accepted(plan.output)[0]!;
  const members = new Set(parts.members.map(({ id }) => id));
  const placed = new Set([...parts.blocks, ...nodes]);
  for (const { id, inputs } of parts.members) {
    // What the structure has no place for.
    if (!placed.has(id) && !used.has(id))
      departures.push({ at: id, input: 0, expected: null, received: inputs[0] ?? null });
    // A result that leaves the level beside the output.
    if (id === output) continue;
    const taker = consumersOf(document, id).find((each) => !members.has(each));
    if (taker === undefined) continue;
    departures.push({ at: taker, input: node.get(taker)!.inputs.indexOf(id), expected: output, received: id });
  }
  const rank = new Map(parts.members.map(({ id }, index) => [id, index]));
  const order = ({ at }: Departure): number => rank.get(at) ?? parts.members.length;
  departures.sort((a, b) => order(a) - order(b));
  return { structure, levelRoot, nodes, output, departures };
}

/** The aggregation nodes of a group, each given away once. */
class Joins {
  private readonly free: Set<string>;
  private readonly byInputs = new Map<string, string>();

  constructor(
    private readonly document: GraphDocument,
    ids: readonly string[],
  ) {
    this.free = new Set(ids);
    const { node } = indexOf(document);
    for (const id of ids) this.byInputs.set(node.get(id)!.inputs.join(' '), id);
  }

  /** The node that takes exactly these inputs; else one that takes some of them in their places; else any. */
  take(expected: readonly (readonly string[])[]): string | undefined {
    const exact = this.variants(expected).find((key) => this.free.has(this.byInputs.get(key) ?? ''));
    const id = exact === undefined ? this.closest(expected) : this.byInputs.get(exact);
    if (id !== undefined) this.free.delete(id);
    return id;
  }

  private variants(expected: readonly (readonly string[])[]): string[] {
    return expected
      .reduce<string[][]>((lists, ids) => ids.flatMap((id) => lists.map((list) => [...list, id])), [[]])
      .map((list) => list.join(' '));
  }

  private closest(expected: readonly (readonly string[])[]): string | undefined {
    const { node } = indexOf(this.document);
    const agreeing = (id: string): number =>
      node.get(id)!.inputs.filter((input, index) => expected[index]?.includes(input)).length;
    const takers = expected.flatMap((ids) => ids.flatMap((id) => consumersOf(this.document, id)));
    const free = takers.filter((id) => this.free.has(id));
    return free.length > 0
      ? free.reduce((best, id) => (agreeing(id) > agreeing(best) ? id : best))
      : this.free.values().next().value;
  }
}
