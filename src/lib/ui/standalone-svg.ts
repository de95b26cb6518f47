import { writable } from '#lib/text.ts';

/** What a drawing needs of its style sheet. */
const PROPERTIES = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'opacity',
  'paint-order',
  'vector-effect',
  'font-size',
  'font-weight',
  'text-anchor',
] as const;

const FONTS = 'Inter, "Helvetica Neue", Arial, "Noto Sans CJK SC", sans-serif';
const SVG = 'http://www.w3.org/2000/svg';

/** What a curve or mark stands for, as it is written below a chart. */
export interface ChartKey {
  readonly label: string;
  readonly colour: string;
  /** A line before the mark, dashed so; none where there is no line. */
  readonly dash?: string;
  /** Outline of the mark, around 0, 0. */
  readonly mark: string;
}

export interface ChartParts {
  /** What the chart shows, and of what: written above it, for a file stands alone. */
  readonly heading?: string;
  /** What is painted on the chart's canvas, as elements of SVG. */
  readonly painted?: string;
  readonly key?: readonly ChartKey[];
}

export interface StandaloneSvg {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

type Attributes = Readonly<Record<string, string | number>>;

function made(name: string, attributes: Attributes, text = ''): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, String(value));
  element.textContent = text;
  return element;
}

/** A colour of the page as it is now: `var(--accent)` → `#0b62d6`. */
const shownColour = (colour: string): string =>
  colour.replace(/^var\((--[\w-]+)\)$/, (_, token: string) =>
    getComputedStyle(document.documentElement).getPropertyValue(token).trim(),
  );

/** What a drawing of the page holds, with its styles as they are seen. */
function drawnIn(drawn: SVGSVGElement): readonly Node[] {
  const copy = drawn.cloneNode(true) as SVGSVGElement;
  const shown = [...drawn.querySelectorAll('*')];
  [...copy.querySelectorAll('*')].forEach((element, index) => {
    const style = getComputedStyle(shown[index]!);
    for (const name of PROPERTIES) element.setAttribute(name, style.getPropertyValue(name));
    element.removeAttribute('style');
    element.removeAttribute('class');
  });
  return [...copy.childNodes].filter(({ nodeType }) => nodeType === Node.ELEMENT_NODE);
}

/** The lines of a text of the page, where they stand. */
function linesOf(text: Text): readonly { readonly words: string; readonly box: DOMRect }[] {
  const lines: { words: string; box: DOMRect }[] = [];
  for (const word of text.data.matchAll(/\S+/g)) {
    const range = document.createRange();
    range.setStart(text, word.index);
    range.setEnd(text, word.index + word[0].length);
    const box = range.getBoundingClientRect();
    const last = lines.at(-1);
    if (last && Math.abs(last.box.top - box.top) < 2) last.words += ` ${word[0]}`;
    else if (box.width > 0) lines.push({ words: word[0], box });
  }
  return lines;
}

/** Between the edge of a file and what is drawn. */
const MARGIN = 12;
const HEADING = { size: 13, weight: 600, line: 18 } as const;

function penOf(font: string): CanvasRenderingContext2D {
  const pen = document.createElement('canvas').getContext('2d')!;
  pen.font = `${font} ${FONTS}`;
  return pen;
}

/** A heading in as many lines as the width of the chart asks for. */
function headingOf(heading: string, width: number, fill: string): readonly SVGElement[] {
  const pen = penOf(`${HEADING.weight} ${HEADING.size}px`);
  const lines: string[] = [];
  // Chinese has no spaces between words, and may break anywhere.
  for (const word of heading.match(/\p{Script=Han}|[^\s\p{Script=Han}]+\s*/gu) ?? []) {
    const last = lines.at(-1);
    if (last !== undefined && pen.measureText((last + word).trimEnd()).width <= width)
      lines[lines.length - 1] = last + word;
    else lines.push(word);
  }
  const look = { fill, 'font-size': HEADING.size, 'font-weight': HEADING.weight };
  return lines.map((line, index) =>
    made('text', { x: 0, y: HEADING.line * index + HEADING.size, ...look }, line.trimEnd()),
  );
}

