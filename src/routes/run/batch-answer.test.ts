import type { GraphDocument, GraphNode } from '#lib/graph/document/document.ts';
import type { NodeResult } from '#lib/workspace/shared/run-result.ts';
import { expect, test } from 'vitest';
import { answerOf } from './batch-answer.ts';

const documentOf = (kind: string): GraphDocument => ({
  name: 'one',
  nodes: [{ id: 'head', kind, inputs: [], attributes: {} } satisfies GraphNode],
  groups: [],
  positions: new Map(),
});
const image = (shape: NodeResult['shape'], ...values: number[]) => {
  const data = Float32Array.from(values);
  const head: NodeResult = { shape, mean: 0, std: 0, maxAbs: 0, map: data, data };
  return { input: { kind: 'seeded' } as const, seen: undefined, nodes: new Map([['head', head]]) };
};

test('a classifier says its first class, by name where names are known', () => {
  const seen = image([3, 1, 1], 0.5, 2.25, -1);
  expect(answerOf(documentOf('classifier'), seen, undefined)).toBe('class 1, 2.25');
  expect(answerOf(documentOf('classifier'), seen, ['cat', 'dog', 'hen'])).toBe('dog, 2.25');
});

test('a dense head says what covers most of the image, by name where names are known (N7)', () => {
  // [2, 1, 4], NCHW without N: three places of class 1.
  const seen = image([2, 1, 4], 1, 0, 0, 0, 0, 1, 1, 1);
  expect(answerOf(documentOf('dense-head'), seen, undefined)).toBe('class 1, 75 %');
  expect(answerOf(documentOf('dense-head'), seen, ['road', 'sky'])).toBe('sky, 75 %');
  const many = image([19, 1, 1], 1, ...Array.from({ length: 18 }, () => 0));
  expect(answerOf(documentOf('dense-head'), many, undefined)).toBe('class 0, 100 %');
});

test('other networks say nothing', () => {
  expect(answerOf(documentOf('relu'), image([2, 1, 1], 1, 2), undefined)).toBeUndefined();
});
