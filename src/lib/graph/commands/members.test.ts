import { emptyDocument } from '#lib/graph/document/document.ts';
import { unwrap } from '#lib/issue.ts';
import { describe, expect, it } from 'vitest';
import { after, edgesOf, graph, refusals, toy } from '#tests/graph/toy.ts';
import { addNode } from './add-node.ts';
import { clipFor, copyMembers, parseClip, serialiseClip } from './clip.ts';
import { addedIds } from './edit.ts';
import { duplicate, repeat } from './duplicate.ts';
import { pasteMembers } from './paste-members.ts';
import { removeMembers } from './remove-members.ts';

//  s ─ a ─ b ─ c ─ j ─ e       j takes c and a; b and c are in a group
const diamond = graph({ s: '', a: 's', b: 'a', c: 'b', j: 'c a', e: 'j' }, [{ id: 'g', members: ['b', 'c'] }]);

describe('addNode', () => {
  it('[M1] stands behind what it takes, in the same group, under an id of its own', () => {
    const patch = addNode(diamond, { node: { kind: 'join', attributes: {} }, inputs: ['b', 'a'] }, toy);
    const next = after(diamond, patch);
    expect(addedIds(unwrap(patch))).toEqual(['join']);
    expect(edgesOf(next).join).toBe('b a');
    expect(next.groups[0]!.members).toEqual(['b', 'join', 'c']);
    expect(next.nodes[3]!.id).toBe('join');
    const second = after(next, addNode(next, { node: { kind: 'join', attributes: {} }, at: [3.14159, -0] }, toy));
    expect(second.nodes.at(-1)!.id).toBe('join-2');
    expect(second.positions).toEqual(new Map([['join-2', [3.14, 0]]]));
  });

  it('[M2] refuses a second of a single kind, an unknown kind, and inputs that cannot be', () => {
    const add = (kind: string, inputs: string[] = []) =>
      refusals(addNode(diamond, { node: { kind, attributes: {} }, inputs }, toy));
    expect(add('source')).toEqual(['single-kind']);
    expect(add('block')).toEqual(['unknown-kind']);
    expect(add('join', ['e'])).toEqual(['head-taken']);
    expect(add('step', ['a', 'b'])).toEqual(['too-many-inputs']);
    expect(add('step', ['x'])).toEqual(['missing-node']);
  });
});

describe('removeMembers', () => {
  it('[M3] the chain heals, and its emptied group goes', () => {
    const next = after(diamond, removeMembers(diamond, { ids: ['b', 'c'] }, toy));
    expect(edgesOf(next)).toEqual({ s: '', a: 's', j: 'a', e: 'j' });
    expect(next.groups).toEqual([]);
  });

  it('[M4] a group goes with all that is in it; a join leaves its takers without', () => {
    expect(edgesOf(after(diamond, removeMembers(diamond, { ids: ['g'] }, toy))).j).toBe('a');
    expect(edgesOf(after(diamond, removeMembers(diamond, { ids: ['j'] }, toy))).e).toBe('');
  });

  it('edges go with nodes in one step: by their places before it, and none of them is healed (I6)', () => {
    const twice = graph({ s: '', a: 's', j: 'a s a', k: 'a j' });
    const removed = (ids: readonly string[], ...edges: readonly [string, number][]) =>
      edgesOf(after(twice, removeMembers(twice, { ids, edges: edges.map(([to, input]) => ({ to, input })) }, toy)));
    expect(removed([], ['j', 0], ['j', 1], ['k', 0])).toEqual({ s: '', a: 's', j: 'a', k: 'j' });
    expect(removed(['a'], ['a', 0], ['j', 1])).toEqual({ s: '', j: '', k: 'j' });
    expect(refusals(removeMembers(twice, { ids: [], edges: [{ to: 'j', input: 3 }] }, toy))).toEqual(['no-such-input']);
  });

  it('[M5] pins go with what they pin, and a circle that is removed leads nowhere', () => {
    const circle = {
      ...graph({ a: 'b', b: 'a', c: 'b' }),
      positions: new Map([
        ['a', [1, 2] as const],
        ['c', [3, 4] as const],
      ]),
    };
    const next = after(circle, removeMembers(circle, { ids: ['a', 'b'] }, toy));
    expect(edgesOf(next)).toEqual({ c: '' });
    expect(next.positions).toEqual(new Map([['c', [3, 4]]]));
  });

  it('[M6] a group that was empty before stays', () => {
    const document = { ...diamond, groups: [...diamond.groups, { id: 'h', members: [] }] };
    expect(after(document, removeMembers(document, { ids: ['g'] }, toy)).groups).toEqual([{ id: 'h', members: [] }]);
  });
});

describe('duplicate', () => {
  it('[M7] copies take each other inside and the same outside, beside the originals', () => {
    const next = after(diamond, duplicate(diamond, { ids: ['g', 'j'] }, toy));
    expect(edgesOf(next)).toMatchObject({ 'b-2': 'a', 'c-2': 'b-2', 'j-2': 'c-2 a' });
    expect(next.groups).toContainEqual({ id: 'g-2', members: ['b-2', 'c-2'] });
    expect(next.nodes.map(({ id }) => id)).toEqual(['s', 'a', 'b', 'c', 'j', 'b-2', 'c-2', 'j-2', 'e']);
  });

  it('[M8] a copy inside a group stands there; a name that is taken gives way to the id', () => {
    const named = { ...diamond, nodes: diamond.nodes.map((node) => (node.id === 'b' ? { ...node, name: '0' } : node)) };
    const next = after(named, duplicate(named, { ids: ['b'] }, toy));
    expect(next.groups[0]!.members).toEqual(['b', 'b-2', 'c']);
    expect(next.nodes.find(({ id }) => id === 'b-2')).not.toHaveProperty('name');
    expect(refusals(duplicate(diamond, { ids: ['s'] }, toy))).toEqual(['single-kind']);
  });
});

