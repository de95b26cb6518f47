import { inert, writeCsv } from '#lib/dla/exchange/tables/csv.ts';
import type { Costs } from '#lib/dla/analysis/costs.ts';
import { presetName, type Preset } from '#lib/dla/presets/presets.ts';

/** A preset with the accuracy that timm publishes of it, and what it costs. */
export interface Published {
  readonly id: string;
  readonly name: string;
  readonly preset: Preset;
  readonly accuracy: NonNullable<Preset['accuracy']>;
  readonly costs: Costs;
  /** Whether it is of the paper's family. */
  readonly isDla: boolean;
}

/** Presets without a published accuracy, or that are not counted yet, are none. */
export const publishedOf = (
  presets: readonly Preset[],
  costsOf: (id: string) => Costs | undefined,
): readonly Published[] =>
  presets.flatMap((preset) => {
    const { id, accuracy, use } = preset;
    const costs = costsOf(id);
    return accuracy && costs
      ? [{ id, name: presetName(preset), preset, accuracy, costs, isDla: use !== 'comparison' }]
      : [];
  });

/** How near a pointer must be, in pixels. */
const NEAR = 18;

export function nearestOf<Point extends { readonly x: number; readonly y: number }>(
  points: readonly Point[],
  x: number,
  y: number,
): Point | undefined {
  const distance = (point: Point) => Math.hypot(point.x - x, point.y - y);
  const [nearest] = points.toSorted((a, b) => distance(a) - distance(b));
  return nearest && distance(nearest) <= NEAR ? nearest : undefined;
}

interface Placed {
  readonly name: string;
  readonly cost: number;
}

/** The points of a plot, then the networks that stand on its axis, of which no accuracy is published. */
export const accuracyCsv = (
  head: readonly [name: string, cost: string, top1: string],
  published: readonly (Placed & { readonly top1: number })[],
  open: readonly Placed[],
): string =>
  writeCsv([
    head,
    ...published.map(({ name, cost, top1 }) => [inert(name), cost, top1]),
    ...open.map(({ name, cost }) => [inert(name), cost, '']),
  ]);
