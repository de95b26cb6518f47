import type { LayoutEdge, Point } from '#lib/graph/layout/layout.ts';
import { GUTTER, LEFT, RIGHT, RIGHT_OF_ONE, TAP } from '../../measure.ts';
import type { Placed } from '../../place/band-places.ts';
import { namesUnder } from '../../place/names.ts';
import type { PlacedBand } from '../../place/placed-band.ts';
import type { Link } from '../../plan/links.ts';
import type { ChannelCounts } from '../channels.ts';
import type { Room } from '../taken-room.ts';
import { routeExit } from './exit.ts';
import { routeInLanes } from './lanes.ts';
import { routeLevelRoot } from './level-root-way.ts';
import { portsOf } from './ports.ts';
import { straightWay } from './straight.ts';
import { Tracks } from './tracks.ts';

/** A placed band with its own edges: those inside it, and from a tap on its entry. */
export interface RoutedBand extends PlacedBand {
  /** Signs on its edges. */
  readonly signs: readonly Placed[];
  readonly edges: readonly LayoutEdge[];
  /** The way of the result to the base line at the gutter; starts at the output's border. */
  readonly exit: readonly Point[];
  readonly gutter: number;
  readonly width: number;
  /** Highest and lowest stretch. */
  readonly top: number;
  readonly bottom: number;
  /** What is left for edges that come from other bands. */
  readonly room: Room;
  readonly channels: ChannelCounts;
}

/** Room between the sign of a level's input and the next tap left of it. */
const BESIDE_SIGN = 13;

export function routeBand(band: PlacedBand, zoom: number): RoutedBand {
  const { places, root, before, output } = band;
  const entry = before === undefined ? undefined : { id: before, x: LEFT - TAP - (root ? BESIDE_SIGN : 0) };
  const tracks = new Tracks(places, entry, namesUnder(band.items, zoom));
  const own = ownLinks(band);
  const offsets = portsOf(places.placed, own, entry?.x ?? 0);
  const inputs = new Map<string, number>();
  for (const { to } of own) inputs.set(to, (inputs.get(to) ?? 0) + 1);
  const late = own.filter((link) => {
    const way = straightWay(places, tracks.room, link, offsets.get(link.id) ?? 0);
    if (way) tracks.put(link, way.points, way.port);
    return !way;
  });
  const signs = root && routeLevelRoot(tracks, root);
  const gutter = places.end + GUTTER;
  const exit = output ? routeExit(tracks, output, gutter) : [];
  routeInLanes(tracks, root && !signs ? [...late, root.way] : late, { offsets, inputs });
  const width = places.end + (places.base.length > 1 ? RIGHT : RIGHT_OF_ONE);
  const { edges, top, bottom, room, channels } = tracks;
  return { ...band, signs: signs ?? [], edges, exit, gutter, width, top, bottom, room, channels: channels.counts };
}

/** Links inside a band or from what it takes, but for the way to its first part and for its level root. */
function ownLinks({ links, places, root, before }: PlacedBand): readonly Link[] {
  const { placed, base } = places;
  const first = base[0]?.item.id;
  return links.filter(
    (link) =>
      link !== root?.tap &&
      link !== root?.way &&
      placed.has(link.to) &&
      (placed.has(link.from) || (link.from === before && (link.to !== first || link.kind === 'root'))),
  );
}
