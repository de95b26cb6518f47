import type { GraphDocument } from '$lib/graph/document/document';
import type { Layout } from '$lib/graph/layout/layout';
import { isMain, planBand } from './band-plan';
import { contentsOf, type Contents, type Detail, type Link } from './contents';
import { routeDecoder } from './decoder';
import { Drawing } from './drawing';
import { drawFrames } from './frames';
import { bandFacts } from './facts';
import { needOf, wrap, type Headed, type Need } from './lines';
import { LINE_GUTTER, TRACK } from './measure';
import { routeMain } from './main-routes';
import { routeSkips } from './skip-routes';
import { plainWords, type FigureWords } from './words';

export type { Detail } from './contents';

export interface FigureOptions {
  /** Room for a line of bands, in pixels of the screen. */
  readonly width: number;
  /** Pixels per unit that the figure is made for: texts keep their size on the screen and need more units when it is small. */
  readonly zoom?: number;
  readonly detail?: Detail;
  /** Ids of groups that are drawn as one glyph. */
  readonly collapsed?: ReadonlySet<string>;
  readonly words?: FigureWords;
  /** Networks that stand beside this one: bands of one name get one size, so that blocks stay level with their twins. */
  readonly twins?: readonly GraphDocument[];
}

/** The figure layout: each level a band, blocks on its base line, aggregation nodes above what they join. */
export function layoutFigure(document: GraphDocument, options: FigureOptions): Layout {
  const { width, zoom = 1, detail = 'blocks', collapsed = new Set<string>(), words = plainWords, twins = [] } = options;
  const contents = contentsOf(document, detail, collapsed, words);
  const bands = headedBands(document, contents, words);
  const beside = twins.map((twin) => needs(twin, contentsOf(twin, detail, collapsed, words), words, zoom));
  const need = (band: Headed): Need => {
    const own = needOf(band, zoom);
    return beside.reduce((most, table) => largest(most, table.get(band.plan.contents.part.id)), own);
  };
  const drawing = new Drawing();
  const inLines = bands.filter(({ plan }) => plan.contents.part.kind !== 'decoder' || plan.places.placed.size === 1);
  const decoder = bands.find((band) => !inLines.includes(band));
  const behind = decoder
    ? inLines.slice(inLines.findIndex((band) => bands.indexOf(band) > bands.indexOf(decoder)))
    : [];
  const before = inLines.filter((band) => !behind.includes(band));
  const crossing = crossingOf(contents, bands);
  const features = decoder ? decoder.plan.contents.items.length : 0;
  const lines = wrap(
    before,
    width / zoom,
    zoom,
    need,
    (line) => LINE_GUTTER + (features > 0 && line >= 0 ? TRACK * 4 : 0),
    (row) => TRACK * crossing(row),
  );
  lines.forEach((line, index) => {
    for (const { headed, x, width: wide } of line.bands) {
      const { plan, facts } = headed;
      drawing.bands.push({
        id: plan.contents.part.id,
        rect: { x, y: line.y, width: wide, height: line.bottom - line.y },
        ...facts,
      });
      drawing.band(plan, x, line.base, index);
    }
  });
  routeMain(drawing, contents, lines, decoder === undefined);
  if (decoder) routeDecoder(document, drawing, contents, lines, decoder, behind, zoom, words);
  routeSkips(drawing, contents, lines);
  if (detail === 'ops') drawFrames(document, drawing, contents);
  return drawing.layout(orderOf(contents));
}

function headedBands(document: GraphDocument, contents: Contents, words: FigureWords): readonly Headed[] {
  const home = homeOf(contents);
  const links = contents.bands.map((): Link[] => []);
  for (const link of contents.links)
    for (const index of new Set([home.get(link.from), home.get(link.to)]))
      if (index !== undefined) links[index]!.push(link);
  let before = contents.sources[0]?.id;
  return contents.bands.map((band, index) => {
    const plan = planBand(band, links[index]!, before);
    before = plan.output?.item.id;
    return { plan, facts: bandFacts(document, band.part, index, words) };
  });
}

const needs = (
  document: GraphDocument,
  contents: Contents,
  words: FigureWords,
  zoom: number,
): ReadonlyMap<string, Need> =>
  new Map(headedBands(document, contents, words).map((band) => [band.plan.contents.part.id, needOf(band, zoom)]));

const largest = (a: Need, b: Need | undefined): Need =>
  b ? { width: Math.max(a.width, b.width), above: Math.max(a.above, b.above), below: Math.max(a.below, b.below) } : a;

/** Index of the band that a mark stands in. */
const homeOf = ({ bands }: Contents): ReadonlyMap<string, number> =>
  new Map(bands.flatMap(({ items }, index) => items.map(({ id }) => [id, index] as const)));

/** How many edges need a lane over a line: those that are not at home in a band and do not go on to the next one. */
function crossingOf(contents: Contents, bands: readonly Headed[]): (row: readonly Headed[]) => number {
  const home = homeOf(contents);
  const done = new Set(bands.flatMap(({ plan }) => [...plan.done]));
  const free = contents.links.filter((link) => {
    const [a, b] = [home.get(link.from), home.get(link.to)];
    if (done.has(link.id) || b === undefined || bands[b]!.plan.contents.part.kind === 'decoder') return false;
    return !isMain(bands[b - 1]?.plan, bands[b]!.plan, link) && a !== undefined;
  });
  return (row) => {
    const rows = new Set(row.map((band) => bands.indexOf(band)));
    return free.filter(({ from, to }) => rows.has(home.get(from)!) || rows.has(home.get(to)!)).length;
  };
}

function orderOf({ bands, sources }: Contents): ReadonlyMap<string, number> {
  const ids = [...sources, ...bands.flatMap(({ items }) => items.flatMap((item) => [item, ...item.ops]))].map(
    ({ id }) => id,
  );
  return new Map(ids.map((id, index) => [id, index]));
}
