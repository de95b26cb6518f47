import { around, contains, grow, rectOf, runsThrough, tidy } from './geometry.ts';
import { wayRound } from './layered/pinned.ts';
import type { Layout, LayoutEdge, LayoutMark, Pins, Point, Rect } from './layout.ts';

type Shifts = ReadonlyMap<string, Point>;

/**
 * A picture with marks and groups put where a person wants them, by their centres; that of a group with a band is the
 * band's. `groups` says which marks stand in each group. What moves together keeps its edges; others are led anew from
 * the right of their start to the left of their end, and so are those that would run through what was moved.
 */
export function withPins(layout: Layout, pins: Pins, groups: ReadonlyMap<string, ReadonlySet<string>>): Layout {
  const { marks: shifts, bands: bandShifts } = shiftsOf(layout, pins, groups);
  if (shifts.size === 0) return layout;
  const bands = layout.bands.map((band) => {
    const shift = bandShifts.get(band.id) ?? bandShifts.get(band.parent ?? '');
    return shift ? { ...band, rect: { ...band.rect, x: band.rect.x + shift[0], y: band.rect.y + shift[1] } } : band;
  });
  const rects = new Map(bands.map(({ id, rect }) => [id, rect]));
  const marks = layout.marks.map((mark) => {
    const shift = shifts.get(mark.id);
    return shift ? inBand({ ...mark, x: tidy(mark.x + shift[0]), y: tidy(mark.y + shift[1]) }, rects) : mark;
  });
  const edges = ledAnew(layout.edges, marks, shifts);
  const corners = edges.flatMap(({ points }) => points.map(([x, y]): Rect => ({ x, y, width: 0, height: 0 })));
  const moved = around([...bands.map(({ rect }) => rect), ...marks.map(rectOf), ...corners]);
  return { bands, marks, edges, bounds: around([layout.bounds, grow(moved, 6)]) };
}

/** How far each mark and each band of a pinned group moves. What stands in an open mark moves with it. */
function shiftsOf(
  { marks, bands }: Layout,
  pins: Pins,
  groups: ReadonlyMap<string, ReadonlySet<string>>,
): { readonly marks: Shifts; readonly bands: Shifts } {
  const shifts = new Map<string, Point>();
  const bandShifts = new Map<string, Point>();
  const put = (id: string, [x, y]: Point): void => {
    if (x !== 0 || y !== 0) shifts.set(id, [tidy(x), tidy(y)]);
  };
  for (const [group, inside] of groups) {
    const pin = pins.get(group);
    const own = marks.filter(({ id }) => inside.has(id));
    if (!pin || own.length === 0) continue;
    const rect = bands.find(({ id }) => id === group)?.rect ?? around(own.map(rectOf));
    const shift: Point = [pin[0] - rect.x - rect.width / 2, pin[1] - rect.y - rect.height / 2];
    bandShifts.set(group, shift);
    for (const { id } of own) if (!shifts.has(id)) put(id, shift);
  }
  for (const { id, x, y } of marks) {
    const pin = pins.get(id);
    if (!pin) continue;
    shifts.delete(id);
    put(id, [pin[0] - x, pin[1] - y]);
  }
  const open = new Map(marks.flatMap(({ id, open: isOpen, of }) => (isOpen ? of.map((node) => [node, id]) : [])));
  for (const { id, kind, of } of marks) {
    const shift = kind === 'op' ? shifts.get(open.get(of[0] ?? '') ?? '') : undefined;
    if (shift) put(id, shift);
  }
  return { marks: shifts, bands: bandShifts };
}

/** A mark stands in its band as long as its centre does. */
function inBand({ band, ...mark }: LayoutMark, rects: ReadonlyMap<string, Rect>): LayoutMark {
  const rect = band === undefined ? undefined : rects.get(band);
  return band !== undefined && rect && contains(rect, [mark.x, mark.y]) ? { ...mark, band } : mark;
}

function ledAnew(edges: readonly LayoutEdge[], marks: readonly LayoutMark[], shifts: Shifts): readonly LayoutEdge[] {
  const solid = marks.filter(({ kind }) => kind !== 'op');
  const byId = new Map(solid.map((mark) => [mark.id, mark]));
  const inTheWay = solid.filter(({ id }) => shifts.has(id));
  const hits = ({ from, to, points }: LayoutEdge, among: readonly LayoutMark[]): boolean =>
    among.some((mark) => mark.id !== from && mark.id !== to && runsThrough(points, rectOf(mark)));
  const moved = edges.map((edge): LayoutEdge | undefined => {
    const [a, b] = [shifts.get(edge.from), edge.to === '' ? shifts.get(edge.from) : shifts.get(edge.to)];
    if (!a && !b) return hits(edge, inTheWay) ? undefined : edge;
    if (!a || !b || a[0] !== b[0] || a[1] !== b[1]) return undefined;
    const along = { ...edge, points: edge.points.map(([x, y]): Point => [x + a[0], y + a[1]]) };
    return hits(along, solid) ? undefined : along;
  });
  // What starts on another edge of the same value has lost its start where that edge is led anew.
  const lost = new Set(edges.flatMap(({ from }, at) => (moved[at] ? [] : [from])));
  const places = inputPlaces(edges);
  return edges.map((edge, at): LayoutEdge => {
    const kept = moved[at];
    const [from, to] = [byId.get(edge.from), byId.get(edge.to)];
    if ((kept && !(edge.tap && lost.has(edge.from))) || !from || !to) return kept ?? edge;
    const { tap: _tap, ...rest } = edge;
    const [place, count] = places.get(edge.id)!;
    const offset = (place - (count - 1) / 2) * Math.min(10, (to.height - 4) / count);
    return { ...rest, port: 'left', points: wayRound(from, to, offset, solid) };
  });
}

/** The place of each edge among those that enter the same mark, and how many these are. */
function inputPlaces(edges: readonly LayoutEdge[]): ReadonlyMap<string, readonly [place: number, count: number]> {
  const byEnd = new Map<string, LayoutEdge[]>();
  for (const edge of edges) {
    const own = byEnd.get(edge.to);
    if (own) own.push(edge);
    else byEnd.set(edge.to, [edge]);
  }
  return new Map(
    [...byEnd.values()].flatMap((own) =>
      own.toSorted((a, b) => a.input - b.input).map(({ id }, place) => [id, [place, own.length] as const] as const),
    ),
  );
}
