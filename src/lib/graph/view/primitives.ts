import { writable } from '#lib/text.ts';
import { grow, isRound, rectOf, tidy } from '#lib/graph/layout/geometry.ts';
import type { LayoutMark, Point, Rect } from '#lib/graph/layout/layout.ts';
import { roundedPath } from '#lib/graph/layout/rounded-path.ts';
import type { Badge } from './badges.ts';
import { tintToken, type ColourToken } from './colour-tokens.ts';
import { labelRect, type Label } from './label.ts';
import type { SceneBand, SceneEdge, SceneHalo, SceneMark } from './scene.ts';

/** One SVG element. The canvas and the exported file draw the same ones; only the colours' form differs. */
export interface Primitive {
  readonly tag: 'rect' | 'circle' | 'path' | 'text';
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly text?: string;
}

/** From the name of a token (`agg-fill`) to what stands in the attribute. */
export type Colour = (token: ColourToken) => string;
export const cssColour: Colour = (token) => `var(--${token})`;

const round = { 'stroke-linecap': 'round', 'stroke-linejoin': 'round' } as const;

const rect = (
  mark: Pick<LayoutMark, 'x' | 'y' | 'width' | 'height'>,
  radius: number,
  attributes: Primitive['attributes'],
): Primitive => ({
  tag: 'rect',
  attributes: { ...rectOf(mark), rx: radius, ...attributes },
});

export function bandPrimitives({ band, difference }: SceneBand, colour: Colour): Primitive[] {
  const changed = difference && {
    stroke: colour(difference),
    'stroke-width': 2,
    'stroke-dasharray': '1 5',
    'stroke-linecap': 'round',
  };
  if (band.isFrame) {
    const line = { stroke: colour('edge'), 'stroke-width': 1.5, 'stroke-dasharray': '6 3' };
    return [{ tag: 'rect', attributes: { ...band.rect, rx: 7, fill: 'none', ...line, ...changed } }];
  }
  return [
    {
      tag: 'rect',
      attributes: {
        ...band.rect,
        rx: band.parent === undefined ? 8 : 5,
        fill: colour(tintToken(band.tint)),
        ...changed,
      },
    },
  ];
}

export function haloPrimitives({ path, mark }: SceneHalo, colour: Colour): Primitive[] {
  const halo = colour('halo');
  if (path) return [{ tag: 'path', attributes: { d: path, fill: 'none', stroke: halo, 'stroke-width': 11, ...round } }];
  if (!mark) return [];
  const { x, y, width, height } = mark;
  if (isRound(mark)) return [{ tag: 'circle', attributes: { cx: x, cy: y, r: width / 2 + 5, fill: halo } }];
  return [rect({ x, y, width: width + 8, height: height + 8 }, 9, { fill: halo })];
}

export function edgePrimitives(
  { edge, path, head, width, kind, difference, heat }: SceneEdge,
  colour: Colour,
): Primitive[] {
  const plain = heat === undefined ? (kind === 'backbone' ? 'blk-line' : 'agg') : 'accent';
  const stroke = colour(difference && difference !== 'chg' ? difference : plain);
  const line = {
    d: path,
    fill: 'none',
    stroke,
    'stroke-width': tidy(difference === 'add' ? width + 1 : difference === 'del' ? width + 0.5 : width),
    ...(difference === 'del' && { 'stroke-dasharray': '5 4' }),
    'stroke-linecap': 'round',
  };
  const drawn: Primitive[] = [{ tag: 'path', attributes: line }];
  if (head) drawn.push({ tag: 'path', attributes: { d: head, fill: stroke } });
  if (edge.tap)
    drawn.push({ tag: 'circle', attributes: { cx: edge.points[0]![0], cy: edge.points[0]![1], r: 3, fill: stroke } });
  return drawn;
}

export function markPrimitives({ mark, difference, heat }: SceneMark, colour: Colour): Primitive[] {
  const { kind, x, y, width } = mark;
  const line = difference ? colour(difference) : undefined;
  const fill = difference ? colour(`${difference}-soft`) : undefined;
  const dash: Primitive['attributes'] = difference === 'del' ? { 'stroke-dasharray': '4 3' } : {};
  const heated = heat === undefined ? [] : [heatPrimitive(mark, heat, colour)];
  switch (kind) {
    case 'source':
      return [{ tag: 'circle', attributes: { cx: x, cy: y, r: 3, fill: colour('blk-line') } }];
    case 'node': {
      const look = {
        fill: fill ?? colour('agg-fill'),
        stroke: line ?? colour('agg'),
        'stroke-width': difference ? 3 : 2,
        ...dash,
      };
      const sign = badgeOf(mark, look.stroke, colour);
      if (!isRound(mark)) return [rect(mark, mark.open ? 12 : width / 2, look), ...sign, ...heated];
      return [{ tag: 'circle', attributes: { cx: x, cy: y, r: width / 2, ...look } }, ...sign, ...heated];
    }
    case 'pool':
    case 'up':
      return [
        {
          tag: 'path',
          attributes: {
            d: trapezium(mark),
            fill: fill ?? colour('blk'),
            stroke: line ?? colour('agg'),
            'stroke-width': 1.5,
            'stroke-linejoin': 'round',
            ...dash,
          },
        },
      ];
    case 'op':
      return [
        rect(mark, mark.height / 2, { fill: colour('blk'), stroke: colour('edge'), 'stroke-width': 1 }),
        ...heated,
      ];
    case 'collapsed':
      return [
        rect(mark, 6, {
          fill: fill ?? colour('blk'),
          stroke: line ?? colour('blk-line'),
          'stroke-width': difference ? 2.5 : 1.5,
          ...dash,
        }),
        ...pictogramPrimitives(mark, colour),
        ...heated,
      ];
    case 'block':
      return [
        rect(mark, mark.open ? 8 : 4, {
          fill: fill ?? colour('blk'),
          stroke: line ?? colour('blk-line'),
          'stroke-width': difference ? 2.5 : 1.5,
          ...dash,
        }),
        ...signOf(mark, line ?? colour('edge')),
        ...heated,
      ];
  }
}

