import { readNetwork } from '#lib/dla/reading/reading.ts';
import { nodesIn } from '#lib/graph/document/queries.ts';
import { words } from '#lib/messages/messages.ts';
import type { SampleLikeness } from '#lib/runtime/compute/likeness.ts';
import { digits } from '#lib/ui/format.ts';
import type { Outcome } from '#lib/workspace/compare/outcomes.ts';
import type { NetworkView, ShownHeat } from '#lib/workspace/core/network-view.svelte.ts';

export const measures = ['cosine', 'cka', 'largest'] as const;
export type Measure = (typeof measures)[number];

/** How far apart two results are: nothing where they are alike. */
const distance = (found: SampleLikeness | undefined, measure: Measure): number | undefined => {
  const value = found?.[measure];
  if (value === undefined || !Number.isFinite(value)) return undefined;
  return measure === 'largest' ? value : Math.max(0, 1 - value);
};

/** How far each level of several networks is from the reference, on all that stands in the level; on one scale. */
export function outcomeHeats(
  views: readonly NetworkView[],
  outcomes: readonly Outcome[],
  likeness: (view: NetworkView, outcome: number) => SampleLikeness | undefined,
  measure: Measure,
): ReadonlyMap<NetworkView, ShownHeat> {
  const values = views.map(
    (view) => new Map(outcomes.map(({ label }, index) => [label, distance(likeness(view, index), measure)])),
  );
  const most = Math.max(0, ...values.flatMap((each) => [...each.values()].map((value) => value ?? 0)));
  if (most === 0) return new Map();
  return new Map(
    views.map((view, index) => [
      view,
      {
        label: words.compare.outputs.heat[measure],
        shares: sharesOf(view, values[index]!, most),
        least: digits(0),
        most: digits(Number(most.toPrecision(3))),
      },
    ]),
  );
}

function sharesOf(
  { drawnFrame: document }: NetworkView,
  values: ReadonlyMap<string, number | undefined>,
  most: number,
): ReadonlyMap<string, number> {
  const shares = new Map<string, number>();
  for (const { id, label } of readNetwork(document).levels) {
    const value = values.get(label);
    if (value !== undefined) for (const node of nodesIn(document, id)) shares.set(node, value / most);
  }
  return shares;
}
