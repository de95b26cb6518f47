import { grow } from '#lib/graph/layout/geometry.ts';
import type { Layout, Rect } from '#lib/graph/layout/layout.ts';
import { tintToken } from './colour-tokens.ts';
import type { Camera } from './camera.ts';
import {
  badgePrimitives,
  bandPrimitives,
  edgePrimitives,
  haloPrimitives,
  labelPrimitives,
  markPrimitives,
  speckPrimitive,
  type Colour,
  type Primitive,
} from './primitives.ts';
import { labelRect } from './label.ts';
import { LIMITS, type SceneLook } from './look.ts';
import { shapesOf, type Scene, type Shapes } from './scene.ts';
import { tilesIn, type Tile } from './tiles.ts';

/** The colours that the page has now, by the names of their tokens. */
export function shownColours(): Colour {
  const style = getComputedStyle(document.documentElement);
  const known = new Map<string, string>();
  return (token) => {
    const value = known.get(token) ?? style.getPropertyValue(`--${token}`).trim();
    known.set(token, value);
    return value;
  };
}

interface Look {
  readonly fill?: string;
  readonly stroke?: string;
  readonly width: number;
  readonly dash: readonly number[];
  readonly cap: CanvasLineCap;
  readonly join: CanvasLineJoin;
}

/** Shapes of one look as one path, or texts of one font. */
export interface Batch {
  readonly look: Look;
  readonly path: Path2D;
  readonly texts: readonly Primitive[];
}

/** The layers of a picture, from back to front: what one draws is never between what another draws. */
type Layers = readonly (readonly Batch[])[];

/** The same primitives that SVG draws, those of one layer that look alike taken together: one call draws them all. */
export const shapeLayers = (shapes: Shapes, colour: Colour): Layers =>
  [
    shapes.bands.flatMap((each) => bandPrimitives(each, colour)),
    shapes.halos.flatMap((each) => haloPrimitives(each, colour)),
    shapes.frames.flatMap((each) => markPrimitives(each, colour)),
    shapes.edges.flatMap((each) => edgePrimitives(each, colour)),
    shapes.marks.flatMap((each) => markPrimitives(each, colour)),
  ].map(batchLayer);

/** The layers of a figure that is far away: bands, and each mark as a speck. */
export const speckLayers = (shapes: Shapes, colour: Colour): Layers =>
  [
    shapes.bands.flatMap((each) => bandPrimitives(each, colour)),
    shapes.marks.map((each) => speckPrimitive(each, colour)),
  ].map(batchLayer);

export const textLayer = ({ labels, badges }: Pick<Scene, 'labels' | 'badges'>, colour: Colour): readonly Batch[] =>
  batchLayer([
    ...labels.flatMap((each) => labelPrimitives(each, colour)),
    ...badges.flatMap((each) => badgePrimitives(each, colour)),
  ]);

/** Under the names of bands that are far away, so that no speck runs through one. */
export function plateLayer({ labels }: Pick<Scene, 'labels'>, layout: Layout, colour: Colour): readonly Batch[] {
  const tints = new Map(layout.bands.map(({ id, tint }) => [id, tint]));
  return batchLayer(
    labels.map((label): Primitive => ({
      tag: 'rect',
      attributes: { ...grow(labelRect(label), label.size / 6), fill: colour(tintToken(tints.get(label.of) ?? 0)) },
    })),
  );
}

/** The shapes of tiles as batches, made when a tile is first seen and kept for every zoom. */
export class TilePictures {
  private readonly near = new WeakMap<Tile, Layers>();
  private readonly plain = new WeakMap<Tile, Layers>();
  private readonly far = new WeakMap<Tile, Layers>();

  constructor(
    private readonly look: SceneLook,
    private readonly colour: Colour,
  ) {}

  /**
   * Everything in a place as one list of batches, from back to front. Tiles that were not seen before are made until a
   * time, one at least; `whole` is false where some are left for the next frame.
   */
  in(tiles: readonly Tile[], rect: Rect, zoom: number, until: number): { batches: readonly Batch[]; whole: boolean } {
    const known = this.tableAt(zoom);
    const seen = tilesIn(tiles, rect);
    for (const tile of seen) {
      if (known.has(tile)) continue;
      known.set(tile, this.make(tile, known));
      if (performance.now() > until) break;
    }
    const layers = seen.flatMap((tile) => [known.get(tile) ?? []]);
    const count = Math.max(0, ...layers.map((each) => each.length));
    const batches = Array.from({ length: count }, (_, at) => layers.flatMap((each) => each[at] ?? [])).flat();
    return { batches, whole: seen.every((tile) => known.has(tile)) };
  }

