import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { Layout } from '#lib/graph/layout/layout.ts';
import { moved, settled } from '#lib/graph/layout/settled.ts';
import { isMain, planBand } from './route/band-plan.ts';
import { Before } from './route/before.ts';
import { contentsOf, type BandContents, type Contents, type Detail } from './plan/contents.ts';
import type { Link } from './plan/links.ts';
import { columnX, DecoderDrawing, decoderGrid } from './decoder/decoder.ts';
import { planDecoder } from './decoder/decoder-plan.ts';
import { Drawing } from './route/drawing.ts';
import { drawFrames } from './route/op-frames.ts';
import { bandFacts } from './label/band-facts.ts';
import { FeatureWays } from './decoder/feature-ways.ts';
import { Gutters } from './route/gutters.ts';
import {
  breakLines,
  needOf,
  stackLines,
  type Headed,
  type Need,
  type PlacedLine,
  type RowBand,
} from './route/lines.ts';
import { mainLink, routeMain, routeOn, routeOut } from './route/main-routes.ts';
import { BAND_GAP, TRACK } from './measure.ts';
import { pinned } from './pins.ts';
import { routeSkips } from './route/skip-routes.ts';
import { plainWords, type FigureWords } from './label/words.ts';

export type { Detail } from './plan/contents.ts';

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
  /** The figure before an edit: as much as there is room for stays where it is. Beside twins, standing level goes first. */
  readonly previous?: Layout;
}

/** The figure layout: each level a band, blocks on its base line, aggregation nodes above what they join. */
export function layoutFigure(document: GraphDocument, options: FigureOptions): Layout {
  const { previous } = options;
  const { width, zoom = 1, detail = 'blocks', collapsed = new Set<string>(), words = plainWords, twins = [] } = options;
  const contents = contentsOf(document, detail, collapsed, words);
  const bands = headedBands(document, contents, words);
  const beside = twins.map((twin) => needs(twin, contentsOf(twin, detail, collapsed, words), words, zoom));
  const pins = document.positions;
  const former = previous && twins.length === 0 ? new Before(previous, pins) : undefined;
  const need = (band: Headed): Need => {
    const own = needOf(band, zoom);
    const level = beside.reduce((most, table) => largest(most, table.get(band.plan.contents.part.id)), own);
    return former?.widest(band, level) ?? level;
  };
  const drawing = new Drawing();
  const at = bands.findIndex(({ plan }, index) => isTable(contents, plan.contents, index));
  const [before, behind] = at < 0 ? [bands, []] : [bands.slice(0, at), bands.slice(at + 1)];
  const decoder = at < 0 ? undefined : planDecoder(contents, bands[at]!.plan.contents.items);
  const grid = decoder && decoderGrid(decoder, zoom);
  const rows = breakLines(before, width / zoom, need, former);
  const gutters = new Gutters(rows, decoder?.features ?? [], (column) => (grid ? columnX(grid, column) : 0));
  const crossing = crossingOf(contents, before);
  const lines = stackLines(rows, zoom, need, (row) => TRACK * crossing(row), gutters, former);
  lines.forEach((line, index) => {
    for (const { headed, x, width: wide } of line.bands) drawBand(drawing, headed, x, wide, line, index);
  });
  routeMain(drawing, contents, lines, decoder === undefined);
  if (decoder && grid) {
    const ways = new FeatureWays(drawing, lines, gutters, decoder.features);
    const last = lines.at(-1);
    const top = last ? last.bottom + gutters.height(lines.length - 1) : 0;
    const table = new DecoderDrawing(drawing, decoder, grid, top, ways, bands[at]!.plan.contents.part.id);
    table.draw(document, bands[at]!, words);
    decoder.through.forEach((feed) => table.passThrough(feed));
    const line = drawBehind(drawing, contents, behind, table, need, lines.length, decoder.rows);
    routeSkips(drawing, contents, [...lines, line], zoom);
  } else routeSkips(drawing, contents, lines, zoom);
  if (detail === 'ops') drawFrames(document, drawing, contents);
  // In hundredths, so that what stays where it was stays exactly there.
  const drawn = moved(drawing.layout(orderOf(contents)), [0, 0]);
  return pinned(document, pins, former && previous ? settled(drawn, previous, pins) : drawn);
}