/** The sign of a block: along its upper border, in the corner of a frame. */
function signOf({ sign, open, x, y, width, height }: LayoutMark, fill: string): Primitive[] {
  if (sign === undefined) return [];
  const [left, top] = open ? [x - width / 2 + 16, y - height / 2 + 12] : [x, y - height / 2 + 5.5];
  return [{ tag: 'path', attributes: { d: sign, transform: `translate(${tidy(left)} ${tidy(top)})`, fill } }];
}

/** The sign of a node: a badge on its border, where no edge enters. */
function badgeOf(mark: LayoutMark, ink: string, colour: Colour): Primitive[] {
  if (mark.sign === undefined) return [];
  const off = isRound(mark) ? mark.width / 2 / Math.SQRT2 + 1 : mark.width / 2 - 2;
  const [cx, cy] = [tidy(mark.x + off), tidy(mark.y + (isRound(mark) ? off : mark.height / 2 - 3))];
  const plate = { cx, cy, r: 5, fill: colour('blk'), stroke: ink, 'stroke-width': 1.25 };
  return [
    { tag: 'circle', attributes: plate },
    { tag: 'path', attributes: { d: mark.sign, transform: `translate(${cx} ${cy})`, fill: ink } },
  ];
}

/** A mark of which no more is to be seen than where it is. */
export const speckPrimitive = ({ mark, difference }: SceneMark, colour: Colour): Primitive => ({
  tag: 'rect',
  attributes: { ...rectOf(mark), fill: colour(difference ?? (mark.kind === 'node' ? 'agg' : 'edge')) },
});

/** A pool narrows downstream, which is upwards on its way to the lane; an up-sampling widens. */
function trapezium({ kind, x, y, width, height }: LayoutMark): string {
  const [half, narrow, top, bottom] = [width / 2, width / 4, tidy(y - height / 2), tidy(y + height / 2)];
  const [wide, thin] = kind === 'pool' ? [top, bottom] : [bottom, top];
  return `M${tidy(x - half)},${wide}H${tidy(x + half)}L${tidy(x + narrow)},${thin}H${tidy(x - narrow)}Z`;
}

/** A bar along the foot of a mark, as long as its share: length says what the colour says. A glyph has its number there. */
function heatPrimitive({ kind, x, y, width, height }: LayoutMark, heat: number, colour: Colour): Primitive {
  const full = width - 6;
  const shown = Math.max(1, full * Math.min(1, Math.max(0, heat)));
  return {
    tag: 'rect',
    attributes: {
      x: tidy(x - full / 2),
      y: tidy(y + height / 2 + (kind === 'collapsed' ? 4 : -6)),
      width: tidy(shown),
      height: 3,
      rx: 1.5,
      fill: colour('accent'),
    },
  };
}

/** The pictogram of a collapsed group: 40 × 28 units, above the number. */
function pictogramPrimitives({ pictogram, x, y }: LayoutMark, colour: Colour): Primitive[] {
  if (!pictogram) return [];
  const transform = `translate(${tidy(x - 20)} ${tidy(y - 26)})`;
  const ink = colour('blk-line');
  const green = colour('agg');
  return [
    { tag: 'path', attributes: { d: pictogram.backbone, transform, fill: 'none', stroke: ink, 'stroke-width': 1.1 } },
    {
      tag: 'path',
      attributes: { d: pictogram.aggregation, transform, fill: 'none', stroke: green, 'stroke-width': 1.3 },
    },
    ...pictogram.blocks.map(([px, py]): Primitive => ({
      tag: 'rect',
      attributes: { x: px - 3, y: py - 3, width: 6, height: 6, rx: 1, transform, fill: ink },
    })),
    ...pictogram.nodes.map(([px, py]): Primitive => ({
      tag: 'circle',
      attributes: { cx: px, cy: py, r: 2.6, transform, fill: green },
    })),
  ];
}