  private tableAt(zoom: number): WeakMap<Tile, Layers> {
    return zoom < LIMITS.marks ? this.far : zoom < LIMITS.heads ? this.plain : this.near;
  }

  private make(tile: Tile, table: WeakMap<Tile, Layers>): Layers {
    const isFar = table === this.far;
    // Among specks no edge is drawn: none is made.
    const shapes = shapesOf(isFar ? { ...tile, edges: [] } : tile, this.look, table === this.near);
    return isFar ? speckLayers(shapes, this.colour) : shapeLayers(shapes, this.colour);
  }
}

function batchLayer(layer: readonly Primitive[]): Batch[] {
  const groups = new Map<string, { look: Look; path: Path2D; ways: string[]; texts: Primitive[] }>();
  for (const primitive of layer) {
    const { fill, stroke } = primitive.attributes;
    const width = Number(primitive.attributes['stroke-width'] ?? 1);
    const dash = String(primitive.attributes['stroke-dasharray'] ?? '');
    const cap = primitive.attributes['stroke-linecap'] ?? 'butt';
    const key = `${primitive.tag === 'text'} ${fill} ${stroke} ${width} ${dash} ${cap}`;
    let group = groups.get(key);
    if (!group) {
      const look: Look = {
        ...(fill !== undefined && fill !== 'none' && { fill: String(fill) }),
        ...(stroke !== undefined && { stroke: String(stroke) }),
        width,
        dash: dash === '' ? [] : dash.split(' ').map(Number),
        cap: cap as CanvasLineCap,
        join: (primitive.attributes['stroke-linejoin'] ?? 'miter') as CanvasLineJoin,
      };
      group = { look, path: new Path2D(), ways: [], texts: [] };
      groups.set(key, group);
    }
    if (primitive.tag === 'text') group.texts.push(primitive);
    else add(group, primitive);
  }
  return [...groups.values()].map(({ look, path, ways, texts }) => {
    // One long description is read in one go: far quicker than thousands of short ones.
    if (ways.length > 0) path.addPath(new Path2D(ways.join('')));
    return { look, path, texts };
  });
}

function add({ path, ways }: { path: Path2D; ways: string[] }, { tag, attributes }: Primitive): void {
  const at = (name: 'cx' | 'cy' | 'r' | 'x' | 'y' | 'rx' | 'width' | 'height'): number => Number(attributes[name] ?? 0);
  const [, dx = '0', dy = '0'] = /translate\((\S+) (\S+)\)/.exec(String(attributes.transform ?? '')) ?? [];
  const [left, top] = [Number(dx), Number(dy)];
  if (tag === 'path') {
    if (left === 0 && top === 0) ways.push(String(attributes.d));
    else path.addPath(new Path2D(String(attributes.d)), { e: left, f: top });
  } else if (tag === 'circle') {
    path.moveTo(left + at('cx') + at('r'), top + at('cy'));
    path.arc(left + at('cx'), top + at('cy'), at('r'), 0, 2 * Math.PI);
  } else if (at('rx') > 0) path.roundRect(left + at('x'), top + at('y'), at('width'), at('height'), at('rx'));
  else path.rect(left + at('x'), top + at('y'), at('width'), at('height'));
}

/** Draws batches on a canvas as the camera sees them; `ratio` is device pixels per pixel. */
export function paint(
  context: CanvasRenderingContext2D,
  batches: readonly Batch[],
  camera: Camera,
  ratio: number,
  font: string,
): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  const scale = camera.zoom * ratio;
  context.setTransform(scale, 0, 0, scale, -camera.x * scale, -camera.y * scale);
  for (const { look, path, texts } of batches) {
    if (look.fill !== undefined) context.fillStyle = look.fill;
    for (const text of texts) write(context, text, font);
    if (texts.length > 0) continue;
    if (look.fill !== undefined) context.fill(path);
    if (look.stroke === undefined) continue;
    context.strokeStyle = look.stroke;
    context.lineWidth = look.width;
    context.setLineDash([...look.dash]);
    context.lineCap = look.cap;
    context.lineJoin = look.join;
    context.stroke(path);
  }
}

function write(context: CanvasRenderingContext2D, { attributes, text = '' }: Primitive, font: string): void {
  const anchor = attributes['text-anchor'];
  context.font = `${attributes['font-weight'] ?? 400} ${attributes['font-size']}px ${font}`;
  context.textAlign = anchor === 'middle' ? 'center' : anchor === 'end' ? 'right' : 'left';
  context.fillText(text, Number(attributes.x), Number(attributes.y));
}
