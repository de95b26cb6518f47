import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { connect } from '#lib/graph/commands/connect.ts';
import { emptyDocument, type GraphDocument, type GraphNode } from '#lib/graph/document/document.ts';
import { applyPatch } from '#lib/graph/document/patch.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { unwrap, type Fix, type Issue, type Result } from '#lib/issue.ts';
import { describe, expect, it } from 'vitest';
import { applyFix, repairsOf } from './apply-fix.ts';
import { checkConnection } from './check-connection.ts';
import { networkDomain } from './domain.ts';
import { connectionTo, fittingPorts, fittingSources } from './fitting-ports.ts';
import { shapeOf } from './infer.ts';

const node = (id: string, kind: string, inputs: string[], attributes: GraphNode['attributes'] = {}): GraphNode => ({
  id,
  kind,
  inputs,
  attributes,
});

//  image 3×64×64 ─ stem 16×64×64 ─ half 32×32×32 ─ quarter 64×16×16
//  join takes half; sum takes half; mix takes quarter
const start: GraphDocument = {
  ...emptyDocument,
  nodes: [
    node('image', 'input', [], { channels: 3, height: 64, width: 64 }),
    node('stem', 'conv-unit', ['image'], { outChannels: 16 }),
    node('half', 'block', ['stem'], { block: 'basic', outChannels: 32, stride: 2 }),
    node('quarter', 'block', ['half'], { block: 'basic', outChannels: 64, stride: 2 }),
    node('join', 'aggregation', ['half'], { outChannels: 32 }),
    node('sum', 'add', ['half']),
    node('residual', 'block', ['half'], { block: 'basic', outChannels: 64, stride: 2 }),
  ],
  groups: [{ id: 'level2', members: ['half', 'join'] }],
};

const only = (result: Result<unknown>): Issue => {
  if (result.ok) throw new Error('not refused');
  expect(result.issues).toHaveLength(1);
  return result.issues[0]!;
};
const refusal = (from: string, to: string, input?: number): Issue =>
  only(connect(start, { from, to, ...(input !== undefined && { input }) }, networkDomain));

const faultsAt = (document: GraphDocument, id: string): readonly Issue[] =>
  lowerDocument(document).issues.filter(({ at }) => at === id);

describe('checkConnection', () => {
  it('[T1] names both shapes, the rule and the equation, and offers what mends it', () => {
    expect(refusal('stem', 'join')).toEqual({
      kind: 'unfit-connection',
      at: 'join',
      expected: { rule: 'sizes-differ', value: [32, 32], shape: [32, 32, 32], equation: 'aggregation-node' },
      received: { from: 'stem', input: 1, shape: [16, 64, 64], value: [64, 64] },
      fixes: [{ kind: 'insert-down-sample', from: 'stem', to: 'join', input: 1, replaces: false, factor: 2 }],
    });
  });

  const mended: readonly (readonly [string, string, number | undefined, readonly Partial<Fix>[]])[] = [
    ['quarter', 'join', undefined, [{ kind: 'insert-up-sample', factor: 2 }]],
    ['stem', 'sum', undefined, [{ kind: 'insert-down-sample', factor: 2, outChannels: 32 }]],
    ['quarter', 'sum', undefined, [{ kind: 'insert-up-sample', factor: 2, outChannels: 32 }]],
    ['half', 'residual', 1, [{ kind: 'insert-down-sample', factor: 2, outChannels: 64 }]],
    ['stem', 'residual', 1, [{ kind: 'insert-down-sample', factor: 4, outChannels: 64 }]],
  ];
  it.each(mended)('[T2] %s → %s is refused, and its repair works in one patch', (from, to, input, fixes) => {
    const issue = refusal(from, to, input);
    expect(issue.fixes).toMatchObject(fixes);
    for (const fix of issue.fixes!) {
      const next = applyPatch(start, unwrap(applyFix(start, fix)));
      // A join that has one input more is whole; what was whole before stays so.
      expect(faultsAt(next, to)).toEqual([]);
      expect(indexOf(next).node.get(to)!.inputs).toHaveLength(2);
      expect(shapeOf(next, to)).toBeDefined();
    }
  });

  it('[T3] a map of the same size and other channels: a projection', () => {
    const wide = { ...start, nodes: [...start.nodes, node('wide', 'conv-unit', ['half'], { outChannels: 48 })] };
    const issue = only(connect(wide, { from: 'wide', to: 'sum' }, networkDomain));
    expect(issue).toMatchObject({ expected: { rule: 'shapes-differ', equation: 'add' } });
    expect(issue.fixes).toEqual([
      { kind: 'insert-projection', from: 'wide', to: 'sum', input: 1, replaces: false, outChannels: 32 },
    ]);
    const next = applyPatch(wide, unwrap(applyFix(wide, issue.fixes![0]!)));
    expect(lowerDocument(next).issues).toEqual([]);
  });

  it('[T4] a new node of a repair stands in the group of the node that it mends', () => {
    const next = applyPatch(start, unwrap(applyFix(start, refusal('stem', 'join').fixes![0]!)));
    expect(next.groups[0]!.members).toEqual(['half', 'join', 'join-down-sample']);
    expect(indexOf(next).node.get('join')!.inputs).toEqual(['half', 'join-down-sample']);
  });

  it('[T5] says nothing of what cannot be judged: unknown shapes, and faults that were there before', () => {
    const loose = {
      ...start,
      nodes: [...start.nodes, node('loose', 'conv-unit', [], { outChannels: 8 }), node('bad', 'add', ['half', 'stem'])],
    };
    expect(checkConnection(loose, { from: 'loose', to: 'join' })).toEqual([]);
    expect(checkConnection(loose, { from: 'half', to: 'bad' })).toEqual([]);
  });
});

