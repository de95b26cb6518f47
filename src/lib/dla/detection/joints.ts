import { findPeaks, type HeadMap, type Peak } from './peaks.ts';

export type Point = readonly [x: number, y: number];
export type Box = readonly [left: number, top: number, right: number, bottom: number];

interface Person {
  readonly peak: Peak;
  readonly hps: readonly number[];
  /** In pixels of the map. */
  readonly box: Box;
}

const MOST_CANDIDATES = 100;
const LEAST_SCORE = 0.1;
/** Of the larger side of a box: how far from where a person's joint is expected one may be found. */
const FARTHEST = 0.3;

interface Candidate {
  readonly point: Point;
  readonly score: number;
}

/** Where joints of one kind are seen. */
function candidatesOf(hm: HeadMap, offset: HeadMap | undefined, joint: number): readonly Candidate[] {
  const [, height, width] = hm.shape;
  return findPeaks(hm, MOST_CANDIDATES, [joint])
    .filter(({ score }) => score > LEAST_SCORE)
    .map(({ x, y, score }) => {
      const at = y * width + x;
      const dx = offset?.data[at] ?? 0.5;
      const dy = offset?.data[height * width + at] ?? 0.5;
      return { point: [x + dx, y + dy], score };
    });
}

/** The nearest candidate, of equally near ones the one of the higher score, where it may be this person's. */
function nearest(expected: Point, candidates: readonly Candidate[], { box }: Person): Point {
  const far = ({ point }: Candidate): number => Math.hypot(point[0] - expected[0], point[1] - expected[1]);
  const best = candidates.reduce<Candidate | undefined>((found, each) => {
    if (!found || far(each) < far(found)) return each;
    return far(each) === far(found) && each.score > found.score ? each : found;
  }, undefined);
  if (!best || far(best) > FARTHEST * Math.max(box[3] - box[1], box[2] - box[0])) return expected;
  const [x, y] = best.point;
  const [left, top, right, bottom] = box;
  const isIn = x >= left && x <= right && y >= top && y <= bottom;
  return isIn ? best.point : expected;
}

/** The joints of every person in pixels of the map: as its middle expects them, or as they are seen near there. */
export function joints(maps: ReadonlyMap<string, HeadMap>, people: readonly Person[]): readonly (readonly Point[])[] {
  const hm = maps.get('hm_hp');
  const offset = maps.get('hp_offset');
  const count = Math.floor((people[0]?.hps.length ?? 0) / 2);
  const seen = Array.from({ length: count }, (_, joint) =>
    hm && joint < hm.shape[0] ? candidatesOf(hm, offset, joint) : [],
  );
  return people.map((person) =>
    seen.map((candidates, joint): Point => {
      const { peak, hps } = person;
      return nearest([peak.x + hps[2 * joint]!, peak.y + hps[2 * joint + 1]!], candidates, person);
    }),
  );
}