describe('repeat', () => {
  it('[M14] a copy of a stretch takes what the stretch makes, and nothing else changes', () => {
    const next = after(diamond, repeat(diamond, { ids: ['g'] }, toy));
    expect(edgesOf(next)).toMatchObject({ ...edgesOf(diamond), 'b-2': 'c', 'c-2': 'b-2' });
    expect(next.groups).toContainEqual({ id: 'g-2', members: ['b-2', 'c-2'] });
  });

  it('[M16] what is called the same in a group without a name and in its copy has two names', () => {
    const nameless = { ...diamond, groups: [{ id: 'g', name: '', members: ['b', 'c'] }] };
    const named = {
      ...nameless,
      nodes: nameless.nodes.map((node) => (node.id === 'b' ? { ...node, name: 'x' } : node)),
    };
    const next = after(named, repeat(named, { ids: ['g'] }, toy));
    expect(next.groups).toEqual([named.groups[0], { id: 'g-2', members: ['b-2', 'c-2'] }]);
  });

  it('[M15] refuses what has no way in, two ways in, or ends the network', () => {
    expect(refusals(repeat(diamond, { ids: ['s'] }, toy))).toEqual(['no-single-way']);
    expect(refusals(repeat(diamond, { ids: ['j'] }, toy))).toEqual(['no-single-way']);
    expect(refusals(repeat(diamond, { ids: ['e'] }, toy))).toEqual(['head-taken']);
    expect(refusals(repeat(diamond, { ids: [] }, toy))).toEqual(['no-single-way']);
  });
});

describe('copy and paste', () => {
  const text = serialiseClip(unwrap(copyMembers(diamond, { ids: ['g', 'j'] })), toy);

  it('[M9] in the same document outside edges are kept, in their order', () => {
    const clip = unwrap(parseClip(text, toy));
    const next = after(diamond, pasteMembers(diamond, { clip, group: 'g' }, toy));
    expect(edgesOf(next)).toMatchObject({ 'b-2': 'a', 'c-2': 'b-2', 'j-2': 'c-2 a' });
    expect(next.groups[0]!.members).toEqual(['b', 'c', 'g-2', 'j-2']);
  });

  it('[M10] in another document edges from what is not there are dropped', () => {
    const clip = unwrap(parseClip(text, toy));
    const next = after(emptyDocument, pasteMembers(emptyDocument, { clip }, toy));
    expect(edgesOf(next)).toEqual({ b: '', c: 'b', j: 'c' });
  });

  it('what was taken outside is taken in the network that it is from, and in no other (N11)', () => {
    const clip = { ...unwrap(copyMembers(diamond, { ids: ['g', 'j'] })), network: 'here' };
    const read = unwrap(parseClip(serialiseClip(clip, toy), toy));
    expect(clipFor(read, 'here')).toEqual(clip);
    const unrelated = graph({ a: '' });
    for (const foreign of [clipFor(read, 'there'), clipFor({ ...read, network: undefined }, 'there')])
      expect(edgesOf(after(unrelated, pasteMembers(unrelated, { clip: foreign }, toy)))).toEqual({
        ...{ a: '', b: '', c: 'b', j: 'c' },
      });
  });

  it('[M11] of a single kind the one that is there is taken', () => {
    const clip = unwrap(copyMembers(diamond, { ids: ['s', 'a'] }));
    const next = after(diamond, pasteMembers(diamond, { clip }, toy));
    expect(edgesOf(next)['a-2']).toBe('s');
    expect(next.nodes.filter(({ kind }) => kind === 'source')).toHaveLength(1);
  });

  it('[M13] copies out of two groups that had one name get along (fuzzing, seed 10)', () => {
    const document = {
      ...graph({ a: '', b: 'a' }),
      groups: ['a', 'b'].map((member) => ({ id: `g${member}`, members: [member] })),
    };
    const rooted = { ...document, nodes: document.nodes.map((node) => ({ ...node, name: 'root' })) };
    const clip = unwrap(copyMembers(rooted, { ids: ['a', 'b'] }));
    const read = unwrap(parseClip(serialiseClip(clip, toy), toy));
    expect(edgesOf(after(rooted, pasteMembers(rooted, { clip: read }, toy)))).toMatchObject({
      'a-2': '',
      'b-2': 'a-2',
    });
  });

  it.each([
    ['no JSON', 'b, c', 'not-json'],
    ['no graph', '{"a": 1}', 'missing'],
    ['an unknown key', text.replace('"outside"', '"inside"'), 'unknown-key'],
    ['inputs that are no list', text.replace(/"outside": \{[^}]*\}/, '"outside": {"b": 3}'), 'not-expected'],
    ['a member twice', text.replace(/"b",(\s+)"c"/, '"b",$1"b"'), 'member-taken'],
  ])('[M12] refuses %s', (_name, source, kind) => {
    expect(source).not.toBe(text);
    expect(refusals(parseClip(source, toy))).toContain(kind);
  });
});
