import type { EdgeKind, Layout, LayoutEdge, LayoutMark, MarkKind, Point } from '#lib/graph/layout/layout.ts';
import { writable } from '#lib/text.ts';
import { latexText } from '../latex-text.ts';
import { hashesOf, type ExportSource } from '../source.ts';

/** Centimetres of a unit: DLA-34 fits a page across. */
const SCALE = 0.02;

/** Centimetres around the picture. */
const MARGIN = 0.2;

const number = (value: number): string => String(Number(value.toFixed(3)));
const place = ([x, y]: Point): string => `(${number(x)},${number(y)})`;
const size = (units: number): string => `${number(units * SCALE)}cm`;

const markStyles: { readonly [K in MarkKind]: string } = {
  block: 'block',
  node: 'aggregation node',
  op: 'op',
  pool: 'pool',
  up: 'up-sampling',
  source: 'image',
  collapsed: 'block',
};

const edgeStyles: { readonly [K in EdgeKind]: string } = {
  backbone: 'backbone edge',
  aggregation: 'aggregation edge',
  root: 'aggregation edge',
};

const HEAD = String.raw`\documentclass{article}
\usepackage{tikz}
\usetikzlibrary{shapes.misc}
\pagestyle{empty}`;

/** How everything looks: the colours of the light theme. */
const STYLES = String.raw`\definecolor{ink}{HTML}{1B2029}
\definecolor{quiet}{HTML}{525A68}
\definecolor{aggregation}{HTML}{1A7F52}
\definecolor{aggregation fill}{HTML}{D9F0E4}
\definecolor{level}{HTML}{CFDCEF}
\tikzset{
  every node/.style={inner sep=0pt, font=\sffamily\tiny, text=ink},
  level/.style={fill=level, fill opacity=0.6, rounded corners=2pt},
  level name/.style={anchor=north west, align=left, font=\sffamily\scriptsize},
  block/.style={draw=ink, fill=white, line width=0.5pt, rounded corners=1pt},
  aggregation node/.style={draw=aggregation, fill=aggregation fill, line width=0.6pt, rounded rectangle},
  op/.style={draw=quiet, fill=white, line width=0.3pt, rounded corners=2pt},
  pool/.style={draw=aggregation, fill=white, line width=0.5pt},
  up-sampling/.style={draw=aggregation, fill=white, line width=0.5pt},
  image/.style={fill=ink, circle},
  backbone edge/.style={draw=ink, ->, line width=0.5pt, rounded corners=2pt},
  aggregation edge/.style={draw=aggregation, ->, line width=0.6pt, rounded corners=2pt},
  tap/.style={fill=aggregation},
}`;

/**
 * The figure of a network as a LaTeX document of its own: a named coordinate for every node, which edges begin and end at,
 * and styles at the top. It needs article and TikZ alone.
 */
export function toTikz(source: ExportSource, { bands, marks, edges, bounds }: Layout): string {
  const { structure, names } = hashesOf(source);
  const byId = new Map(marks.map((mark) => [mark.id, mark]));
  const own = new Set(marks.map(({ id }) => id));
  const coordinates = marks.flatMap(({ id, x, y, of }) => [
    `  \\coordinate (${id}) at ${place([x, y])};`,
    // Nodes that are drawn as part of another one stand where it stands.
    ...of.filter((node) => !own.has(node)).map((node) => `  \\coordinate (${node}) at (${id});`),
  ]);
  const width = number(bounds.width * SCALE + 2 * MARGIN);
  const height = number(bounds.height * SCALE + 2 * MARGIN);
  return `% ${writable(source.document.name).replaceAll(/\s+/g, ' ')}
% structure: ${structure}
% names: ${names}
${HEAD}
${STYLES}
% The page is as large as the picture.
\\paperwidth=${width}cm \\paperheight=${height}cm
\\ifdefined\\pagewidth \\pagewidth=\\paperwidth \\pageheight=\\paperheight
\\else \\pdfpagewidth=\\paperwidth \\pdfpageheight=\\paperheight \\fi
\\hoffset=${number(MARGIN - 2.54)}cm \\voffset=${number(MARGIN - 2.54)}cm
\\oddsidemargin=0pt \\topmargin=0pt \\headheight=0pt \\headsep=0pt \\topskip=0pt
\\textwidth=\\paperwidth \\textheight=\\paperheight
\\begin{document}
\\noindent
\\begin{tikzpicture}[x=${SCALE}cm, y=-${SCALE}cm]
  % Levels.
${bands.map(({ rect, title, facts, isFrame }) => bandLines(rect, title, facts[0], isFrame)).join('\n')}
  % Nodes.
${coordinates.join('\n')}
  % Edges.
${edges.map((edge) => edgeLine(edge, byId)).join('\n')}
  % What stands at the nodes.
${marks.map(markLine).join('\n')}
\\end{tikzpicture}
\\end{document}
`;
}

function bandLines(
  { x, y, width, height }: Layout['bounds'],
  title: string,
  fact: string | undefined,
  isFrame: boolean | undefined,
): string {
  const box = `${place([x, y])} rectangle ${place([x + width, y + height])};`;
  if (isFrame) return `  \\draw[draw=quiet, dashed, rounded corners=2pt] ${box}`;
  const facts = fact === undefined || fact === '' ? '' : `\\\\[-1pt] {\\tiny\\color{quiet}${latexText(fact)}}`;
  return `  \\fill[level] ${box}
  \\node[level name] at ${place([x + 8, y + 8])} {${latexText(title)}${facts}};`;
}

/** From coordinate to coordinate: where a node is moved, its edges follow at their ends. */
function edgeLine({ from, to, kind, points, tap }: LayoutEdge, marks: ReadonlyMap<string, LayoutMark>): string {
  const at = (point: Point, mark: LayoutMark | undefined): string =>
    mark ? `([shift={${place([point[0] - mark.x, point[1] - mark.y])}}]${mark.id})` : place(point);
  const [first, ...rest] = points;
  const last = rest.pop();
  if (!first || !last) return '';
  const way = [at(first, tap ? undefined : marks.get(from)), ...rest.map(place), at(last, marks.get(to))];
  const dot = tap ? `\n  \\fill[tap] ${place(first)} circle[radius=0.8pt];` : '';
  return `  \\draw[${edgeStyles[kind]}] ${way.join(' -- ')};${dot}`;
}

function markLine({ id, kind, width, height, label }: LayoutMark): string {
  const text = latexText(label);
  const across = `minimum width=${size(width)}, minimum height=${size(height)}`;
  if (kind !== 'pool' && kind !== 'up')
    return `  \\node[${markStyles[kind]}, ${across}] at (${id}) {${kind === 'source' ? '' : text}};`;
  // A pool narrows upwards, an up-sampling widens.
  const [low, high] = kind === 'pool' ? [width / 4, width / 2] : [width / 2, width / 4];
  const corner = (x: number, y: number): string => `([shift={${place([x, y])}}]${id})`;
  const [top, bottom] = [-height / 2, height / 2];
  return `  \\draw[${markStyles[kind]}] ${[corner(-high, top), corner(high, top), corner(low, bottom), corner(-low, bottom)].join(' -- ')} -- cycle;
  \\node[anchor=west] at ([shift={${place([width / 2 + 4, 0])}}]${id}) {${text}};`;
}
