import type { Position, Positions } from '#lib/graph/document/document.ts';
import { isDrag, type Pointer, type Step } from './gesture.ts';

export type { Positions };

/** Nodes and groups that are dragged to places of their own. */
export type MoveState =
  | { readonly mode: 'idle' }
  | { readonly mode: 'pressed'; readonly places: Positions; readonly down: Pointer }
  /** `by` is how far they are from where they stood: they are drawn there until they are let go. */
  | { readonly mode: 'moving'; readonly places: Positions; readonly down: Pointer; readonly by: Position };

export type MoveEvent =
  /** `places` is where everything that is to move stands now. */
  | { readonly type: 'down'; readonly pointer: Pointer; readonly places: Positions }
  | { readonly type: 'move' | 'up'; readonly pointer: Pointer }
  | { readonly type: 'nudge'; readonly places: Positions; readonly by: Position }
  | { readonly type: 'cancel' };

export interface PinIntent {
  /** A nudge goes on where the last one ended; a drag is done when it is let go. */
  readonly kind: 'pin' | 'nudge';
  readonly places: Positions;
}

export const still: MoveState = { mode: 'idle' };

/** Drags what is selected, or nudges it by keys; it is pinned where it is let go. Esc puts it back. */
export function moving(state: MoveState, event: MoveEvent): Step<MoveState, PinIntent> {
  switch (event.type) {
    case 'cancel':
      return [still];
    case 'nudge':
      return [state, pinAt('nudge', event.places, event.by)];
    case 'down':
      return [{ mode: 'pressed', places: event.places, down: event.pointer }];
    case 'move': {
      if (state.mode === 'idle' || (state.mode === 'pressed' && !isDrag(state.down, event.pointer))) return [state];
      const { places, down } = state;
      return [{ mode: 'moving', places, down, by: offset(down, event.pointer) }];
    }
    case 'up':
      return state.mode === 'moving' ? [still, pinAt('pin', state.places, offset(state.down, event.pointer))] : [still];
  }
}

const offset = (from: Pointer, to: Pointer): Position => [to.at[0] - from.at[0], to.at[1] - from.at[1]];

const pinAt = (kind: PinIntent['kind'], places: Positions, by: Position): PinIntent => ({
  kind,
  places: new Map([...places].map(([id, [x, y]]) => [id, [x + by[0], y + by[1]]])),
});