describe('repairsOf', () => {
  it('[T6] an edge that is there is mended in its place', () => {
    const broken = {
      ...start,
      nodes: [...start.nodes, node('bad', 'aggregation', ['half', 'stem'], { outChannels: 8 })],
    };
    const [issue] = faultsAt(broken, 'bad');
    const fixes = repairsOf(broken, issue!);
    expect(fixes).toContainEqual({
      kind: 'insert-down-sample',
      from: 'stem',
      to: 'bad',
      input: 1,
      replaces: true,
      factor: 2,
    });
    for (const fix of fixes) expect(faultsAt(applyPatch(broken, unwrap(applyFix(broken, fix))), 'bad')).toEqual([]);
  });

  it('[T7] what lowering offers is done', () => {
    const broken = {
      ...start,
      nodes: [...start.nodes, node('bad', 'block', ['half', 'half'], { block: 'basic', outChannels: 64 })],
    };
    const [issue] = faultsAt(broken, 'bad');
    expect(issue!.fixes).toEqual([{ kind: 'insert-projection', node: 'bad', input: 1 }]);
    const next = applyPatch(broken, unwrap(applyFix(broken, issue!.fixes![0]!)));
    expect(faultsAt(next, 'bad')).toEqual([]);
  });
});

describe('fittingPorts', () => {
  it('[T8] lists exactly the ports whose connection is not refused', () => {
    const document = buildNetwork(presetConfig('dla34'));
    for (const { id: from } of document.nodes.filter((_, index) => index % 5 === 0)) {
      const ports = new Set(fittingPorts(document, from).map((port) => JSON.stringify(port)));
      for (const { id: to, inputs } of document.nodes)
        for (let input = 0; input <= inputs.length; input += 1) {
          const replaces = input < inputs.length;
          if (replaces && inputs[input] === from) continue;
          const answer = connect(document, { from, to, input, replaces }, networkDomain);
          expect([from, to, input, answer.ok]).toEqual([
            from,
            to,
            input,
            ports.has(JSON.stringify({ node: to, input, replaces })),
          ]);
        }
    }
  });

  it('[T9] a drop on a node goes behind its inputs, else to the last one that fits', () => {
    expect(connectionTo(start, 'half', 'join')).toEqual({ from: 'half', to: 'join', input: 1, replaces: false });
    expect(connectionTo(start, 'stem', 'quarter')).toEqual({ from: 'stem', to: 'quarter', input: 0, replaces: true });
    // Nothing fits: the edge that would be drawn is refused with its repairs.
    expect(connectionTo(start, 'stem', 'sum')).toEqual({ from: 'stem', to: 'sum', input: 1, replaces: false });
  });

  it('[T10] a head gives nothing', () => {
    expect(fittingPorts(buildNetwork(presetConfig('dla34')), 'fc')).toEqual([]);
  });
});

describe('fittingSources', () => {
  it('[T20] names what could stand in the place of an input: of a shape that fits, and behind no circle', () => {
    const twice = start.nodes.map((each) => (each.id === 'join' ? { ...each, inputs: ['half', 'half'] } : each));
    const document = { ...start, nodes: twice };
    const all = document.nodes.map(({ id }) => id);
    expect(fittingSources(document, { to: 'join', input: 1 }, all)).toEqual(['sum']);
    expect(fittingSources(document, { to: 'nowhere', input: 0 }, all)).toEqual([]);
  });
});
