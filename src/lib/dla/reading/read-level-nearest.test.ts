import type { GraphDocument, GraphNode } from '#lib/graph/document/document.ts';
import { unwrap } from '#lib/issue.ts';
import { describe, expect, it } from 'vitest';
import { make, outChannels, type Made } from '#tests/dla/made-level.ts';
import { readLevel } from './read-level.ts';

describe('[naming] the nearest structure and the first edge that differs', () => {
  const level: Made = {
    structure: 'ida',
    blocks: 4,
    levelRoot: true,
    rootResidual: false,
    stride: 2,
    inChannels: 16,
    byHand: false,
  };
  const withInputs = (id: string, inputs: readonly string[]): GraphDocument => {
    const document = make(level);
    return { ...document, nodes: document.nodes.map((node) => (node.id === id ? { ...node, inputs } : node)) };
  };

  it('says which input of which node differs', () => {
    expect(readLevel(withInputs('level-n2', ['level-b3', 'level-b1']), 'level')).toMatchObject({
      ok: false,
      issues: [
        {
          kind: 'no-structure',
          at: 'level-n2',
          expected: { structure: 'ida', input: 1, takes: 'level-n1' },
          received: 'level-b1',
        },
      ],
    });
  });

  it('says that the pooled input is missing or stands elsewhere', () => {
    expect(readLevel(withInputs('level-n3', ['level-b4', 'level-down', 'level-n2']), 'level')).toMatchObject({
      issues: [{ at: 'level-n3', expected: { structure: 'ida', input: 1, takes: 'level-n2' }, received: 'level-down' }],
    });
  });

  it('does not take a result that leaves beside the output', () => {
    const document = make(level);
    const leak: GraphNode = { id: 'leak', kind: 'relu', inputs: ['level-n1'], attributes: {} };
    expect(readLevel({ ...document, nodes: [...document.nodes, leak] }, 'level')).toMatchObject({
      issues: [{ at: 'leak', expected: { structure: 'ida', input: 0, takes: 'level-n3' }, received: 'level-n1' }],
    });
  });

  it('says that a node is missing', () => {
    const document = make({ ...level, levelRoot: false });
    const without: GraphDocument = {
      ...document,
      nodes: document.nodes
        .map((node) => (node.id === 'fc' ? { ...node, inputs: ['level-n2'] } : node))
        .filter(({ id }) => id !== 'level-n3'),
      groups: document.groups.map((group) => ({ ...group, members: group.members.filter((id) => id !== 'level-n3') })),
    };
    expect(readLevel(without, 'level')).toMatchObject({ ok: false, issues: [{ kind: 'no-structure' }] });
  });

  it('a group without a block, and a group that is not there, are no level', () => {
    const document = make(level);
    const groups = [...document.groups, { id: 'loose', members: ['stem'] }];
    for (const id of ['loose', 'nowhere'])
      expect(readLevel({ ...document, groups }, id)).toEqual({ ok: false, issues: [{ kind: 'not-a-level', at: id }] });
  });

  it('two blocks are one network by five names; the weight names decide', () => {
    const pair: Made = { ...level, blocks: 2 };
    expect(unwrap(readLevel(make(pair), 'level'))).toMatchObject({
      structure: 'ida',
      equals: ['shallow', 'ida', 'tree', 'reentrant', 'merged'],
    });
    expect(unwrap(readLevel(make({ ...pair, structure: 'merged' }), 'level')).structure).toBe('merged');
  });

  it('parts that disagree are told', () => {
    const document = make(level);
    const nodes = document.nodes.map((node) =>
      node.id === 'level-n1' ? { ...node, attributes: { outChannels, residual: true } } : node,
    );
    expect(unwrap(readLevel({ ...document, nodes }, 'level'))).toMatchObject({
      mixed: ['residual'],
      rootResidual: false,
    });
  });
});
