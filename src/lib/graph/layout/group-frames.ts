import { around, grow, meets, rectOf } from './geometry.ts';
import type { LayoutBand, LayoutMark, Rect } from './layout.ts';

/** Around the marks of a group, and above them for its name. */
const PADDING = 7;
/** Beyond so many marks in a group times marks beside it a group has one frame. */
const MOST = 1_000_000;

/** A group that is drawn as a frame around marks that stand among others. */
export interface FramedGroup {
  readonly id: string;
  readonly title: string;
  /** Ids of its marks. */
  readonly marks: ReadonlySet<string>;
}

/**
 * Frames around groups whose marks stand among others: one frame where it holds nothing else, else several, each around
 * neighbours, for a frame around what is not in its group would say what is not so. `head` is the room for a name.
 */
export function groupFrames(
  marks: readonly LayoutMark[],
  groups: readonly FramedGroup[],
  head: number,
): readonly LayoutBand[] {
  return groups.flatMap((group, at) => {
    const inner = groups.slice(at + 1).filter((other) => [...other.marks].every((id) => group.marks.has(id)));
    const padding = PADDING + 4 * Math.min(2, inner.length);
    return framesOf(marks, group, padding, head);
  });
}

function framesOf(
  marks: readonly LayoutMark[],
  { id, title, marks: own }: FramedGroup,
  padding: number,
  head: number,
): readonly LayoutBand[] {
  const outer = marks.filter(({ kind }) => kind !== 'op');
  const inside = outer.filter((mark) => own.has(mark.id)).toSorted((a, b) => a.x - b.x || b.y - a.y);
  const outside = outer.filter((mark) => !own.has(mark.id)).map(rectOf);
  const holdsOthers = (rect: Rect): boolean => outside.some((other) => meets(other, rect));
  const whole = grow(around(inside.map(rectOf)), padding);
  const isOne = inside.length * outside.length > MOST || !holdsOthers(whole);
  const frames = isOne ? [whole] : clustersOf(inside, holdsOthers, padding);
  const bandIds = new Set(inside.map(({ band }) => band));
  const [band] = bandIds;
  if (inside.length === 0) return [];
  return frames.map((rect, at): LayoutBand => {
    const headed = { ...rect, y: rect.y - head, height: rect.height + head };
    return {
      id: at === 0 ? id : `${id}~${at + 1}`,
      of: id,
      rect: at === 0 && !holdsOthers(headed) ? headed : rect,
      title: at === 0 ? title : '',
      facts: [],
      tint: 0,
      isFrame: true,
      ...(bandIds.size === 1 && band !== undefined && { parent: band }),
    };
  });
}

/** From left to right, each mark in the first frame that can take it. */
function clustersOf(
  marks: readonly LayoutMark[],
  holdsOthers: (rect: Rect) => boolean,
  padding: number,
): readonly Rect[] {
  const clusters: Rect[] = [];
  for (const mark of marks) {
    const own = grow(rectOf(mark), padding);
    const at = clusters.findIndex((cluster) => !holdsOthers(around([cluster, own])));
    if (at < 0) clusters.push(own);
    else clusters[at] = around([clusters[at]!, own]);
  }
  return clusters;
}
