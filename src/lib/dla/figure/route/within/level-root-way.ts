import type { Point } from '#lib/graph/layout/layout.ts';
import { LANE, LEFT, TAP } from '../../measure.ts';
import type { Placed, Places } from '../../place/band-places.ts';
import type { LevelRoot } from '../../plan/level-root.ts';
import { sideOf } from '../mark-border.ts';
import type { Tracks } from './tracks.ts';

/** The sign that it drew, if any; undefined where the way is not free, so that it needs one like any other. */
export function routeLevelRoot(tracks: Tracks, { tap, sign, way }: LevelRoot): readonly Placed[] | undefined {
  const { places, room } = tracks;
  const target = places.placed.get(way.to);
  if (!target) return undefined;
  const x = LEFT - TAP;
  const straight: Point[] = [[x, 0], [x, target.y], sideOf(target, -1, 0)];
  const lane = laneAbove(places);
  const over: Point[] = [
    [x, 0],
    [x, lane],
    [target.x, lane],
    [target.x, target.y - target.item.height / 2],
  ];
  const beside = target.height > 0 && target.column === 0 && room.isFree(straight, [target.item.id]);
  const points = beside ? straight : over;
  const port = beside ? 'left' : 'top';
  if (!sign && !room.isFree(points, [way.to])) return undefined;
  if (!sign) {
    tracks.put(way, points, port, true);
    return [];
  }
  // Above the first block, so that its name has room beside it.
  const first = (places.base[0]?.item.height ?? 0) / 2;
  const y = beside ? target.y / 2 : Math.max(lane + 16, Math.min(-first - 56, lane / 2 - 8));
  const half = sign.height / 2;
  tracks.put(
    tap,
    [
      [x, 0],
      [x, y + half],
    ],
    'bottom',
    true,
  );
  tracks.put(way, [[x, y - half], ...points.slice(1)], port);
  const placed = { item: sign, x, y, column: 0, height: 0 };
  room.mark(placed);
  return [placed];
}

function laneAbove({ placed }: Places): number {
  let top = Infinity;
  for (const { item, y } of placed.values()) top = Math.min(top, y - item.height / 2);
  return top - LANE;
}
