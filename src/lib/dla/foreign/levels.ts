import { headOf, isImage } from '#lib/dla/modules/modules.ts';
import type { GraphDocument, GraphGroup, GraphNode } from '#lib/graph/document/document.ts';

/** What stands in a group or at the top, in the order of computation, and the size of its results where it has one size. */
interface Member {
  readonly id: string;
  readonly kind: string;
  readonly size: string | undefined;
  /** What it holds, where it is a group. */
  readonly group?: GraphGroup;
  /** Whether it has blocks: a group of them is a level by itself. */
  readonly blocks: boolean;
  /** Whether it brings a map up. */
  readonly up: boolean;
  readonly first: number;
}

/**
 * Puts what follows each other at one resolution into a group, a level, where the exporter's names have no group for it, and a
 * decoder into another. These groups add nothing to the names of weights.
 */
export const withLevels = (document: GraphDocument, sizes: ReadonlyMap<string, string>): GraphDocument =>
  new Levels(document, sizes).arranged();

class Levels {
  private readonly nodes: ReadonlyMap<string, { readonly node: GraphNode; readonly index: number }>;
  private readonly groups: ReadonlyMap<string, GraphGroup>;
  private readonly ids: Set<string>;
  private readonly made: GraphGroup[] = [];
  private readonly changed = new Map<string, readonly string[]>();

  constructor(
    private readonly document: GraphDocument,
    private readonly sizes: ReadonlyMap<string, string>,
  ) {
    this.nodes = new Map(document.nodes.map((node, index) => [node.id, { node, index }]));
    this.groups = new Map(document.groups.map((group) => [group.id, group]));
    this.ids = new Set([...this.nodes.keys(), ...this.groups.keys()]);
  }

  arranged(): GraphDocument {
    const held = new Set(this.document.groups.flatMap(({ members }) => members));
    const members = [...this.ids].filter((id) => !held.has(id)).map((id) => this.member(id));
    // What takes the image first is the stem.
    const [image, stem, ...rest] = members.sort(byPlace);
    const all = stem?.group ? [image!, stem, ...rest] : rest;
    const end = decoderStart(all);
    this.arrange(all.slice(0, end), false);
    const decoder = all.slice(end).filter(({ size, group }) => size !== undefined && !group);
    if (decoder.length > 1) this.add('decoder', 'decoder', decoder);
    const groups = this.document.groups.map((group) => ({
      ...group,
      members: this.changed.get(group.id) ?? group.members,
    }));
    return { ...this.document, groups: [...groups, ...this.made] };
  }

  private member(id: string): Member {
    const known = this.nodes.get(id);
    if (known) return memberOf(known.node, known.index, this.sizes);
    const group = this.groups.get(id)!;
    const inner = group.members.map((member) => this.member(member)).sort(byPlace);
    const all = new Set(inner.map(({ size }) => size));
    const levels = runsOf(inner).filter(isLevel).length;
    // A block that begins at another size than it ends with is as large as its end; what holds several levels has no size.
    const size = all.size === 1 ? inner[0]!.size : levels > 1 ? undefined : inner.at(-1)!.size;
    const [blocks, up] = [inner.some((each) => each.blocks), inner.some((each) => each.up)];
    return { id, kind: 'group', group, size, blocks, up, first: inner[0]!.first };
  }

  /** Ids of members, those of a level in a group of their own. */
  private arrange(members: readonly Member[], isWhole: boolean): readonly string[] {
    const runs = runsOf(members);
    return runs.flatMap((run) => {
      for (const { group, size, up } of run)
        if (group && size === undefined && !up)
          this.changed.set(group.id, this.arrange(group.members.map((id) => this.member(id)).sort(byPlace), true));
      const level = levelOf(run);
      if ((isWhole && runs.length === 1) || !isLevel(level)) return run.map(({ id }) => id);
      const count = this.made.length + 1;
      return [this.add(`level-${count}`, `level ${count}`, level), ...run.slice(level.length).map(({ id }) => id)];
    });
  }

  private add(wanted: string, label: string, members: readonly Member[]): string {
    let id = wanted;
    while (this.ids.has(id)) id = `${id}_`;
    this.ids.add(id);
    this.made.push({ id, name: '', label, members: members.map((member) => member.id) });
    return id;
  }
}

const byPlace = (a: Member, b: Member): number => a.first - b.first;

/** Ends of a network, and what is one pixel, belong to no level. */
function memberOf(node: GraphNode, first: number, sizes: ReadonlyMap<string, string>): Member {
  const { id, kind } = node;
  const found = sizes.get(id);
  const size = isImage(node) || headOf(node) || found === '1×1' ? undefined : found;
  return { id, kind, size, blocks: kind === 'block', up: kind === 'up-sample', first };
}

/** Members that follow each other and have one size. */
function runsOf(members: readonly Member[]): readonly (readonly Member[])[] {
  const runs: Member[][] = [];
  for (const member of members) {
    const last = runs.at(-1);
    if (last && member.size !== undefined && last[0]!.size === member.size) last.push(member);
    else runs.push([member]);
  }
  return runs;
}

const isDeep = ({ kind, blocks }: Member): boolean => blocks || kind === 'aggregation';

/** A level of blocks ends with the last of them, or with the node that joins them. */
const levelOf = (run: readonly Member[]): readonly Member[] =>
  run.some(({ blocks }) => blocks) ? run.slice(0, run.findLastIndex(isDeep) + 1) : run;

/** Where a decoder begins: behind the last block where a map is brought up after it, else where one is first. */
function decoderStart(members: readonly Member[]): number {
  const up = members.findIndex((member) => member.up && !member.group);
  if (up < 0) return members.length;
  const last = members.findLastIndex(isDeep);
  return last < up ? last + 1 : up;
}

/** Several nodes, or several groups that are no levels by themselves. */
function isLevel(run: readonly Member[]): boolean {
  const groups = run.filter(({ group }) => group);
  if (groups.some(({ blocks }) => blocks)) return false;
  const nodes = run.length - groups.length;
  return groups.length > 1 || nodes > 2 || (groups.length === 0 && nodes > 1);
}
