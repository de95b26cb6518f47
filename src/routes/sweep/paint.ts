import type { Brush } from '#lib/workspace/sweep/brushes.ts';
import { placeOf, stretches, type Places } from '#lib/workspace/sweep/places.ts';
import type { Dimension, SweepTable } from '#lib/workspace/sweep/table.ts';
import type { Pen } from './svg-pen.ts';

/** What a variant is for a person: outside the limits, within them, or with no rival. */
export type Standing = 'excluded' | 'fine' | 'front';

export const standingOf = ({ ok, pareto }: SweepTable, point: number): Standing =>
  pareto[point] ? 'front' : ok[point] ? 'fine' : 'excluded';

/** A canvas as large as its place, in the screen's own pixels; its units are CSS pixels. */
export function sized(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D {
  const scale = devicePixelRatio;
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext('2d')!;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  return context;
}

/** A colour of the page as it is now. */
const colour = (token: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${token}`).trim();

export const looks = {
  excluded: { token: 'edge', size: 2, alpha: 0.55 },
  fine: { token: 'add', size: 4, alpha: 0.7 },
  front: { token: 'accent', size: 8, alpha: 1 },
} as const;
export const standings: readonly Standing[] = ['excluded', 'fine', 'front'];

/** Outlines of the marks of variants, around 0, 0. */
export const standingMarks: Readonly<Record<Standing, string>> = {
  excluded: 'M-1,-1H1V1H-1Z',
  fine: 'M-2,-2H2V2H-2Z',
  front: 'M0,-5L5,0L0,5L-5,0Z',
};

/** How many points are drawn between two looks at the clock. */
const PIECE = 1000;

/** Points at their places, what matters most on top; those that brushes leave out are faint. */
export function* paintPoints(
  open: () => Pen,
  { x, y }: Places,
  table: SweepTable,
  within: Uint8Array,
): Generator<undefined, void> {
  const context = open();
  const surface = colour('canvas');
  for (const standing of standings) {
    const { token, size: side, alpha } = looks[standing];
    context.fillStyle = colour(token);
    context.strokeStyle = surface;
    context.lineWidth = 1;
    for (let point = 0; point < x.length; point += 1) {
      if (point % PIECE === PIECE - 1) yield;
      if (Number.isNaN(x[point]! + y[point]!) || standingOf(table, point) !== standing) continue;
      context.globalAlpha = within[point] ? alpha : alpha / 6;
      if (standing !== 'front') {
        context.fillRect(x[point]! - side / 2, y[point]! - side / 2, side, side);
        continue;
      }
      const [left, top, half] = [x[point]!, y[point]!, side / 2 + 1];
      context.beginPath();
      context.moveTo(left, top - half);
      context.lineTo(left + half, top);
      context.lineTo(left, top + half);
      context.lineTo(left - half, top);
      context.closePath();
      context.fill();
      context.stroke();
    }
    yield;
  }
  context.globalAlpha = 1;
}

const lines = {
  excluded: { token: 'edge', width: 1, alpha: 0.25 },
  fine: { token: 'add', width: 1, alpha: 0.4 },
  front: { token: 'accent', width: 1.75, alpha: 0.9 },
} as const;

/** So many lines between two axes have their whole colour. */
const FULL = 400;

/** Lines from axis to axis; of those that lie on one another one. */
export function* paintLines(
  open: () => Pen,
  dimensions: readonly Dimension[],
  across: (axis: number) => number,
  [top, bottom]: readonly [top: number, bottom: number],
  table: SweepTable,
  within: Uint8Array,
): Generator<undefined, void> {
  const context = open();
  for (const standing of standings) {
    const { token, width: weight, alpha } = lines[standing];
    context.strokeStyle = colour(token);
    context.lineWidth = weight;
    const seen = within.map((inside, point) => Number(inside && standingOf(table, point) === standing));
    yield;
    for (const [axis, dimension] of dimensions.entries()) {
      const next = dimensions[axis + 1];
      if (!next) continue;
      const found = stretches(dimension, next, seen, bottom - top);
      // The more lines, the fainter each: of ten thousand one still sees where most of them run.
      context.globalAlpha = Math.max(alpha / 8, Math.min(alpha, (alpha * FULL) / found.length));
      yield;
      for (let start = 0; start < found.length; start += PIECE) {
        context.beginPath();
        for (const [from, to] of found.slice(start, start + PIECE)) {
          context.moveTo(across(axis), top + from);
          context.lineTo(across(axis + 1), top + to);
        }
        context.stroke();
        yield;
      }
    }
  }
  context.globalAlpha = 1;
}

/** The stretch of an axis between two heights on the screen. */
export function brushBetween(
  dimension: Dimension,
  a: number,
  b: number,
  [top, bottom]: readonly [number, number],
): Brush {
  const value = (at: number): number => {
    const share = Math.min(1, Math.max(0, (bottom - at) / (bottom - top)));
    return dimension.least + share * (dimension.most - dimension.least);
  };
  const [from, to] = [value(Math.max(a, b)), value(Math.min(a, b))];
  // Of listed values every one that the stretch touches.
  return dimension.values ? { from: Math.round(from), to: Math.round(to) } : { from, to };
}

export const heightOf = (dimension: Dimension, value: number, [top, bottom]: readonly [number, number]): number =>
  placeOf(dimension, value, bottom, top);
