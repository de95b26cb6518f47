import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { emptyDocument, type GraphNode } from '#lib/graph/document/document.ts';
import { describe, expect, test } from 'vitest';
import { fuseOps, opsOf, type Fusion } from './fuse.ts';

const node = (id: string, kind: string, inputs: string[], attributes: GraphNode['attributes'] = {}): GraphNode => ({
  id,
  kind,
  inputs,
  attributes,
});

/**
 *  image ─ stem ─┬─ a ─ norm ─┬─ sum ─ relu
 *                └─ b ────────┘
 */
const { graph } = lowerDocument({
  ...emptyDocument,
  nodes: [
    node('image', 'input', [], { channels: 3, height: 4, width: 4 }),
    node('stem', 'conv', ['image'], { outChannels: 4 }),
    node('b', 'conv', ['stem'], { outChannels: 4 }),
    node('a', 'conv', ['stem'], { outChannels: 4 }),
    node('norm', 'batch-norm', ['a']),
    node('sum', 'add', ['norm', 'b']),
    node('relu', 'relu', ['sum']),
  ],
});
const value = (id: string) => graph.results.get(id)!;
const all: Fusion = { 'batch-norm': ['conv2d'], add: ['conv2d'], relu: ['conv2d'] };
const kinds = (fusion: Fusion, ...wanted: string[]) =>
  fuseOps(graph, new Set(wanted.map(value)), fusion).map((fused) =>
    opsOf(fused, graph)
      .map(({ kind }) => kind)
      .join(' + '),
  );

describe('ops that are computed together', () => {
  test('[plan] a convolution adds what is there already; the first of two summands is not', () => {
    expect(kinds(all, 'relu')).toEqual(['conv2d', 'conv2d', 'conv2d + batch-norm + add + relu']);
    expect(fuseOps(graph, new Set([value('relu')]), all).at(-1)).toMatchObject({
      op: value('a'),
      result: value('relu'),
      inputs: [value('stem'), value('b')],
    });
  });

  test('[plan] a summand that cannot be read is added by itself', () => {
    const apart = { ...all, summandOf: (summand: number) => (summand === value('b') ? undefined : summand) };
    expect(kinds(apart, 'relu')).toEqual(['conv2d', 'conv2d', 'conv2d + batch-norm', 'add', 'relu']);
  });

  test('[plan] nothing is computed past a value that is wanted, or by a kind that the backend does not name', () => {
    expect(kinds(all, 'norm', 'relu')).toEqual(['conv2d', 'conv2d', 'conv2d + batch-norm', 'add', 'relu']);
    expect(kinds({ ...all, 'batch-norm': [] }, 'relu')).toEqual([
      'conv2d',
      'conv2d',
      'conv2d',
      'batch-norm',
      'add',
      'relu',
    ]);
    expect(kinds({ ...all, relu: [] }, 'relu')).toEqual(['conv2d', 'conv2d', 'conv2d + batch-norm + add', 'relu']);
  });
});
