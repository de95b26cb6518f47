import { words } from '#lib/messages/messages.ts';
import { movesWithData } from '#lib/dla/analysis/moving.ts';
import type { TermId } from '#lib/messages/term-id.ts';
import type { NetworkView } from '#lib/workspace/core/network-view.svelte.ts';

/** A count of several networks, in the order in which they stand; undefined where one has nothing to count. */
export interface CountRow {
  readonly name: string;
  /** Which word of the glossary it is. */
  readonly about: TermId;
  readonly values: readonly (number | undefined)[];
  /** Of which networks it moves with the data, where that can be. */
  readonly moves?: readonly boolean[];
}

const kind = (view: NetworkView, name: string): number =>
  view.countedFrame.nodes.filter((node) => node.kind === name).length;
const field = ({ fields }: NetworkView): number =>
  fields.reduce<number>((most, each) => (typeof each === 'number' ? Math.max(most, each) : most), 0);

/** What is counted of whole networks. */
export function countsOf(views: readonly NetworkView[]): readonly CountRow[] {
  const { names } = words.compare.counts;
  const row = (name: string, about: TermId, count: (view: NetworkView) => number): CountRow => ({
    name,
    about,
    values: views.map(count),
  });
  return [
    row(names.parameters, 'parameters', ({ costs }) => costs.parameters),
    row(names.macs, 'macs', ({ costs }) => costs.macs),
    row(names.flops, 'flops', ({ costs }) => 2 * costs.macs),
    row(names.activations, 'activations', ({ costs }) => costs.activations),
    row(names.tensors, 'tensor', ({ costs }) => costs.tensors),
    row(names.blocks, 'block', (view) => kind(view, 'block')),
    row(names.aggregations, 'aggregation-node', (view) => kind(view, 'aggregation')),
    {
      ...row(names.receptiveField, 'receptive-field', field),
      moves: views.map(({ graph }) => movesWithData(graph).includes(true)),
    },
  ];
}
