import type { Rect } from '#lib/graph/layout/layout.ts';
import type { PdfFonts, Run } from './fonts.ts';
import { pdfNumber as number, pdfText } from './objects.ts';

/** A shape or a text, as SVG says it. */
export interface DrawnShape {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly text?: string;
}

/** A picture that is drawn from back to front. */
export interface Drawing {
  readonly bounds: Rect;
  readonly shapes: readonly DrawnShape[];
}

/** How far the ends of a quarter's tangents are, of its radius. */
const QUARTER = 0.5523;

const op = (values: readonly number[], name: string): string => `${values.map(number).join(' ')} ${name}`;

/** The operators that draw a shape; y grows downwards, as in the picture. */
export function drawShape({ tag, attributes, text }: DrawnShape, fonts: PdfFonts): string {
  const { fill = '#000000', stroke = 'none' } = attributes as { readonly fill?: string; readonly stroke?: string };
  if (tag === 'text') return drawText(attributes, text ?? '', fonts, fill);
  const path = tag === 'path' ? pathOf(String(attributes.d)) : tag === 'circle' ? circle(attributes) : rect(attributes);
  if (path === '') return '';
  const [filled, stroked] = [fill !== 'none', stroke !== 'none'];
  const caps = attributes['stroke-linecap'] === 'round' ? 1 : 0;
  const joins = attributes['stroke-linejoin'] === 'round' ? 1 : 0;
  const dashes = attributes['stroke-dasharray'];
  return [
    'q',
    ...moved(attributes.transform),
    ...(filled ? [`${colour(fill)} rg`] : []),
    ...(stroked
      ? [
          `${colour(stroke)} RG`,
          op([Number(attributes['stroke-width'] ?? 1)], 'w'),
          `${caps} J ${joins} j`,
          ...(dashes === undefined ? [] : [`[${dashes}] 0 d`]),
        ]
      : []),
    path,
    filled && stroked ? 'B' : filled ? 'f' : stroked ? 'S' : 'n',
    'Q',
  ].join('\n');
}

/** Three shares of a colour `#rrggbb`. */
const colour = (value: string): string =>
  [1, 3, 5].map((at) => number((parseInt(value.slice(at, at + 2), 16) || 0) / 255)).join(' ');

function moved(transform: string | number | undefined): readonly string[] {
  const [, x, y] = /^translate\((\S+) (\S+)\)$/.exec(String(transform ?? '')) ?? [];
  return x === undefined ? [] : [op([1, 0, 0, 1, Number(x), Number(y)], 'cm')];
}

function circle({ cx, cy, r }: DrawnShape['attributes']): string {
  const radius = Number(r);
  return rect({ x: Number(cx) - radius, y: Number(cy) - radius, width: 2 * radius, height: 2 * radius, rx: radius });
}

function rect({ x, y, width, height, rx = 0 }: DrawnShape['attributes']): string {
  const [left, top, wide, high] = [x, y, width, height].map(Number) as [number, number, number, number];
  const r = Math.min(Number(rx), wide / 2, high / 2);
  if (!(r > 0)) return op([left, top, wide, high], 're');
  const [right, bottom, k] = [left + wide, top + high, r * (1 - QUARTER)];
  return [
    op([left + r, top], 'm'),
    op([right - r, top], 'l'),
    op([right - k, top, right, top + k, right, top + r], 'c'),
    op([right, bottom - r], 'l'),
    op([right, bottom - k, right - k, bottom, right - r, bottom], 'c'),
    op([left + r, bottom], 'l'),
    op([left + k, bottom, left, bottom - k, left, bottom - r], 'c'),
    op([left, top + r], 'l'),
    op([left, top + k, left + k, top, left + r, top], 'c'),
    'h',
  ].join('\n');
}

/** How many numbers each command of a path takes. */
const takes = new Map(Object.entries({ m: 2, l: 2, h: 1, v: 1, q: 4, c: 6, z: 0 }));

/** The operators of an SVG path: lines, and curves of second and third order. */
function pathOf(d: string): string {
  const operators: string[] = [];
  let [x, y] = [0, 0];
  let start: readonly [number, number] = [0, 0];
  for (const [, letter, rest] of d.matchAll(/([A-Za-z])([^A-Za-z]*)/g)) {
    const kind = letter!.toLowerCase();
    const values = (rest!.match(/[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi) ?? []).map(Number);
    const count = takes.get(kind);
    if (count === undefined) throw new RangeError(`no path command ${letter}`);
    if (kind === 'z') {
      operators.push('h');
      [x, y] = start;
    }
    for (let at = 0; count > 0 && at + count <= values.length; at += count) {
      const relative = letter === kind;
      const [fromX, fromY] = relative ? [x, y] : [0, 0];
      const own = values.slice(at, at + count);
      const points =
        kind === 'h'
          ? [fromX + own[0]!, y]
          : kind === 'v'
            ? [x, fromY + own[0]!]
            : own.map((value, place) => value + (place % 2 === 0 ? fromX : fromY));
      const [toX, toY] = points.slice(-2) as [number, number];
      const [ax, ay] = points as [number, number];
      if (kind === 'q') {
        // The same curve of third order.
        const third = (a: number, b: number): number => a + (2 / 3) * (b - a);
        operators.push(op([third(x, ax), third(y, ay), third(toX, ax), third(toY, ay), toX, toY], 'c'));
      } else operators.push(op(points, kind === 'c' ? 'c' : kind === 'm' && at === 0 ? 'm' : 'l'));
      if (kind === 'm' && at === 0) start = [toX, toY];
      [x, y] = [toX, toY];
    }
  }
  return operators.join('\n');
}

function drawText(attributes: DrawnShape['attributes'], text: string, fonts: PdfFonts, fill: string): string {
  const size = Number(attributes['font-size']);
  const runs = fonts.runs(text, Number(attributes['font-weight'] ?? 400));
  const width = size * runs.reduce((sum, run) => sum + run.width, 0);
  const shift = { middle: width / 2, end: width }[String(attributes['text-anchor'])] ?? 0;
  // Texts stand upright where everything else is turned over.
  const at = op([1, 0, 0, -1, Number(attributes.x) - shift, Number(attributes.y)], 'Tm');
  return ['BT', `${colour(fill)} rg`, at, ...runs.flatMap((run) => show(run, size)), 'ET'].join('\n');
}

function show({ font, codes, says }: Run, size: number): readonly string[] {
  const shown = [`/${font} ${number(size)} Tf`, `<${codes}> Tj`];
  return says === undefined ? shown : [`/Span << /ActualText ${pdfText(says)} >> BDC`, ...shown, 'EMC'];
}