const tidyRect = ({ x, y, width, height }: Rect): Rect => ({
  x: tidy(x),
  y: tidy(y),
  width: tidy(width),
  height: tidy(height),
});

const inks: Readonly<Record<Label['kind'], readonly [colour: ColourToken, weight: number]>> = {
  title: ['ink', 600],
  fact: ['muted', 400],
  note: ['chg', 600],
  block: ['ink', 500],
  node: ['agg-ink', 600],
  frame: ['ink', 600],
  given: ['ink', 500],
  op: ['ink', 400],
  pool: ['muted', 400],
  shape: ['muted', 400],
  count: ['agg-ink', 600],
};

export function labelPrimitives(label: Label, colour: Colour): Primitive[] {
  const { kind, text, x, y, size, anchor } = label;
  const [ink, weight] = inks[kind];
  const drawn: Primitive[] = [];
  if (kind === 'count') {
    const width = size * (0.7 + 0.66 * text.length);
    drawn.push({
      tag: 'rect',
      attributes: {
        x: tidy(x - width / 2),
        y: tidy(y - size * 0.65),
        width: tidy(width),
        height: tidy(size * 1.3),
        rx: tidy(size * 0.65),
        fill: colour('agg-fill'),
        stroke: colour('agg'),
        'stroke-width': tidy(size / 11),
      },
    });
  }
  // The name of a frame stands over its ops.
  if (kind === 'frame') {
    const plate = grow(labelRect(label), size / 4);
    drawn.push({ tag: 'rect', attributes: { ...tidyRect(plate), rx: tidy(size / 3), fill: colour('blk') } });
  }
  drawn.push(textPrimitive(text, x, y, size, anchor, { fill: colour(ink), 'font-weight': weight }));
  return drawn;
}

export function badgePrimitives({ difference, text, x, y, radius }: Badge, colour: Colour): Primitive[] {
  const surface = colour('surface');
  if (!difference) {
    // As wide as what it says.
    const width = radius * Math.max(2, 1 + 0.95 * text.length);
    const plate = { fill: colour('ink'), stroke: surface, 'stroke-width': tidy(radius / 5) };
    return [
      rect({ x, y, width, height: 2 * radius }, tidy(radius), plate),
      textPrimitive(text, x, y, (radius * 11) / 7, 'middle', { fill: surface, 'font-weight': 700 }),
    ];
  }
  return [
    {
      tag: 'circle',
      attributes: {
        cx: tidy(x),
        cy: tidy(y),
        r: tidy(radius),
        fill: colour(difference),
        stroke: surface,
        'stroke-width': tidy(radius / 5),
      },
    },
    textPrimitive(text, x, y, (radius * 12) / 7, 'middle', { fill: surface, 'font-weight': 700 }),
  ];
}

/** A text whose middle is at `y`; the shift to its base line is written out, for programs that know no other way. */
export const textPrimitive = (
  text: string,
  x: number,
  y: number,
  size: number,
  anchor: Label['anchor'],
  attributes: Primitive['attributes'],
): Primitive => ({
  tag: 'text',
  attributes: { x: tidy(x), y: tidy(y + size * 0.36), 'font-size': tidy(size), 'text-anchor': anchor, ...attributes },
  text: writable(text),
});

/** What shows a selection or the keyboard's place around a mark. */
export function ringPrimitive(mark: LayoutMark, colour: string, width: number, room: number): Primitive {
  const look = { fill: 'none', stroke: colour, 'stroke-width': width };
  if (isRound(mark))
    return { tag: 'circle', attributes: { cx: mark.x, cy: mark.y, r: mark.width / 2 + room, ...look } };
  return rect({ ...mark, width: mark.width + 2 * room, height: mark.height + 2 * room }, 8, look);
}

/** The sign of what a person pinned: a pin of 12 pixels that stands in its corner. */
export function pinPrimitive([x, y]: Point, zoom: number, colour: Colour): Primitive[] {
  const at = (dx: number, dy: number): string => `${tidy(x + dx / zoom)},${tidy(y + dy / zoom)}`;
  return [
    {
      tag: 'path',
      attributes: {
        d: `M${at(0, 1)}L${at(0, -5)}`,
        fill: 'none',
        stroke: colour('ink'),
        'stroke-width': tidy(1.5 / zoom),
        'stroke-linecap': 'round',
      },
    },
    {
      tag: 'circle',
      attributes: {
        cx: tidy(x),
        cy: tidy(y - 7 / zoom),
        r: tidy(3.5 / zoom),
        fill: colour('accent'),
        stroke: colour('surface'),
        'stroke-width': tidy(1 / zoom),
      },
    },
  ];
}

export const linePrimitive = (points: Parameters<typeof roundedPath>[0], stroke: string, width: number): Primitive => ({
  tag: 'path',
  attributes: { d: roundedPath(points), fill: 'none', stroke, 'stroke-width': width, ...round },
});
