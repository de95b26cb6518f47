import * as v from 'valibot';
import type { NetworkView } from '../network-view.svelte.ts';

/** How a network is looked at, as it is kept: what cannot be read is as it is at first. */
const lookSchema = v.object({
  detail: v.fallback(v.picklist(['levels', 'blocks', 'ops']), 'blocks'),
  arrangement: v.fallback(v.picklist(['figure', 'layered']), 'figure'),
  direction: v.fallback(v.picklist(['right', 'down', 'left', 'up']), 'right'),
  collapsed: v.fallback(v.array(v.string()), []),
});
export const lookEntries = lookSchema.entries;

type Look = v.InferOutput<typeof lookSchema>;

export const lookOf = ({ detail, arrangement, direction, collapsed }: NetworkView): Look => ({
  detail,
  arrangement,
  direction,
  collapsed: [...collapsed],
});

/** Looks at a network as it was looked at when it was kept. */
export function lookAgain(view: NetworkView, { detail, arrangement, direction, collapsed }: Look): void {
  view.detail = detail;
  view.arrangement = arrangement;
  view.direction = direction;
  view.collapsed = new Set(collapsed);
}
