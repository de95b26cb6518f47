import {
  connecting,
  idle,
  type ConnectEvent,
  type ConnectIntent,
  type ConnectState,
  type Start,
  type Target,
} from '#lib/graph/gestures/connect.ts';
import type { Pointer, Step } from '#lib/graph/gestures/gesture.ts';
import { lassoing, noLasso, type LassoEvent, type LassoState, type SelectIntent } from '#lib/graph/gestures/lasso.ts';
import {
  moving,
  still,
  type MoveEvent,
  type MoveState,
  type PinIntent,
  type Positions,
} from '#lib/graph/gestures/move.ts';

/** What a hand on the canvas asks for. */
export type HandIntent = ConnectIntent | PinIntent | SelectIntent;

/** What a press on the canvas begins. */
export type Press =
  | { readonly kind: 'connect'; readonly start: Start }
  | { readonly kind: 'move'; readonly places: Positions }
  | { readonly kind: 'lasso'; readonly shift: boolean };

/** The three gestures of a pointer, one at a time, as they go on. */
export class Hand {
  connect = $state.raw<ConnectState>(idle);
  move = $state.raw<MoveState>(still);
  lasso = $state.raw<LassoState>(noLasso);

  constructor(private readonly oncommand: (intent: HandIntent) => void) {}

  /** Whether something is being dragged: the next click is its end, not a choice. */
  get busy(): boolean {
    return this.connect.mode === 'dragging' || this.move.mode === 'moving' || this.lasso.mode === 'drawing';
  }
  get pressed(): boolean {
    return this.connect.mode !== 'idle' || this.move.mode !== 'idle' || this.lasso.mode !== 'idle';
  }
  /** What an edge is being dragged from. */
  get start(): Start | undefined {
    return this.connect.mode === 'pressed' || this.connect.mode === 'dragging' ? this.connect.start : undefined;
  }

  press(press: Press, pointer: Pointer): void {
    if (press.kind === 'connect') this.step({ type: 'down', pointer, start: press.start });
    else if (press.kind === 'move') this.stepMove({ type: 'down', pointer, places: press.places });
    else this.stepLasso({ type: 'down', pointer, shift: press.shift });
  }

  drag(pointer: Pointer, over: Target | undefined): void {
    if (this.connect.mode !== 'idle') this.step({ type: 'move', pointer, ...(over && { over }) });
    if (this.move.mode !== 'idle') this.stepMove({ type: 'move', pointer });
    if (this.lasso.mode !== 'idle') this.stepLasso({ type: 'move', pointer });
  }

  /** Lets go. Answers the node that a tap chose as the start of an edge, if it was one. */
  release(pointer: Pointer, over: Target | undefined): string | undefined {
    if (this.connect.mode !== 'idle') this.step({ type: 'up', pointer, ...(over && { over }) });
    if (this.move.mode !== 'idle') this.stepMove({ type: 'up', pointer });
    if (this.lasso.mode !== 'idle') this.stepLasso({ type: 'up', pointer });
    // From here on the next choice ends the edge, by pointer or by keyboard alike: the page waits for it.
    const start = this.connect.mode === 'armed' ? this.connect.start.from : undefined;
    this.connect = idle;
    return start;
  }

  nudge(places: Positions, by: Extract<MoveEvent, { type: 'nudge' }>['by']): void {
    this.stepMove({ type: 'nudge', places, by });
  }

  cancel(): void {
    this.step({ type: 'cancel' });
    this.stepMove({ type: 'cancel' });
    this.stepLasso({ type: 'cancel' });
  }

  private step(event: ConnectEvent): void {
    this.connect = this.said(connecting(this.connect, event));
  }
  private stepMove(event: MoveEvent): void {
    this.move = this.said(moving(this.move, event));
  }
  private stepLasso(event: LassoEvent): void {
    this.lasso = this.said(lassoing(this.lasso, event));
  }
  private said<State>([state, intent]: Step<State, HandIntent>): State {
    if (intent) this.oncommand(intent);
    return state;
  }
}
