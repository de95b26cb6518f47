import { LEFT, MARGIN, RIGHT } from '../measure.ts';
import type { Item } from '../plan/item.ts';
import type { Placed, Places } from './band-places.ts';
import type { PlacedBand } from './placed-band.ts';

/** Bands with fewer parts on their base line are never cut, as wide as they may be. */
const LEAST_CUT = 48;
/** So many stand in a line at least. */
const LEAST_IN_LINE = 12;
/** How much longer than the room a line may become by edits. */
const STRETCH = 1.3;

export interface Cutting {
  /** Room for a line. */
  readonly width: number;
  /** The piece that each mark stood in before an edit, by the id of its band. */
  readonly before?: ReadonlyMap<string, string>;
}

/**
 * A band that is wider than a line, as several that follow each other like lines of a text; after an edit its parts stay
 * in the lines that they were in. `whole` places it anew without the lane of its level root, which cannot run from line
 * to line.
 */
export function cutBand(band: PlacedBand, cutting: Cutting, whole: () => PlacedBand): readonly PlacedBand[] {
  const { places, band: planned } = band;
  const isLong = places.base.length > LEAST_CUT && places.end + RIGHT > cutting.width - MARGIN * 1.5;
  if (planned.kind === 'decoder' || !isLong) return [band];
  const starts = startsAsBefore(band, cutting) ?? startsOf(places, cutting.width);
  if (starts.length < 2) return [band];
  const target = band.root && places.placed.get(band.root.way.to);
  const isRootCut = target !== undefined && target.column >= starts[1]!;
  return piecesOf(isRootCut ? whole() : band, starts);
}

const left = ({ x, item }: Placed): number => x - item.width / 2;
const right = ({ x, item }: Placed): number => x + item.width / 2;

/** The columns that lines start with. */
function startsOf({ base }: Places, width: number): readonly number[] {
  const room = width - MARGIN * 1.5 - LEFT - RIGHT;
  const starts = [0];
  base.forEach((placed, column) => {
    const first = starts.at(-1)!;
    if (column - first >= LEAST_IN_LINE && right(placed) - left(base[first]!) > room) starts.push(column);
  });
  return starts;
}

/** The same as before, what is new in the line of the part before it; undefined where a line became too long. */
function startsAsBefore({ id, places }: PlacedBand, { width, before }: Cutting): readonly number[] | undefined {
  if (!before) return undefined;
  let line = -1;
  const starts: number[] = [];
  for (const [column, { item }] of places.base.entries()) {
    const piece = before.get(item.id);
    const own = piece === undefined ? line : piece === id ? 0 : Number(piece.slice(id.length + 1)) - 1;
    if (Number.isNaN(own) || own < line) return undefined;
    if (own > line || column === 0) starts.push(column);
    line = Math.max(own, 0);
  }
  const isTooLong = starts.some((start, at) => {
    const end = (starts[at + 1] ?? places.base.length) - 1;
    return right(places.base[end]!) - left(places.base[start]!) > STRETCH * width;
  });
  return isTooLong ? undefined : starts;
}

function piecesOf(band: PlacedBand, starts: readonly number[]): readonly PlacedBand[] {
  const { places } = band;
  let before = band.before;
  return starts.map((start, at): PlacedBand => {
    const end = starts[at + 1] ?? places.base.length;
    const own = pieceOf(places, start, end);
    const isIn = ({ id }: Item): boolean => own.placed.has(id) || (at === 0 && band.root?.sign?.id === id);
    const ids = new Set(band.items.filter(isIn).map(({ id }) => id));
    const last = own.base.at(-1)!;
    const output = end === places.base.length ? (own.placed.get(band.output?.item.id ?? '') ?? last) : last;
    const { root: _, ...rest } = band;
    const piece: PlacedBand = {
      ...rest,
      id: at === 0 ? band.id : `${band.id}~${at + 1}`,
      ...(at > 0 && { continues: band.id }),
      items: band.items.filter(isIn),
      links: band.links.filter(({ from, to }) => ids.has(from) || ids.has(to)),
      places: own,
      ...(at === 0 && band.root && { root: band.root }),
      ...(before !== undefined && { before }),
      output,
    };
    before = output.item.id;
    return piece;
  });
}

function pieceOf({ placed }: Places, start: number, end: number): Places {
  const within = [...placed.values()].filter(({ column }) => column >= start && column < end);
  const shift = LEFT - Math.min(...within.map(left));
  const moved = within.map((each): Placed => ({ ...each, x: each.x + shift, column: each.column - start }));
  return {
    placed: new Map(moved.map((each) => [each.item.id, each])),
    base: moved.filter(({ height }) => height === 0),
    highest: Math.min(0, ...moved.map(({ y }) => y)),
    end: Math.max(...moved.map(right)),
  };
}
