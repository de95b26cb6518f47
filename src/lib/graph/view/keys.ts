import { keyOf } from '#lib/keys.ts';
import type { Layout } from '#lib/graph/layout/layout.ts';
import type { Point } from '#lib/graph/layout/layout.ts';
import { directionOf, neighbour, vectors } from './walk.ts';

/** What a key means on a canvas. */
export type KeyAction =
  | { readonly kind: 'walk'; readonly to: string }
  | { readonly kind: 'open' | 'toggle'; readonly id: string }
  | { readonly kind: 'zoom'; readonly factor: number }
  /** In units of the figure. */
  | { readonly kind: 'nudge'; readonly by: Point }
  | { readonly kind: 'fit' };

type Pressed = Pick<KeyboardEvent, 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'> & Parameters<typeof keyOf>[0];

/** How far a nudge goes: an eighth of what lies between two blocks, with shift as much as between them. */
const NUDGE = 8;
const FAR_NUDGE = 64;

/** Arrow keys walk, with Alt they nudge what is selected, Home and End jump, Enter opens, space adds to the selection, + − 0 zoom; undefined for other keys. */
export function keyAction(event: Pressed, layout: Layout, active: string | undefined): KeyAction | undefined {
  const key = keyOf(event);
  const direction = directionOf(key);
  if (event.altKey && direction) {
    const [x, y] = vectors[direction];
    const step = event.shiftKey ? FAR_NUDGE : NUDGE;
    return { kind: 'nudge', by: [x * step, y * step] };
  }
  if (event.altKey || ((event.ctrlKey || event.metaKey) && !direction)) return undefined;
  if (direction) return walk(active === undefined ? layout.marks[0]?.id : neighbour(layout, active, direction));
  switch (key) {
    case 'Home':
      return walk(layout.marks[0]?.id);
    case 'End':
      return walk(layout.marks.at(-1)?.id);
    case 'Enter':
      return active === undefined ? undefined : { kind: 'open', id: active };
    case ' ':
      return active === undefined ? undefined : { kind: 'toggle', id: active };
    case '+':
    case '=':
      return { kind: 'zoom', factor: 1.25 };
    case '-':
      return { kind: 'zoom', factor: 0.8 };
    case '0':
      return { kind: 'fit' };
    default:
      return undefined;
  }
}

const walk = (to: string | undefined): KeyAction | undefined => (to === undefined ? undefined : { kind: 'walk', to });
