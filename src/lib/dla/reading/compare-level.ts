import type { GraphDocument } from '#lib/graph/document/document.ts';
import { consumersOf, indexOf } from '#lib/graph/document/queries.ts';
import type { LevelParts } from './level-parts.ts';
import type { Part, StructurePlan } from '#lib/dla/structures/plan.ts';
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

/** A level under comparison: what each structure's plan is laid over, made once for all of them. */
export class LevelOverlay {
  private readonly members: ReadonlySet<string>;
  /** Aggregation nodes by what they take. */
  private readonly byInputs: ReadonlyMap<string, string>;
  /** Without a pool of its own the pooled input is the input itself, if the level keeps the size. */
  private readonly bottoms: readonly string[];

  constructor(
    private readonly document: GraphDocument,
    private readonly parts: LevelParts,
  ) {
    const { node } = indexOf(document);
    this.members = new Set(parts.members.map(({ id }) => id));
    this.byInputs = new Map(parts.joins.map((id) => [node.get(id)!.inputs.join(' '), id]));
    this.bottoms = parts.stride === 1 ? [...parts.downs, parts.input] : parts.downs;
  }

  /** The comparison with a structure that the level is, given up at the first departure. */
  fit(structure: StructureName, levelRoot: boolean): Comparison | undefined {
    const plan = planLevel(structure, this.parts.blocks.length, levelRoot);
    if (plan.nodes.length !== this.parts.joins.length) return undefined;
    const nodes: string[] = [];
    const isDeparting = this.departures(plan, nodes).next().done !== true;
    return isDeparting
      ? undefined
      : { structure, levelRoot, nodes, output: this.acceptedAs(plan.output, nodes)[0]!, departures: [] };
  }

  /** The comparison with any structure: every edge that differs. */
  compare(structure: StructureName, levelRoot: boolean): Comparison {
    const { members, blocks } = this.parts;
    const plan = planLevel(structure, blocks.length, levelRoot);
    const nodes: string[] = [];
    const departures = [...this.departures(plan, nodes)];
    const rank = new Map(members.map(({ id }, index) => [id, index]));
    const order = ({ at }: Departure): number => rank.get(at) ?? members.length;
    departures.sort((a, b) => order(a) - order(b));
    return { structure, levelRoot, nodes, output: this.acceptedAs(plan.output, nodes)[0]!, departures };
  }

  private acceptedAs(part: Part, nodes: readonly string[]): readonly string[] {
    if (part === 'input') return [this.parts.input];
    if (part === 'bottom') return this.bottoms;
    return [part.startsWith('block') ? this.parts.blocks[Number(part.slice(5))]! : nodes[Number(part.slice(4))]!];
  }

  /** The departures from a plan one after the other; `nodes` is filled with the aggregation nodes in the plan's order. */
  private *departures(plan: StructurePlan, nodes: string[]): Generator<Departure, void> {
    const { document, parts, bottoms } = this;
    const { node } = indexOf(document);
    const used = new Set<string>();
    const joins = new Joins(document, parts.joins, this.byInputs);
    // Nodes first: blocks of some structures take them.
    for (const { inputs } of plan.nodes) {
      const expected = inputs.map((part) => this.acceptedAs(part, nodes));
      const id = joins.take(expected);
      nodes.push(id ?? '');
      if (id !== undefined) yield* this.differing(id, expected, used);
      else {
        const missing = expected.map((ids) => ids[0] ?? parts.input).filter((each) => each !== '');
        yield { at: missing[0] ?? parts.blocks.at(-1)!, missing };
      }
    }
    for (const [index, id] of parts.blocks.entries()) {
      const taken = this.acceptedAs(plan.takes[index]!, nodes);
      const residual =
        index === 0 ? [null, ...(parts.project === undefined ? [] : [parts.project]), ...bottoms] : [null, taken[0]!];
      yield* this.differing(id, [taken, residual], used);
    }
    if (parts.project !== undefined && used.has(parts.project)) used.add(node.get(parts.project)!.inputs[0]!);

    const output = this.acceptedAs(plan.output, nodes)[0]!;
    const placed = new Set([...parts.blocks, ...nodes]);
    for (const { id, inputs } of parts.members) {
      // What the structure has no place for.
      if (!placed.has(id) && !used.has(id)) yield { at: id, input: 0, expected: null, received: inputs[0] ?? null };
      // A result that leaves the level beside the output.
      if (id === output) continue;
      const taker = consumersOf(document, id).find((each) => !this.members.has(each));
      if (taker === undefined) continue;
      yield { at: taker, input: node.get(taker)!.inputs.indexOf(id), expected: output, received: id };
    }
  }

  /** Compares what a node takes with what it should; each place accepts some ids, null for nothing. */
  private *differing(
    at: string,
    expected: readonly (readonly (string | null)[])[],
    used: Set<string>,
  ): Generator<Departure, void> {
    const { inputs } = indexOf(this.document).node.get(at)!;
    const count = Math.max(inputs.length, expected.length);
    for (let input = 0; input < count; input += 1) {
      const received = inputs[input] ?? null;
      const wanted = expected[input] ?? [null];
      if (wanted.includes(received)) used.add(received ?? '');
      else yield { at, input, expected: wanted[0] ?? null, received };
    }
  }
}

/** The aggregation nodes of a group, each given away once. */
class Joins {
  private readonly free: Set<string>;

  constructor(
    private readonly document: GraphDocument,
    ids: readonly string[],
    private readonly byInputs: ReadonlyMap<string, string>,
  ) {
    this.free = new Set(ids);
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
