import { words } from '#lib/messages/messages.ts';
import type { NetworkView } from '#lib/workspace/core/network-view.svelte.ts';

/** A count of several networks, in the order in which they stand; undefined where one has nothing to count. */
export interface CountRow {
  readonly name: string;
  readonly values: readonly (number | undefined)[];
}

const kind = (view: NetworkView, name: string): number =>
  view.countedFrame.nodes.filter((node) => node.kind === name).length;
const field = ({ fields }: NetworkView): number =>
  fields.reduce<number>((most, each) => (typeof each === 'number' ? Math.max(most, each) : most), 0);

/** What is counted of whole networks. */
export function countsOf(views: readonly NetworkView[]): readonly CountRow[] {
  const { names } = words.compare.counts;
  const row = (name: string, count: (view: NetworkView) => number): CountRow => ({ name, values: views.map(count) });
  return [
    row(names.parameters, ({ costs }) => costs.parameters),
    row(names.macs, ({ costs }) => costs.macs),
    row(names.flops, ({ costs }) => 2 * costs.macs),
    row(names.activations, ({ costs }) => costs.activations),
    row(names.tensors, ({ costs }) => costs.tensors),
    row(names.blocks, (view) => kind(view, 'block')),
    row(names.aggregations, (view) => kind(view, 'aggregation')),
    row(names.receptiveField, field),
  ];
}
