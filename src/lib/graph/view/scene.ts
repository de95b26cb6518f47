import { grow, meets } from '#lib/graph/layout/geometry.ts';
import type { EdgeKind, Layout, LayoutBand, LayoutEdge, LayoutMark, Point } from '#lib/graph/layout/layout.ts';
import { arrowHead, roundedPath } from '#lib/graph/layout/rounded-path.ts';
import type { Label } from './label.ts';
import { placeLabels } from './labels.ts';
import { indexOfLayout } from './layout-index.ts';
import { differenceSigns, signBadges, type Badge } from './badges.ts';
import { LIMITS, type Difference, type SceneLook, type SceneOptions, type Sign } from './look.ts';

export interface SceneEdge {
  readonly edge: LayoutEdge;
  readonly path: string;
  readonly head: string;
  readonly width: number;
  readonly kind: EdgeKind;
  readonly difference?: Difference;
  readonly heat?: number;
}

export interface SceneMark {
  readonly mark: LayoutMark;
  readonly difference?: Difference;
  readonly heat?: number;
}

export interface SceneBand {
  readonly band: LayoutBand;
  readonly difference?: Difference;
}

/** Everything that is drawn, from back to front; selection and hover are drawn over it (see `overlay.ts`). */
export interface Scene {
  readonly zoom: number;
  readonly bands: readonly SceneBand[];
  readonly halos: readonly SceneHalo[];
  /** Open nodes: frames, under the edges between the ops that they hold. */
  readonly frames: readonly SceneMark[];
  readonly edges: readonly SceneEdge[];
  readonly marks: readonly SceneMark[];
  readonly labels: readonly Label[];
  readonly badges: readonly Badge[];
}

export interface SceneHalo {
  readonly id: string;
  readonly path?: string;
  readonly mark?: LayoutMark;
}

/** What of a layout is drawn: all of it, or what stands in some place. */
export type Part = Pick<Layout, 'bands' | 'marks' | 'edges'>;

/** What is drawn under the texts, and does not depend on the zoom but for the heads of edges. */
export type Shapes = Pick<Scene, 'bands' | 'halos' | 'frames' | 'edges' | 'marks'>;

export function sceneOf(layout: Layout, options: SceneOptions): Scene {
  const part = partOf(layout, options);
  return { ...shapesOf(part, options, options.zoom >= LIMITS.heads), ...textsOf(layout, part, options) };
}

/** A scene without its shapes, for a picture whose shapes are kept elsewhere (see `tiles.ts`). */
export const textScene = (layout: Layout, options: SceneOptions): Scene => ({
  ...{ bands: [], halos: [], frames: [], edges: [], marks: [] },
  ...textsOf(layout, partOf(layout, options), options),
});

/** What is on the screen; of a figure that is far away the bands alone. */
function partOf(layout: Layout, { zoom, enlarged = 1, viewport }: SceneOptions): Part {
  const seen = viewport ? grow(viewport, 40 / zoom) : undefined;
  const bands = layout.bands.filter(({ rect }) => !seen || meets(rect, seen));
  if (zoom * enlarged < LIMITS.marks) return { bands, marks: [], edges: [] };
  if (!seen) return { bands, marks: layout.marks, edges: layout.edges };
  const index = indexOfLayout(layout);
  return { bands, marks: index.marksIn(seen), edges: index.edgesIn(seen) };
}

export function shapesOf({ bands, marks, edges }: Part, options: SceneLook, heads: boolean): Shapes {
  const { differences = new Map<string, Difference>(), heat, path = new Set<string>() } = options;
  const drawMark = (mark: LayoutMark): SceneMark =>
    plainOr(marksAsTheyAre, mark, { mark, difference: differences.get(mark.id), heat: heat?.get(mark.id) });
  return {
    bands: bands.map((band) => plainOr(bandsAsTheyAre, band, { band, difference: differences.get(band.id) })),
    halos: [
      ...edges.filter(({ id }) => path.has(id)).map((edge) => ({ id: edge.id, path: roundedPath(edge.points) })),
      ...marks.filter(({ id }) => path.has(id)).map((mark) => ({ id: mark.id, mark })),
    ],
    edges: edges.map((edge) => drawEdge(edge, heads, differences.get(edge.id), heat?.get(edge.id))),
    frames: marks.filter(({ open }) => open).map(drawMark),
    marks: marks.filter(({ open }) => !open).map(drawMark),
  };
}

function textsOf(layout: Layout, part: Part, options: SceneOptions): Pick<Scene, 'zoom' | 'labels' | 'badges'> {
  const { zoom, differences = new Map<string, Difference>(), signs = new Map<string, Sign>() } = options;
  const badges = [
    ...differenceSigns(part.marks, part.edges, differences, zoom),
    ...signBadges(part.marks, part.edges, signs, zoom),
  ];
  return { zoom, labels: placeLabels({ ...layout, ...part }, options, badges), badges };
}

/** Things without a difference are the same in every scene of a layout, so that the page leaves them alone. */
const bandsAsTheyAre = new WeakMap<LayoutBand, SceneBand>();
const marksAsTheyAre = new WeakMap<LayoutMark, SceneMark>();
const edgesAsTheyAre = [new WeakMap<LayoutEdge, SceneEdge>(), new WeakMap<LayoutEdge, SceneEdge>()] as const;

function plainOr<K extends object, T extends { readonly difference?: Difference; readonly heat?: number }>(
  known: WeakMap<K, T>,
  key: K,
  made: T,
): T {
  if (made.difference !== undefined || made.heat !== undefined) return made;
  const before = known.get(key);
  if (before) return before;
  known.set(key, made);
  return made;
}

/** How much wider the edge of the greatest heat is. */
const HEATED = 8;

/** An edge's line and its arrow head. Bundles are thicker, and so is what has a heat: width says what the colour says. */
function drawEdge(edge: LayoutEdge, heads: boolean, difference?: Difference, heat?: number): SceneEdge {
  const known = edgesAsTheyAre[heads ? 1 : 0];
  const before = known.get(edge);
  if (before && difference === undefined && heat === undefined) return before;
  const plain = edge.kind === 'backbone' ? 1.5 : 2;
  const width = (edge.count > 1 ? 2 + Math.log2(edge.count) : plain) + HEATED * (heat ?? 0);
  const inner = edge.points.length === 2 && length(edge.points) < 12;
  const drawn: SceneEdge = {
    edge,
    path: roundedPath(edge.points),
    head: !heads || inner ? '' : arrowHead(edge.points, 5 + width - plain, 3 + (width - plain) / 2),
    width,
    kind: edge.kind,
    difference,
    heat,
  };
  return plainOr(known, edge, drawn);
}

const length = (points: readonly Point[]): number =>
  Math.hypot(points[1]![0] - points[0]![0], points[1]![1] - points[0]![1]);
