import { unwrap } from '#lib/issue.ts';
import { describe, expect, it } from 'vitest';
import { after, edgesOf, graph, refusals, toy } from '#tests/graph/toy.ts';
import { connect } from './connect.ts';
import { disconnect } from './disconnect.ts';
import { insertOnEdge } from './insert-on-edge.ts';
import { moveEdge, reconnect } from './reconnect.ts';
import { reorderInputs } from './reorder-inputs.ts';

//  s ─ a ─ b ─ c ─ e
//       \──── j ──┘ (j takes c and a)
const diamond = graph({ s: '', a: 's', b: 'a', c: 'b', j: 'c a', e: 'j' });

describe('connect', () => {
  it('[C1] puts an edge behind the others, or where it is told', () => {
    expect(edgesOf(after(diamond, connect(diamond, { from: 'b', to: 'j' }, toy))).j).toBe('c a b');
    expect(edgesOf(after(diamond, connect(diamond, { from: 'b', to: 'j', input: 0 }, toy))).j).toBe('b c a');
    expect(edgesOf(after(diamond, connect(diamond, { from: 'b', to: 'j', input: 1, replaces: true }, toy))).j).toBe(
      'c b',
    );
  });

  it('[C2] refuses a circle and says how it runs', () => {
    const answer = connect(diamond, { from: 'c', to: 'a', input: 0, replaces: true }, toy);
    expect(answer).toMatchObject({ ok: false, issues: [{ kind: 'cycle', at: 'a', received: ['a', 'b', 'c', 'a'] }] });
    expect(refusals(connect(diamond, { from: 'j', to: 'j' }, toy))).toEqual(['cycle']);
  });

  it('[C3] refuses an end as a source, a full node, a place that is not there, and what does not exist', () => {
    expect(refusals(connect(diamond, { from: 'e', to: 'j' }, toy))).toEqual(['head-taken']);
    expect(refusals(connect(diamond, { from: 'b', to: 'j', input: 3 }, toy))).toEqual(['no-such-input']);
    expect(refusals(connect(diamond, { from: 'x', to: 'j' }, toy))).toEqual(['missing-node']);
    expect(connect(diamond, { from: 'a', to: 'e' }, toy)).toMatchObject({
      ok: false,
      issues: [{ kind: 'too-many-inputs', fixes: [{ kind: 'reconnect', from: 'a', to: 'e', input: 0 }] }],
    });
  });

  it('[C4] asks the domain last, and hands its issues on', () => {
    const strict = { ...toy, check: () => [{ kind: 'unfit-connection' as const, at: 'j' }] };
    expect(refusals(connect(diamond, { from: 'b', to: 'j' }, strict))).toEqual(['unfit-connection']);
  });
});

describe('disconnect, reconnect, reorder', () => {
  it('[C5] the inputs behind a lost edge move up', () => {
    expect(edgesOf(after(diamond, disconnect(diamond, { to: 'j', input: 0 }))).j).toBe('a');
    expect(refusals(disconnect(diamond, { to: 'j', input: 2 }))).toEqual(['no-such-input']);
  });

  it('[C6] another source keeps the place of the edge', () => {
    expect(edgesOf(after(diamond, reconnect(diamond, { from: 'b', to: 'j', input: 0 }, toy))).j).toBe('b a');
  });

  it('[C7] an edge that is led to another node leaves the first and carries the same', () => {
    const moved = after(diamond, moveEdge(diamond, { end: { to: 'j', input: 1 }, target: { to: 'j', input: 0 } }, toy));
    expect(edgesOf(moved).j).toBe('a c');
    const apart = graph({ a: '', b: '', c: '', j: 'a b c' });
    const last = moveEdge(apart, { end: { to: 'j', input: 0 }, target: { to: 'j', input: 2, replaces: true } }, toy);
    expect(edgesOf(after(apart, last)).j).toBe('b c a');
    const away = moveEdge(diamond, { end: { to: 'j', input: 1 }, target: { to: 'c', input: 0, replaces: true } }, toy);
    expect(edgesOf(after(diamond, away))).toMatchObject({ j: 'c', c: 'a' });
  });

  it('[C8] order is meaning: a new order lists every place once', () => {
    expect(edgesOf(after(diamond, reorderInputs(diamond, { node: 'j', order: [1, 0] }))).j).toBe('a c');
    expect(refusals(reorderInputs(diamond, { node: 'j', order: [0, 0] }))).toEqual(['not-an-order']);
    expect(refusals(reorderInputs(diamond, { node: 'j', order: [0] }))).toEqual(['not-an-order']);
  });
});

describe('insertOnEdge', () => {
  const step = { kind: 'step', attributes: {} };

  it('[C9] the new node stands between the ends, in their common group, before its taker', () => {
    const grouped = { ...diamond, groups: [{ id: 'g', members: ['b', 'c'] }] };
    const next = after(grouped, insertOnEdge(grouped, { to: 'c', input: 0, node: step }, toy));
    expect(edgesOf(next)).toMatchObject({ step: 'b', c: 'step' });
    expect(next.groups[0]!.members).toEqual(['b', 'step', 'c']);
    expect(next.nodes.map(({ id }) => id)).toEqual(['s', 'a', 'b', 'step', 'c', 'j', 'e']);
  });

  it('[C10] refuses what takes nothing or gives nothing', () => {
    const kinds = ['source', 'end', 'other'].map((kind) =>
      refusals(insertOnEdge(graph({ a: '', b: 'a' }), { to: 'b', input: 0, node: { kind, attributes: {} } }, toy)),
    );
    expect(kinds).toEqual([['too-many-inputs'], ['head-taken'], ['unknown-kind']]);
    expect(unwrap(insertOnEdge(diamond, { to: 'e', input: 0, node: step }, toy)).nodes).toHaveLength(2);
  });
});
