import type { Point } from '#lib/graph/layout/layout.ts';
import { EXIT_LANE } from '../../measure.ts';
import type { Placed } from '../../place/band-places.ts';
import type { Tracks } from './tracks.ts';

/** The way of a band's result to the base line at the gutter; starts at the output's border. */
export function routeExit(tracks: Tracks, { item, x, y, column }: Placed, gutter: number): readonly Point[] {
  const { room } = tracks;
  const right = x + item.width / 2;
  const ends = [item.id];
  const straight: Point[] =
    y === 0
      ? [
          [right, 0],
          [gutter, 0],
        ]
      : [
          [right, y],
          [gutter, y],
          [gutter, 0],
        ];
  if (room.isFree(straight, ends)) return tracks.take(straight);
  if (y === 0) {
    const lane = tracks.freeLowLane();
    return tracks.take([
      [x, item.height / 2],
      [x, lane],
      [gutter, lane],
      [gutter, 0],
    ]);
  }
  const top = y - item.height / 2;
  const near: Point[] = [
    [x, top],
    [x, top - EXIT_LANE],
    [gutter, top - EXIT_LANE],
    [gutter, 0],
  ];
  if (room.isFree(near, ends)) return tracks.take(near);
  const lane = tracks.freeLane();
  const out = tracks.channels.next(column + 1);
  return tracks.take([
    [x + 5, top + 1],
    [x + 5, top - 5],
    [out, top - 5],
    [out, lane],
    [gutter, lane],
    [gutter, 0],
  ]);
}
