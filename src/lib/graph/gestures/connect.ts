import type { Connection } from '#lib/graph/commands/domain.ts';
import type { EdgeEnd } from '#lib/graph/commands/disconnect.ts';
import { isDrag, type Pointer, type Step } from './gesture.ts';

/** A node, or one place among its inputs. */
export type Target = Omit<Connection, 'from'>;

/** Where a drawn edge hangs: at the node that it comes from, or with `turned` at the one that it leads to. */
export interface Start {
  readonly from: string;
  /** The edge whose other end was taken up, if it was there already. */
  readonly lifted?: EdgeEnd;
  readonly turned?: boolean;
}

export type ConnectState =
  | { readonly mode: 'idle' }
  /** Pressed on a port: a drag or a tap. */
  | { readonly mode: 'pressed'; readonly start: Start; readonly down: Pointer }
  | { readonly mode: 'dragging'; readonly start: Start; readonly pointer: Pointer; readonly over?: Target }
  /** A first tap chose the start; the next one chooses the end. */
  | { readonly mode: 'armed'; readonly start: Start }
  /** The keyboard goes round the ports that fit. */
  | { readonly mode: 'choosing'; readonly start: Start; readonly targets: readonly Target[]; readonly at: number };

export type ConnectEvent =
  | { readonly type: 'down'; readonly pointer: Pointer; readonly start?: Start; readonly over?: Target }
  | { readonly type: 'move'; readonly pointer: Pointer; readonly over?: Target }
  | { readonly type: 'up'; readonly pointer: Pointer; readonly over?: Target }
  | { readonly type: 'choose'; readonly start: Start; readonly targets: readonly Target[] }
  | { readonly type: 'next' | 'previous' | 'accept' | 'cancel' };

export type ConnectIntent =
  | { readonly kind: 'connect'; readonly connection: Connection }
  | { readonly kind: 'move-edge'; readonly end: EdgeEnd; readonly target: Target }
  | { readonly kind: 'reconnect'; readonly end: EdgeEnd; readonly from: string }
  | { readonly kind: 'disconnect'; readonly end: EdgeEnd };

export const idle: ConnectState = { mode: 'idle' };

/** Draws an edge by dragging from a port, by a tap on each end, or by keys; Esc and a drop on nothing drop the draft. */
export function connecting(state: ConnectState, event: ConnectEvent): Step<ConnectState, ConnectIntent> {
  switch (event.type) {
    case 'cancel':
      return [idle];
    case 'choose':
      return event.targets.length === 0
        ? [idle]
        : [{ mode: 'choosing', start: event.start, targets: event.targets, at: 0 }];
    case 'down':
      return pressed(state, event);
    case 'move':
      return [moved(state, event)];
    case 'up':
      return released(state, event);
    case 'next':
    case 'previous': {
      if (state.mode !== 'choosing') return [state];
      const count = state.targets.length;
      const step = event.type === 'next' ? 1 : count - 1;
      return [{ ...state, at: (state.at + step) % count }];
    }
    case 'accept':
      return state.mode === 'choosing' ? [idle, finish(state.start, state.targets[state.at]!)] : [state];
  }
}

function pressed(
  state: ConnectState,
  { start, over, pointer }: Extract<ConnectEvent, { type: 'down' }>,
): Step<ConnectState, ConnectIntent> {
  // The second tap: on another node it ends the edge, on the same or on nothing it drops the draft.
  if (state.mode === 'armed') {
    const target = over && over.to !== state.start.from ? over : undefined;
    return target ? [idle, finish(state.start, target)] : [idle];
  }
  return [start ? { mode: 'pressed', start, down: pointer } : idle];
}

function moved(state: ConnectState, { pointer, over }: Extract<ConnectEvent, { type: 'move' }>): ConnectState {
  if (state.mode === 'pressed' && !isDrag(state.down, pointer)) return state;
  if (state.mode !== 'pressed' && state.mode !== 'dragging') return state;
  return { mode: 'dragging', start: state.start, pointer, ...(over && { over }) };
}

function released(
  state: ConnectState,
  { over }: Extract<ConnectEvent, { type: 'up' }>,
): Step<ConnectState, ConnectIntent> {
  // The end of an edge that was only tapped stays where it is.
  if (state.mode === 'pressed') return [state.start.lifted ? idle : { mode: 'armed', start: state.start }];
  if (state.mode !== 'dragging') return [state];
  if (over && over.to !== state.start.from) return [idle, finish(state.start, over)];
  const { lifted } = state.start;
  return lifted && !over ? [idle, { kind: 'disconnect', end: lifted }] : [idle];
}

function finish({ from, lifted, turned }: Start, target: Target): ConnectIntent {
  if (!lifted) return { kind: 'connect', connection: { from, ...target } };
  return turned ? { kind: 'reconnect', end: lifted, from: target.to } : { kind: 'move-edge', end: lifted, target };
}