/** One row after the other, as wide as the chart. */
function keyOf(key: readonly ChartKey[], width: number, top: number, fill: string) {
  const pen = penOf('11px');
  const elements: SVGElement[] = [];
  let [x, y] = [8, top + 12];
  for (const { label, colour, dash, mark } of key) {
    const sign = dash === undefined ? 14 : 34;
    const room = sign + pen.measureText(label).width + 16;
    if (x > 8 && x + room > width) [x, y] = [8, y + 18];
    const look = shownColour(colour);
    if (dash !== undefined)
      elements.push(
        made('path', { d: `M${x},${y}h28`, stroke: look, 'stroke-width': 2, 'stroke-dasharray': dash || 'none' }),
      );
    elements.push(made('path', { d: mark, fill: look, transform: `translate(${x + sign / 2 - 3},${y})` }));
    elements.push(made('text', { x: x + sign, y: y + 4, fill, 'font-size': 11 }, label));
    x += room;
  }
  return { elements, bottom: y + 10 };
}

/**
 * A chart of the page as a file of its own: its drawings, what is painted between them and the words around them, where they stand
 * and in the colours that are seen, on the colour behind it, nothing fetched.
 */
export function standaloneSvg(
  chart: Element,
  title: string,
  { heading = '', painted = '', key = [] }: ChartParts = {},
): StandaloneSvg {
  const root = chart.getBoundingClientRect();
  const [width, room] = [Math.ceil(Math.max(root.width, chart.scrollWidth)), Math.ceil(root.height)];
  const layers: Node[] = [];
  const visit = (element: Element): void => {
    const box = element.getBoundingClientRect();
    const [x, y] = [box.left - root.left, box.top - root.top];
    const style = getComputedStyle(element);
    if (element instanceof SVGSVGElement) {
      const { width: inner, height: high } = element.viewBox.baseVal ?? { width: 0, height: 0 };
      const scale = inner > 0 && high > 0 ? ` scale(${box.width / inner},${box.height / high})` : '';
      const layer = made('g', { transform: `translate(${x},${y})${scale}` });
      layer.append(...drawnIn(element));
      layers.push(layer);
    } else if (element instanceof HTMLCanvasElement) {
      const read = new DOMParser().parseFromString(`<svg xmlns="${SVG}">${painted}</svg>`, 'image/svg+xml');
      const layer = made('g', { transform: `translate(${x},${y})` });
      layer.append(...read.documentElement.childNodes);
      layers.push(layer);
    } else if (!element.matches('button, select, [data-apart]')) {
      if (style.backgroundColor.startsWith('rgb('))
        layers.push(made('rect', { x, y, width: box.width, height: box.height, fill: style.backgroundColor }));
      for (const child of element.childNodes) {
        if (child instanceof Element) visit(child);
        else if (child instanceof Text)
          for (const { words, box: line } of linesOf(child))
            layers.push(
              made(
                'text',
                {
                  x: line.left - root.left,
                  y: line.top - root.top + 0.78 * line.height,
                  fill: style.color,
                  'font-size': style.fontSize,
                  'font-weight': style.fontWeight,
                },
                words,
              ),
            );
      }
    }
  };
  visit(chart);
  const ink = shownColour('var(--ink)');
  const { elements, bottom } = key.length > 0 ? keyOf(key, width, room, ink) : { elements: [], bottom: room };
  const lines = headingOf(heading, width, ink);
  const top = MARGIN + (lines.length > 0 ? HEADING.line * lines.length + 6 : 0);
  const [wide, high] = [width + 2 * MARGIN, Math.ceil(top + bottom + MARGIN)];
  const above = made('g', { transform: `translate(${MARGIN},${MARGIN})` });
  above.append(...lines);
  const below = made('g', { transform: `translate(${MARGIN},${top})` });
  below.append(...layers, ...elements);
  const svg = made('svg', {
    width: wide,
    height: high,
    viewBox: `0 0 ${wide} ${high}`,
    role: 'img',
    'font-family': FONTS,
  });
  svg.append(
    made('title', {}, title),
    made('rect', { width: '100%', height: '100%', fill: shownColour('var(--surface)') }),
    above,
    below,
  );
  // Comments are the framework's.
  const text = new XMLSerializer().serializeToString(svg).replaceAll(/<!--.*?-->/gs, '');
  return { svg: `${writable(text)}\n`, width: wide, height: high };
}
