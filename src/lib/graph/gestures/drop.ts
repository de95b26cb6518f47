import type { EdgeEnd } from '#lib/graph/commands/disconnect.ts';
import type { Position } from '#lib/graph/document/document.ts';
import type { Pointer, Step } from './gesture.ts';

/** What is under an entry of the palette: an edge to stand on, a node to take, or nothing. */
export type Under = { readonly edge: EdgeEnd } | { readonly node: string };

export type DropState =
  | { readonly mode: 'idle' }
  | { readonly mode: 'carrying'; readonly entry: string; readonly pointer?: Pointer; readonly under?: Under };

export type DropEvent =
  | { readonly type: 'grab'; readonly entry: string }
  | { readonly type: 'move'; readonly pointer: Pointer; readonly under?: Under }
  /** Without a place it was let go outside of the canvas. */
  | { readonly type: 'up'; readonly at?: Position; readonly under?: Under }
  /** Enter on an entry: behind what is selected. */
  | { readonly type: 'enter'; readonly entry: string; readonly selection: readonly string[] }
  | { readonly type: 'cancel' };

export type DropIntent =
  | { readonly kind: 'add'; readonly entry: string; readonly selection: readonly string[]; readonly at?: Position }
  | { readonly kind: 'insert'; readonly entry: string; readonly edge: EdgeEnd };

export const emptyHand: DropState = { mode: 'idle' };

/** Carries an entry of the palette to the figure: on an edge it is put in between, on a node it takes its result. */
export function dropping(state: DropState, event: DropEvent): Step<DropState, DropIntent> {
  switch (event.type) {
    case 'cancel':
      return [emptyHand];
    case 'grab':
      return [{ mode: 'carrying', entry: event.entry }];
    case 'enter':
      return [emptyHand, { kind: 'add', entry: event.entry, selection: event.selection }];
    case 'move': {
      if (state.mode === 'idle') return [state];
      const { entry } = state;
      return [{ mode: 'carrying', entry, pointer: event.pointer, ...(event.under && { under: event.under }) }];
    }
    case 'up': {
      if (state.mode === 'idle' || !event.at) return [emptyHand];
      const { entry } = state;
      const { under, at } = event;
      if (!under) return [emptyHand, { kind: 'add', entry, selection: [], at }];
      return [
        emptyHand,
        'edge' in under ? { kind: 'insert', entry, edge: under.edge } : { kind: 'add', entry, selection: [under.node] },
      ];
    }
  }
}
