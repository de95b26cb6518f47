import { atOnce, type Steps } from '#lib/dla/op-graph/by-steps.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { Layout } from '#lib/graph/layout/layout.ts';
import { settled } from '#lib/graph/layout/settled.ts';
import { assemble } from './assemble.ts';
import { decoderAmong } from './decoder/decoder.ts';
import { drawDecoder } from './decoder/draw-decoder.ts';
import { withGroupFrames } from './group-frames.ts';
import type { FigureWords } from './label/words.ts';
import { TITLE, TRACK } from './measure.ts';
import { pinned } from './pins.ts';
import { together, type Drawn } from './place/drawn.ts';
import type { Cutting } from './place/cut-bands.ts';
import { Former } from './place/former.ts';
import { breakLines, stackLines } from './place/lines.ts';
import { largest, type Need } from './place/need.ts';
import type { Detail } from './plan/collapsed-groups.ts';
import { planFigure, type FigurePlan, type Look } from './plan/figure-plan.ts';
import { subjectOf, type Subject } from './read/subject.ts';
import { crossingsOver } from './route/between/crossings.ts';
import { drawLine } from './route/between/drawn-lines.ts';
import { headRoom, type FigureBand } from './route/between/figure-band.ts';
import { guttersUnder } from './route/between/gutters.ts';
import { drawMainLine } from './route/between/main-line.ts';
import { routeSkips } from './route/between/skips.ts';
import { drawOpFrames } from './route/op-frames.ts';
import { sizeBands } from './size-bands.ts';

export type { Detail } from './plan/collapsed-groups.ts';

export interface FigureOptions {
  /** Room for a line of bands, in pixels of the screen. */
  readonly width: number;
  /** Pixels per unit that the figure is made for: texts keep their size on the screen and need more units when it is small. */
  readonly zoom?: number;
  readonly detail?: Detail;
  /** Ids of groups that are drawn as one glyph, and of nodes that are drawn otherwise than the detail says. */
  readonly collapsed?: ReadonlySet<string>;
  readonly words: FigureWords;
  /** Networks that stand beside this one: bands of one name get one size, so that blocks stay level with their twins. */
  readonly twins?: readonly GraphDocument[];
  /** The figure before an edit: as much as there is room for stays where it is. Beside twins, standing level goes first. */
  readonly previous?: Layout;
}

/** The figure layout: each level a band, blocks on its base line, aggregation nodes above what they join. */
export const layoutFigure = (document: GraphDocument, options: FigureOptions): Layout =>
  atOnce(layoutBySteps(document, options));

/** As `layoutFigure`, step by step. */
export function* layoutBySteps(document: GraphDocument, options: FigureOptions): Steps<Layout> {
  const { words, width, zoom = 1, twins = [], previous } = options;
  const { detail = 'blocks', collapsed = new Set<string>() } = options;
  const look = { detail, collapsed, words };
  const subject = subjectOf(document);
  yield;
  const plan = planFigure(subject, look);
  yield;
  const former = previous && twins.length === 0 ? new Former(previous, subject.pins) : undefined;
  const cutting = { width: width / zoom, ...(former && { before: former.bandOf }) };
  const beside: ReadonlyMap<string, Need>[] = [];
  for (const twin of twins) beside.push(yield* needsOf(subjectOf(twin), look, zoom, { width: width / zoom }));
  const bands = yield* sizeBands(subject, plan, words, zoom, cutting, (band, own) => {
    const need = beside.reduce((most, needs) => largest(most, needs.get(band)), own);
    return former?.widest(band, need) ?? need;
  });
  yield;
  const drawn = drawBands(subject, plan, bands, words, { width: width / zoom, zoom, former });
  const frames = drawn.marks.some(({ open }) => open) ? [drawOpFrames(subject, plan, drawn.marks, words)] : [];
  yield;
  const layout = assemble(plan, together([drawn, ...frames]));
  const stable = former && previous ? settled(layout, previous, subject.pins) : layout;
  const framed = (each: Layout): Layout => withGroupFrames(subject, collapsed, each, TITLE / zoom);
  // A person puts a group by its frame, and the frame is where the marks have come to stand.
  return framed(pinned(subject, framed(stable)));
}

function* needsOf(subject: Subject, look: Look, zoom: number, cutting: Cutting): Steps<ReadonlyMap<string, Need>> {
  const bands = yield* sizeBands(subject, planFigure(subject, look), look.words, zoom, cutting);
  return new Map(bands.map(({ id, need }) => [id, need]));
}

/** The bands in their lines, what runs between them, and the decoder's table under them. */
function drawBands(
  subject: Subject,
  plan: FigurePlan,
  bands: readonly FigureBand[],
  words: FigureWords,
  { width, zoom, former }: { readonly width: number; readonly zoom: number; readonly former: Former | undefined },
): Drawn {
  const decoder = decoderAmong(plan, bands, zoom);
  const backbone = decoder ? bands.slice(0, bands.indexOf(decoder.band)) : bands;
  const rows = breakLines(backbone, width, former);
  const gutters = guttersUnder(rows, decoder?.features ?? [], (column) => (decoder ? decoder.columnX(column) : 0));
  const crossings = crossingsOver(plan, backbone);
  const over = (row: (typeof rows)[number]): number => headRoom(row, zoom) + TRACK * crossings(row);
  const lines = stackLines(rows, zoom, over, gutters, former);
  const main = together([...lines.map(drawLine), drawMainLine(plan, lines, !decoder)]);
  const table = decoder && drawDecoder(subject, plan.links, decoder, lines, { gutters, words, zoom });
  const drawn = table ? together([main, table.drawn]) : main;
  const allLines = table ? [...lines, table.line] : lines;
  const skips = routeSkips(plan.links, drawn, allLines, zoom, table?.channels ?? new Map());
  return { ...drawn, edges: [...drawn.edges, ...skips] };
}
