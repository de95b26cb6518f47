import type { Position } from '#lib/graph/document/document.ts';
import { isDrag, type Pointer, type Step } from './gesture.ts';

/** Something that can be selected, by the place of its centre. */
export interface Selectable {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

export type LassoState =
  | { readonly mode: 'idle' }
  | { readonly mode: 'pressed'; readonly down: Pointer; readonly adds: boolean }
  /** The line so far; it closes itself. */
  | { readonly mode: 'drawing'; readonly points: readonly Position[]; readonly last: Pointer; readonly adds: boolean };

export type LassoEvent =
  /** With shift what is caught is added to what is selected. */
  | { readonly type: 'down'; readonly pointer: Pointer; readonly shift: boolean }
  | { readonly type: 'move' | 'up'; readonly pointer: Pointer }
  | { readonly type: 'cancel' };

export interface SelectIntent {
  readonly kind: 'select';
  /** The corners of the closed line; fewer than three catch nothing. */
  readonly points: readonly Position[];
  readonly adds: boolean;
}

export const noLasso: LassoState = { mode: 'idle' };

/** Draws a line around what is to be selected; a tap on nothing selects nothing. Esc drops the line. */
export function lassoing(state: LassoState, event: LassoEvent): Step<LassoState, SelectIntent> {
  if (event.type === 'cancel') return [noLasso];
  const { pointer } = event;
  if (event.type === 'down') return [{ mode: 'pressed', down: pointer, adds: event.shift }];
  if (state.mode === 'idle') return [state];
  const { adds } = state;
  if (event.type === 'up')
    return [noLasso, { kind: 'select', points: state.mode === 'drawing' ? [...state.points, pointer.at] : [], adds }];
  const last = state.mode === 'pressed' ? state.down : state.last;
  // A point for every few pixels: enough for any line that a hand draws.
  if (!isDrag(last, pointer)) return [state];
  const points = state.mode === 'pressed' ? [state.down.at, pointer.at] : [...state.points, pointer.at];
  return [{ mode: 'drawing', points, last: pointer, adds }];
}

/** Ids of what has its centre inside a closed line, by the even-odd rule. */
export function caught(points: readonly Position[], among: readonly Selectable[]): readonly string[] {
  return among.filter(({ x, y }) => isInside(points, x, y)).map(({ id }) => id);
}

function isInside(points: readonly Position[], x: number, y: number): boolean {
  let inside = false;
  points.forEach(([ax, ay], index) => {
    const [bx, by] = points[(index + 1) % points.length]!;
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  });
  return inside;
}
