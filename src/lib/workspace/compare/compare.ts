import { words } from '#lib/messages/messages.ts';
import { likeness, type Likeness } from '#lib/runtime/compute/likeness.ts';
import type { NetworkView } from '#lib/workspace/core/network-view.svelte.ts';

/** One count of two networks. */
export interface CountPair {
  readonly name: string;
  readonly a: number;
  readonly b: number;
}

/** Every count side by side, of two networks. */
export function compareCounts(a: NetworkView, b: NetworkView): readonly CountPair[] {
  const kind = (view: NetworkView, name: string): number =>
    view.countedFrame.nodes.filter((node) => node.kind === name).length;
  const field = (view: NetworkView): number =>
    view.fields.reduce<number>((most, each) => (typeof each === 'number' ? Math.max(most, each) : most), 0);
  const { names } = words.compare.counts;
  return [
    { name: names.parameters, a: a.costs.parameters, b: b.costs.parameters },
    { name: names.macs, a: a.costs.macs, b: b.costs.macs },
    { name: names.flops, a: 2 * a.costs.macs, b: 2 * b.costs.macs },
    { name: names.activations, a: a.costs.activations, b: b.costs.activations },
    { name: names.tensors, a: a.costs.tensors, b: b.costs.tensors },
    { name: names.blocks, a: kind(a, 'block'), b: kind(b, 'block') },
    { name: names.aggregations, a: kind(a, 'aggregation'), b: kind(b, 'aggregation') },
    { name: names.receptiveField, a: field(a), b: field(b) },
  ];
}

export interface OutcomePair {
  readonly label: string;
  /** Channel means of both on one scale, where both are maps of one size. */
  readonly maps?: {
    readonly a: Float32Array;
    readonly b: Float32Array;
    readonly width: number;
    readonly height: number;
    readonly range: { readonly low: number; readonly high: number };
  };
  readonly likeness?: Likeness;
}

/** The results of two runs, level by level and output by output; matched by what they are called. */
export function compareOutcomes(a: NetworkView, b: NetworkView): readonly OutcomePair[] {
  const [first, second] = [a.lastRun, b.lastRun];
  if (!first || !second) return [];
  const others = new Map(second.landmarks.map(({ label, id }) => [label, id]));
  return first.landmarks.flatMap(({ id, label }): OutcomePair[] => {
    const x = first.nodes.get(id);
    const y = second.nodes.get(others.get(label) ?? '');
    if (!x || !y) return [];
    const [, height, width] = x.shape;
    const sameSize = height === y.shape[1] && width === y.shape[2] && height * width > 1;
    const both = [...x.map, ...y.map];
    const range = { low: Math.min(0, ...extremes(both)), high: Math.max(...extremes(both)) };
    return [
      {
        label,
        ...(sameSize && { maps: { a: x.map, b: y.map, width, height, range } }),
        ...(x.data && y.data && x.data.length === y.data.length && { likeness: likeness([x.data], [y.data]) }),
      },
    ];
  });
}

const extremes = (values: readonly number[]): readonly [number, number] => [
  values.reduce((least, value) => Math.min(least, value), Infinity),
  values.reduce((most, value) => Math.max(most, value), -Infinity),
];
