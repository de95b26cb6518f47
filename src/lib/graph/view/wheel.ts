import { zoomAbout, type Camera } from './camera.ts';

/** Of a turn of the wheel, or of two fingers on a touchpad. */
type Turn = Pick<WheelEvent, 'deltaX' | 'deltaY' | 'deltaMode' | 'ctrlKey' | 'metaKey' | 'shiftKey'>;

interface Place {
  /** In pixels of the canvas. */
  readonly at: readonly [number, number];
  readonly width: number;
  readonly height: number;
}

/** A line of a wheel that counts lines, in pixels. */
const LINE = 16;
/** The most that one event zooms, as the buttons and keys do: a notch is a hundred pixels or three lines. */
const NOTCH = 1.25;
/** So many pixels of a pinch, which come one by one, are a factor of e. */
const PINCH = 100;

/**
 * The camera after a turn. With Ctrl, which browsers also set for a pinch, it zooms about the pointer: a pinch as far as the
 * fingers go, a notch one step. Otherwise it moves the picture as a page moves, sideways too; with Shift a wheel goes sideways.
 */
export function turned(camera: Camera, turn: Turn, { at, width, height }: Place): Camera {
  const pixels = (delta: number, page: number): number => delta * ([1, LINE, page][turn.deltaMode] ?? 1);
  const [x, y] = [pixels(turn.deltaX, width), pixels(turn.deltaY, height)];
  if (turn.ctrlKey || turn.metaKey) {
    const factor = Math.exp(-y / PINCH);
    return zoomAbout(camera, Math.min(NOTCH, Math.max(1 / NOTCH, factor)), at);
  }
  const [right, down] = turn.shiftKey && x === 0 ? [y, 0] : [x, y];
  return { ...camera, x: camera.x + right / camera.zoom, y: camera.y + down / camera.zoom };
}
