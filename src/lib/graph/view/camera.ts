import type { Point, Rect } from '#lib/graph/layout/layout.ts';

/** How a canvas looks at the figure: the point at its top left corner, in units, and pixels per unit. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

export const LEAST_ZOOM = 0.02;
export const MOST_ZOOM = 8;

export const clampZoom = (zoom: number): number => Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, zoom));

/** A figure below this share of the canvas's height stands in its middle: at the top it would be a strip. */
const STRIP = 0.6;

/** The camera that shows a whole figure, in the middle of the width and at the top, a strip in the middle; at most `most`:1. */
export function fitCamera(bounds: Rect, width: number, height: number, padding = 8, most = 1): Camera {
  const [roomX, roomY] = [Math.max(1, width - 2 * padding), Math.max(1, height - 2 * padding)];
  const zoom = clampZoom(Math.min(most, roomX / Math.max(1, bounds.width), roomY / Math.max(1, bounds.height)));
  const x = bounds.x + bounds.width / 2 - width / zoom / 2;
  if (bounds.height * zoom > STRIP * roomY) return { x, y: bounds.y - padding / zoom, zoom };
  return { x, y: bounds.y + bounds.height / 2 - height / zoom / 2, zoom };
}

/** The camera moved as little as needed, so that no side has room to spare while the figure goes on at the side across. */
export function filling(camera: Camera, bounds: Rect, width: number, height: number, padding = 8): Camera {
  const { x, y, zoom } = camera;
  const between = (at: number, from: number, size: number, room: number): number => {
    const [first, last] = [from - padding / zoom, from + size + padding / zoom - room / zoom];
    return Math.min(Math.max(at, Math.min(first, last)), Math.max(first, last));
  };
  return {
    x: between(x, bounds.x, bounds.width, width),
    y: between(y, bounds.y, bounds.height, height),
    zoom,
  };
}

/** What of the figure, in units, is at a place of the canvas, in pixels. */
export const unitsAt = ({ x, y, zoom }: Camera, [px, py]: Point): Point => [x + px / zoom, y + py / zoom];

/** The camera that has a place of the figure at a place of the canvas. */
export const holding = (zoom: number, [x, y]: Point, [px, py]: Point): Camera => ({
  x: x - px / zoom,
  y: y - py / zoom,
  zoom,
});

/** Zooms by a factor about a point of the canvas, in pixels. */
export const zoomAbout = (camera: Camera, factor: number, place: Point): Camera =>
  holding(clampZoom(camera.zoom * factor), unitsAt(camera, place), place);

/** What is on the screen, in units. */
export const viewportOf = ({ x, y, zoom }: Camera, width: number, height: number): Rect => ({
  x,
  y,
  width: width / zoom,
  height: height / zoom,
});

const STEP = 1.08;

/**
 * The zoom that texts are made for: the next lower of a ladder of steps, so that a text is never below its least size
 * and most turns of the wheel move the picture without making it anew.
 */
export const steppedZoom = (zoom: number): number => STEP ** Math.floor(Math.log(zoom) / Math.log(STEP) + 1e-9);

/** Sizes of the part that is drawn change by this factor: it is the same for many turns of the wheel. */
const PART_STEP = 1.5;

/** The part of the figure to draw: the screen and half as much again on two sides, in steps, so that it seldom changes. */
export function drawnPart(camera: Camera, width: number, height: number): Rect {
  const zoom = PART_STEP ** Math.floor(Math.log(camera.zoom) / Math.log(PART_STEP) + 1e-9);
  const seen = viewportOf({ ...camera, zoom }, width, height);
  const [stepX, stepY] = [Math.max(1, seen.width / 2), Math.max(1, seen.height / 2)];
  const [left, top] = [Math.floor(seen.x / stepX) * stepX, Math.floor(seen.y / stepY) * stepY];
  return { x: left, y: top, width: seen.width + stepX, height: seen.height + stepY };
}

/** The camera moved as little as needed, so that a rectangle is on the screen; margins are in pixels. */
export function reveal(camera: Camera, rect: Rect, width: number, height: number, margin = 24): Camera {
  const shift = (from: number, to: number, room: number): number =>
    from < margin ? from - margin : to > room - margin ? to - room + margin : 0;
  const left = (rect.x - camera.x) * camera.zoom;
  const top = (rect.y - camera.y) * camera.zoom;
  const dx = shift(left, left + rect.width * camera.zoom, width);
  const dy = shift(top, top + rect.height * camera.zoom, height);
  return dx === 0 && dy === 0 ? camera : { ...camera, x: camera.x + dx / camera.zoom, y: camera.y + dy / camera.zoom };
}
