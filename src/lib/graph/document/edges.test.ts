import { describe, expect, it } from 'vitest';
import { emptyDocument, type GraphDocument } from './document.ts';
import { edgeId, edgeOf } from './edges.ts';

/** a → b, which takes a twice. */
const twice: GraphDocument = {
  ...emptyDocument,
  nodes: [
    { id: 'a', kind: 'input', inputs: [], attributes: {} },
    { id: 'b', kind: 'concat', inputs: ['a', 'a'], attributes: {} },
  ],
};

describe('edges', () => {
  it('[G1] an edge is found by its id, also where a node takes the same result again', () => {
    for (const input of [0, 1]) {
      const edge = { from: 'a', to: 'b', input };
      expect(edgeOf(twice, edgeId(edge, twice))).toEqual(edge);
    }
    expect(edgeId({ from: 'a', to: 'b', input: 1 }, twice)).toBe('a>b#2');
  });

  it('[G2] an id of no edge finds none', () => {
    for (const id of ['a', 'a>', 'a>c', 'b>a', 'a>b#3', '']) expect(edgeOf(twice, id)).toBeUndefined();
  });
});
