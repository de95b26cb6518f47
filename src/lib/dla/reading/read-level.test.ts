import type { GraphDocument } from '#lib/graph/document/document.ts';
import { nodesIn, topologicalOrder } from '#lib/graph/document/queries.ts';
import { unwrap } from '#lib/issue.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyLevel } from '#tests/dla/any-level.ts';
import { make, outChannels, type Made } from '#tests/dla/made-level.ts';
import { scaled } from '#tests/scaled.ts';
import { readLevel } from './read-level.ts';
import {
  blocksFault,
  hasNode,
  structureNames,
  structures,
  type StructureName,
} from '#lib/dla/structures/structures.ts';

/** The same network by other ids and in another order. */
function disguised(document: GraphDocument, order: number): GraphDocument {
  const rename = (id: string): string => (id === 'level' ? id : `x${order % 997}-${[...id].reverse().join('')}`);
  const nodes = document.nodes.map((node) => ({ ...node, id: rename(node.id), inputs: node.inputs.map(rename) }));
  const groups = document.groups.map((group) => ({
    ...group,
    id: rename(group.id),
    members: group.members.map(rename),
  }));
  const shuffled = nodes
    .map((node, index) => [Math.imul(order + index, 0x9e3779b1), node] as const)
    .sort(([a], [b]) => a - b)
    .map(([, node]) => node);
  return { ...document, nodes: shuffled, groups };
}

const order = fc.integer({ min: 1, max: 1_000_000 });

/**
 * What a level computes as a number that only equal terms share, and how many parts it has: written without the
 * structures' plans laid over it, to check the reading by.
 */
class Terms {
  private readonly numbers = new Map<string, number>();

  canonical(document: GraphDocument): string {
    const inside = new Set(nodesIn(document, 'level'));
    const byId = new Map(document.nodes.map((node) => [node.id, node]));
    const terms = new Map<string, string>();
    const term = (id: string): string => terms.get(id) ?? 'outside';
    let leaves = '';
    for (const id of topologicalOrder(document).ids) {
      const node = byId.get(id)!;
      if (!inside.has(id)) {
        leaves += node.inputs
          .filter((input) => inside.has(input))
          .map((input) => `${node.kind}(${term(input)})`)
          .join();
        continue;
      }
      const [first, second] = node.inputs.map(term);
      // The first block's residual may be a node's or its own; both are one network.
      const residual = second === 'bottom' || second === 'projected' || second === first ? undefined : second;
      if (node.kind === 'down-sample') terms.set(id, 'bottom');
      else if (node.kind === 'conv-unit') terms.set(id, 'projected');
      else
        terms.set(
          id,
          this.number(node.kind === 'block' ? ['block', first, residual] : ['node', ...node.inputs.map(term)]),
        );
    }
    // A pool or projection that nothing takes is a second result of the level.
    const idle = (id: string): boolean => !document.nodes.some(({ inputs }) => inputs.includes(id));
    const isPart = ([id, each]: [string, string]) => (each !== 'bottom' && each !== 'projected') || idle(id);
    const parts = [...terms].filter(isPart).map(([, each]) => each);
    return `${leaves} ${parts.sort().join()} ${new Set(parts).size}`;
  }

  private number(parts: readonly (string | undefined)[]): string {
    const key = parts.join(' ');
    const known = this.numbers.get(key) ?? this.numbers.size;
    this.numbers.set(key, known);
    return `#${known}`;
  }
}

const LEVELS = scaled(10_000, 1000);
const terms = new Terms();
const canonicals = new Map<string, ReadonlyMap<string, readonly StructureName[]>>();

/** The structures that a level of some blocks may be, by what they compute. */
function known(blocks: number, like: Made): ReadonlyMap<string, readonly StructureName[]> {
  const key = `${blocks} ${like.stride} ${like.byHand} ${like.inChannels}`;
  const found = canonicals.get(key);
  if (found) return found;
  const table = new Map<string, StructureName[]>();
  for (const structure of structureNames) {
    if (blocksFault(structure, blocks)) continue;
    for (const levelRoot of hasNode(structure, blocks) ? [false, true] : [false]) {
      const canonical = terms.canonical(make({ ...like, structure, blocks, levelRoot, rootResidual: false }));
      table.set(canonical, [...(table.get(canonical) ?? []), structure]);
    }
  }
  canonicals.set(key, table);
  return table;
}

describe('[naming] a level is named by its edges', () => {
  it('names many levels right, whatever their ids and order', () => {
    fc.assert(
      fc.property(anyLevel, order, (level, shuffle) => {
        const document = disguised(make(level), shuffle);
        const reading = unwrap(readLevel(document, 'level'));
        const alike = reading.equals.toSorted();
        const twins = known(level.blocks, level).get(terms.canonical(make(level)))!;
        expect(alike).toEqual([...twins].sort());
        expect(alike).toContain(level.structure);
        expect(reading).toMatchObject({
          levelRoot: level.levelRoot,
          rootResidual: level.rootResidual,
          stride: level.stride,
          outChannels,
          mixed: [],
        });
        expect(reading.blocks).toHaveLength(level.blocks);
        expect(reading.nodes).toHaveLength(structures[level.structure].plan(level.blocks).nodes.length);
      }),
      { numRuns: LEVELS, seed: 4 },
    );
  });

  it('names many changed levels as what they have become: mostly nothing', () => {
    const change = fc.record({
      kind: fc.constantFrom('exchange', 'swap', 'drop', 'add'),
      node: fc.nat(),
      input: fc.nat(),
      other: fc.nat(),
    });
    let none = 0;
    fc.assert(
      fc.property(anyLevel, change, order, (level, { kind, node, input, other }, shuffle) => {
        const document = make(level);
        const inside = nodesIn(document, 'level').filter((id) => !/down|project/.test(id));
        const target = inside[node % inside.length]!;
        const sources = ['stem', ...inside.filter((id) => id !== target)];
        const edit = (inputs: readonly string[]): string[] => {
          const at = input % inputs.length;
          const source = sources[other % sources.length]!;
          if (kind === 'swap') return inputs.length < 2 ? [...inputs] : [...inputs].reverse();
          if (kind === 'drop') return inputs.length < 2 ? [...inputs] : inputs.filter((_, index) => index !== at);
          if (kind === 'add') return [...inputs.slice(0, at + 1), source, ...inputs.slice(at + 1)];
          return inputs.map((each, index) => (index === at ? source : each));
        };
        const nodes = document.nodes.map((each) =>
          each.id === target ? { ...each, inputs: edit(each.inputs) } : each,
        );
        const changed = { ...document, nodes };
        fc.pre(topologicalOrder(changed).unplaced.length === 0);
        // The first block's residual may be dropped: then it has a projection of its own, and the pool is idle.
        fc.pre(!(target === 'level-b1' && kind !== 'exchange'));
        fc.pre(!(target === 'level-b1' && input % 2 === 1));
        const expected = known(level.blocks, level).get(terms.canonical(changed));
        const reading = readLevel(disguised(changed, shuffle), 'level');
        if (!expected) none += 1;
        if (reading.ok) expect(reading.value.equals.toSorted()).toEqual([...(expected ?? [])].sort());
        else {
          expect(expected).toBeUndefined();
          expect(reading.issues[0]).toMatchObject({ kind: 'no-structure' });
        }
      }),
      { numRuns: LEVELS, seed: 5 },
    );
    expect(none).toBeGreaterThan(LEVELS / 2);
  });
});
