import { decoderGroups } from '#lib/dla/decoders/names.ts';
import { isChoice } from '#lib/dla/structures/choice.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { nameOf, type GraphDocument, type GraphGroup, type GraphNode } from '#lib/graph/document/document.ts';
import { consumersOf, indexOf, nodesIn } from '#lib/graph/document/queries.ts';
import type { Result } from '#lib/issue.ts';
import { inComputation } from './level-parts.ts';
import { signOf } from './node-kinds.ts';
import { readLevel, type LevelReading } from './read-level.ts';

/** What a group is, by what it holds. */
export interface GroupReading {
  readonly kind: 'aggregation' | 'conv' | 'decoder' | 'other' | 'wrapper';
  /** Of a group with blocks: its structure, or why it has none. */
  readonly level?: Result<LevelReading>;
}

/** The node of a group whose result leaves it, the last one in the order of computation; else its last node. */
export function groupOutput(document: GraphDocument, groupId: string): string | undefined {
  const members = nodesIn(document, groupId);
  const inside = new Set(members);
  const ordered = inComputation(document, members);
  const leaves = (id: string): boolean => {
    const takers = consumersOf(document, id);
    return takers.length === 0 || takers.some((taker) => !inside.has(taker));
  };
  return ordered.findLast(leaves) ?? ordered.at(-1);
}

/** Reads the groups of one document, each once: what a group is may hang on those inside it. */
export class GroupReader {
  private readonly read = new Map<string, GroupReading>();
  private readonly held = new Map<string, readonly GraphNode[]>();

  constructor(private readonly document: GraphDocument) {}

  kindOf(group: GraphGroup): GroupReading {
    const known = this.read.get(group.id) ?? this.classify(group);
    this.read.set(group.id, known);
    return known;
  }

  /** The nodes of a group in document order. */
  nodes({ id }: GraphGroup): readonly GraphNode[] {
    const { node } = indexOf(this.document);
    const known = this.held.get(id) ?? nodesIn(this.document, id).map((each) => node.get(each)!);
    this.held.set(id, known);
    return known;
  }

  /** Groups directly inside one that hold nodes. */
  inner({ members }: GraphGroup): readonly GraphGroup[] {
    const { group } = indexOf(this.document);
    return members.flatMap((id) => group.get(id) ?? []).filter((each) => this.nodes(each).length > 0);
  }

  /**
   * One of the six structures is a level, whatever groups a person put into it. What does not read as one may be a
   * decoder, or hold levels; a group with blocks that is neither is a level that departs from all six.
   */
  private classify(group: GraphGroup): GroupReading {
    const level = this.hasBlocks(group) ? readLevel(this.document, group.id) : undefined;
    const isWhole = level?.ok && !level.value.mixed.includes('stride') && !level.value.mixed.includes('channels');
    if (!isWhole && this.isDecoder(group)) return { kind: 'decoder' };
    if (!isWhole && this.isWrapper(group)) return { kind: 'wrapper' };
    if (level) return { kind: 'aggregation', level };
    return { kind: this.isConvLevel(group) ? 'conv' : 'other' };
  }

  private hasBlocks(group: GraphGroup): boolean {
    return this.nodes(group).some(({ kind }) => kind === 'block');
  }

  /**
   * A decoder, and every group in it, has nodes that decode, or the name that builders give one that needs none. One
   * with blocks joins several maps, as U-Net's do: a level in which something is brought up takes one.
   */
  private isDecoder(group: GraphGroup): boolean {
    const hasBlocks = this.hasBlocks(group);
    const isNamed = !hasBlocks && decoderGroups.includes(nameOf(group));
    if (!isNamed && !this.nodes(group).some(({ kind }) => signOf(kind) === 'decodes')) return false;
    return (!hasBlocks || this.sources(group).size > 1) && this.inner(group).every((each) => this.isDecoder(each));
  }

  /** Ids of the nodes outside whose results a group takes. */
  private sources(group: GraphGroup): ReadonlySet<string> {
    const inside = new Set(this.nodes(group).map(({ id }) => id));
    return new Set(this.nodes(group).flatMap(({ inputs }) => inputs.filter((input) => !inside.has(input))));
  }

  /**
   * A group that only holds others together, as `base` does: they have labels, results of different sizes, or are
   * levels themselves. In a group with a label those without only give names, as the trees of a merged level do.
   */
  private isWrapper(group: GraphGroup): boolean {
    const inner = this.inner(group);
    const labelled = inner.filter((each) => each.label !== undefined && !isChoice(each));
    if (labelled.length > 1 || this.heights(inner).size > 1) return true;
    const parts = group.label === undefined ? inner : labelled;
    const blocky = parts.filter((each) => this.hasBlocks(each));
    const held = new Set(blocky.flatMap((each) => this.nodes(each)));
    if (this.nodes(group).some((node) => node.kind === 'block' && !held.has(node))) return false;
    return blocky.length > 0
      ? blocky.every((each) => this.kindOf(each).level?.ok)
      : labelled.some((each) => this.kindOf(each).kind === 'conv');
  }

  private heights(groups: readonly GraphGroup[]): ReadonlySet<number> {
    if (groups.length < 2) return new Set();
    const { graph } = lowerDocument(this.document);
    const results = groups.flatMap(({ id }) => graph.results.get(groupOutput(this.document, id) ?? '') ?? []);
    return new Set(results.map((op) => graph.ops[op]!.shape[1]));
  }

  /** Convolutions with their norms and activations, one after the other. */
  private isConvLevel(group: GraphGroup): boolean {
    const nodes = this.nodes(group);
    const inside = new Set(nodes.map(({ id }) => id));
    const first = nodes.filter(({ inputs }) => !inside.has(inputs[0] ?? ''));
    const forks = nodes.some(
      ({ id }) => consumersOf(this.document, id).filter((taker) => inside.has(taker)).length > 1,
    );
    const signs = new Set(nodes.map(({ kind }) => signOf(kind)));
    const isSequence = first.length === 1 && !forks;
    return isSequence && signs.has('convolves') && !signs.has('decodes') && !signs.has('nothing');
  }
}
