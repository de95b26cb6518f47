import type { Layout, Rect } from '#lib/graph/layout/layout.ts';
import { tidy } from '#lib/graph/layout/geometry.ts';
import { writable } from '#lib/text.ts';
import { captionOf, type Caption } from './caption.ts';
import type { ColourToken } from './colour-tokens.ts';
import type { LabelKind } from './label.ts';
import type { SceneOptions } from './look.ts';
import {
  badgePrimitives,
  bandPrimitives,
  edgePrimitives,
  haloPrimitives,
  labelPrimitives,
  markPrimitives,
  type Primitive,
} from './primitives.ts';
import { sceneOf } from './scene.ts';

/** Colours by the name of their token: `{ ink: '#1B2029', … }`. */
export type SvgTheme = Readonly<Record<ColourToken, string>>;

export interface SvgOptions extends Omit<SceneOptions, 'zoom' | 'viewport'> {
  /** The accessible name. */
  readonly title: string;
  /** Pixels of a unit that texts and what is left out are chosen for. */
  readonly zoom?: number;
  /** Pixels of a unit in the file; as many as it was drawn for where absent. */
  readonly scale?: number;
  /** Labels that are left out. */
  readonly without?: readonly LabelKind[];
  /** What stands below. */
  readonly caption?: Caption;
  /** The token of the colour behind it; none when absent. */
  readonly ground?: ColourToken;
  /** What the file says beside the picture: an element of its `<metadata>`. */
  readonly metadata?: XmlElement;
}

/** An element of XML with text in it. */
export interface XmlElement {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly text?: string;
}

const FONTS = 'Inter, "Helvetica Neue", Arial, sans-serif';

/** What a picture is drawn of, from back to front, in these colours. */
export interface Picture {
  readonly bounds: Rect;
  readonly shapes: readonly Primitive[];
}

export type PictureOptions = Omit<SvgOptions, 'title' | 'metadata'>;

/** The figure as shapes with their colours written out: what an SVG is made of, and what other files draw. */
export function pictureOf(
  layout: Layout,
  theme: SvgTheme,
  { zoom = 1, ground, without = [], caption, ...options }: PictureOptions,
): Picture {
  const colour = (token: ColourToken): string => theme[token];
  const scene = sceneOf(layout, { ...options, zoom });
  const below = caption && captionOf(caption, layout.bounds, colour);
  const bounds = below?.bounds ?? layout.bounds;
  const { x, y, width, height } = bounds;
  return {
    bounds,
    shapes: [
      ...(ground === undefined
        ? []
        : [{ tag: 'rect', attributes: { x, y, width, height, fill: colour(ground) } } as const]),
      ...scene.bands.flatMap((band) => bandPrimitives(band, colour)),
      ...scene.halos.flatMap((halo) => haloPrimitives(halo, colour)),
      ...scene.frames.flatMap((mark) => markPrimitives(mark, colour)),
      ...scene.edges.flatMap((edge) => edgePrimitives(edge, colour)),
      ...scene.marks.flatMap((mark) => markPrimitives(mark, colour)),
      ...scene.labels.filter(({ kind }) => !without.includes(kind)).flatMap((label) => labelPrimitives(label, colour)),
      ...scene.badges.flatMap((badge) => badgePrimitives(badge, colour)),
      ...(below?.shapes ?? []),
    ],
  };
}

/** The figure as a file of its own: colours written out, text as text, nothing fetched. */
export function toSvg(
  layout: Layout,
  theme: SvgTheme,
  { title, zoom = 1, scale = zoom, metadata, ...options }: SvgOptions,
): string {
  const { bounds, shapes } = pictureOf(layout, theme, { ...options, zoom });
  const { x, y, width, height } = bounds;
  const size = `width="${tidy(width * scale)}" height="${tidy(height * scale)}" viewBox="${[x, y, width, height].map(tidy).join(' ')}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" ${size} font-family="${escape(FONTS)}">`,
    `<title>${escape(title)}</title>`,
    ...(metadata ? [`<metadata>${element(metadata)}</metadata>`] : []),
    ...shapes.map(element),
    '</svg>\n',
  ].join('\n');
}

function element({ tag, attributes, text }: XmlElement): string {
  const list = Object.entries(attributes).map(([name, value]) => ` ${name}="${escape(String(value))}"`);
  return text === undefined ? `<${tag}${list.join('')}/>` : `<${tag}${list.join('')}>${escape(text)}</${tag}>`;
}

const entities = new Map(Object.entries({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }));
const escape = (text: string): string => writable(text).replace(/[&<>"]/g, (character) => entities.get(character)!);
