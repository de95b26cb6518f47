import type { Layout, LayoutEdge, LayoutMark } from '#lib/graph/layout/layout.ts';

// Two blocks and the node that joins them, for the tests of this room:
//
//    ┌──▶ n1
//    │    ▲
//   b1 ─▶ b2

const mark = (id: string, kind: LayoutMark['kind'], x: number, y: number, size: number): LayoutMark => ({
  id,
  kind,
  x,
  y,
  width: size,
  height: size,
  label: id.toUpperCase(),
  description: id,
  of: [id],
});

const edge = (from: string, to: string, rest: Pick<LayoutEdge, 'input' | 'points' | 'port' | 'kind'>): LayoutEdge => ({
  id: `${from}>${to}`,
  from,
  to,
  label: '64×56×56',
  count: 1,
  ...rest,
});

export const example: Layout = {
  bands: [
    {
      id: 'level2',
      rect: { x: 0, y: 0, width: 200, height: 160 },
      title: 'level 2',
      facts: ['64 ch · 56×56 · 1/4', '64 ch'],
      tint: 3,
    },
  ],
  marks: [mark('b1', 'block', 60, 130, 32), mark('b2', 'block', 132, 130, 32), mark('n1', 'node', 132, 74, 22)],
  edges: [
    edge('b1', 'b2', {
      input: 0,
      kind: 'backbone',
      port: 'left',
      points: [
        [76, 130],
        [116, 130],
      ],
    }),
    edge('b2', 'n1', {
      input: 0,
      kind: 'aggregation',
      port: 'bottom',
      points: [
        [132, 114],
        [132, 85],
      ],
    }),
    edge('b1', 'n1', {
      input: 1,
      kind: 'aggregation',
      port: 'left',
      points: [
        [60, 114],
        [60, 74],
        [121, 74],
      ],
    }),
  ],
  bounds: { x: 0, y: 0, width: 200, height: 160 },
};
