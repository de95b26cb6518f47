import type { Position } from '#lib/graph/document/document.ts';

/** What a state machine answers: where it is now, and what a person wants done, once it is clear. */
export type Step<State, Intent> = readonly [state: State, intent?: Intent];

/** A pointer that moved less than this, in pixels of the screen, was not dragged. */
export const SLOP = 4;

/** A pointer: `at` in units of the figure, `screen` in pixels, so that what counts as a drag does not hang on the zoom. */
export interface Pointer {
  readonly at: Position;
  readonly screen: Position;
}

export const isDrag = (from: Pointer, to: Pointer): boolean =>
  Math.hypot(to.screen[0] - from.screen[0], to.screen[1] - from.screen[1]) >= SLOP;