function drawBand(
  drawing: Drawing,
  { plan, facts }: Headed,
  x: number,
  width: number,
  line: PlacedLine,
  index: number,
): void {
  const rect = { x, y: line.y, width, height: line.bottom - line.y };
  drawing.bands.push({ id: plan.contents.part.id, rect, ...facts });
  drawing.band(plan, x, line.base, index);
}

/**
 * Whether a band is a decoder that is drawn as a table: open, made of maps of the bands before it alone, and each of
 * its items has one place in the table.
 */
function isTable(contents: Contents, { part, items }: BandContents, at: number): boolean {
  if (at === 0 || part.kind !== 'decoder' || items.every(({ kind }) => kind === 'collapsed')) return false;
  const home = homeOf(contents);
  if (contents.links.some(({ from, to }) => home.get(to) === at && (home.get(from) ?? Infinity) > at)) return false;
  const { nodes, through } = planDecoder(contents, items);
  const feeds = [...nodes.flatMap(({ lateral, upright }) => [...(lateral ? [lateral] : []), ...upright]), ...through];
  const placed = [...nodes.map(({ item }) => item.id), ...feeds.flatMap(({ sign }) => sign?.id ?? [])];
  return placed.length === items.length && new Set(placed).size === items.length;
}

/** Draws what stands behind a decoder, at the height of its last row: the head. Gives back its line. */
function drawBehind(
  drawing: Drawing,
  contents: Contents,
  behind: readonly Headed[],
  table: DecoderDrawing,
  need: (band: Headed) => Need,
  index: number,
  rows: number,
): PlacedLine {
  let x = table.right + BAND_GAP;
  const bands = behind.map((headed): RowBand => {
    const placed = { headed, x, width: need(headed).width };
    x += placed.width + BAND_GAP;
    return placed;
  });
  const base = table.rowY(rows - 1);
  const line: PlacedLine = { bands, y: table.top, base, bottom: table.bottom, main: table.bottom };
  for (const { headed, x: left, width } of bands) drawBand(drawing, headed, left, width, line, index);
  const places = bands.map(({ headed, x: left, width }) => ({
    plan: headed.plan,
    line: 0,
    x: left,
    right: left + width,
    base,
  }));
  places.forEach((place, at) => {
    const next = places[at + 1];
    const link = next && mainLink(contents, place.plan, next.plan);
    if (link) routeOn(drawing, link, place, next, [line]);
    if (!next) routeOut(drawing, place);
  });
  const entry = places[0]?.plan.places.base[0];
  const link = contents.links.find(({ from, to }) => to === entry?.item.id && table.holds(from));
  if (entry && link) drawing.edge(link, table.exitTo(link.from, places[0]!.x + entry.x - entry.item.width / 2), 'left');
  return line;
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
function crossingOf(contents: Contents, bands: readonly Headed[]): (row: readonly RowBand[]) => number {
  const home = homeOf(contents);
  const done = new Set(bands.flatMap(({ plan }) => [...plan.done]));
  const free = contents.links.filter((link) => {
    const [a, b] = [home.get(link.from), home.get(link.to)];
    if (done.has(link.id) || a === undefined || b === undefined || !bands[a] || !bands[b]) return false;
    return !isMain(bands[b - 1]?.plan, bands[b].plan, link);
  });
  return (row) => {
    const rows = new Set(row.map(({ headed }) => bands.indexOf(headed)));
    return free.filter(({ from, to }) => rows.has(home.get(from)!) || rows.has(home.get(to)!)).length;
  };
}

function orderOf({ bands, sources }: Contents): ReadonlyMap<string, number> {
  const ids = [...sources, ...bands.flatMap(({ items }) => items.flatMap((item) => [item, ...item.ops]))].map(
    ({ id }) => id,
  );
  return new Map(ids.map((id, index) => [id, index]));
}
