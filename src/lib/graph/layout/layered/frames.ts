import { around, grow, meets, rectOf } from '../geometry.ts';
import type { LayoutBand, LayoutMark } from '../layout.ts';
import { groupFrames } from '../group-frames.ts';
import type { LayeredInput } from './input.ts';

export const FRAME_PADDING = 12;
/** Room for the two lines of a band's title. */
export const FRAME_HEAD = 34;

/**
 * Frames around groups, where they hold nothing else and cross no other frame: a frame around what is not in its group
 * would say what is not so. Marks name the innermost frame that they stand in.
 */
export function framesOf(
  marks: readonly LayoutMark[],
  { groups: all }: Pick<LayeredInput, 'groups'>,
): { readonly bands: readonly LayoutBand[]; readonly marks: readonly LayoutMark[] } {
  const byId = new Map(marks.map((mark) => [mark.id, mark]));
  const groups = all.filter(({ isFrame }) => !isFrame);
  const byHand = all.filter(({ isFrame }) => isFrame).map((group) => ({ ...group, marks: new Set(group.marks) }));
  const bands: LayoutBand[] = [];
  const bandOf = new Map<string, string>();
  const depths = new Map<string, number>();
  for (const { marks: inner } of groups) for (const id of inner) depths.set(id, (depths.get(id) ?? 0) + 1);
  for (const { marks: inner, parent, ...group } of groups) {
    const inside = new Set(inner);
    const own = inner.flatMap((id) => byId.get(id) ?? []);
    if (own.length === 0) continue;
    // Outer frames stand clear of the inner ones.
    const level = Math.max(...own.map(({ id }) => depths.get(id)!)) - depthOf(group.id, groups);
    // What a person framed inside a group stands inside its frame, below its name.
    const within = byHand.filter((each) => [...each.marks].every((id) => inside.has(id)));
    const frames = groupFrames(marks, within, FRAME_HEAD / 2).map((frame) => frame.rect);
    const rect = grow(around([...own.map(rectOf), ...frames]), FRAME_PADDING + 6 * level);
    const framed = { ...rect, y: rect.y - FRAME_HEAD, height: rect.height + FRAME_HEAD };
    if (marks.some((mark) => !inside.has(mark.id) && meets(rectOf(mark), framed))) continue;
    const crosses = bands.some((band) => meets(band.rect, framed) && !isAncestor(band.id, group.id, groups));
    if (crosses) continue;
    const shown = parent !== undefined && bands.some(({ id }) => id === parent) ? { parent } : {};
    bands.push({ ...group, ...shown, rect: framed });
    for (const id of inner) bandOf.set(id, group.id);
  }
  const standing = marks.map((mark) => (bandOf.has(mark.id) ? { ...mark, band: bandOf.get(mark.id)! } : mark));
  return { bands: [...bands, ...groupFrames(standing, byHand, FRAME_HEAD / 2)], marks: standing };
}

const parentOf = (id: string, groups: LayeredInput['groups']): string | undefined =>
  groups.find((group) => group.id === id)?.parent;

function depthOf(id: string, groups: LayeredInput['groups']): number {
  let depth = 1;
  for (let at = parentOf(id, groups); at !== undefined; at = parentOf(at, groups)) depth += 1;
  return depth;
}

function isAncestor(outer: string, id: string, groups: LayeredInput['groups']): boolean {
  for (let at = parentOf(id, groups); at !== undefined; at = parentOf(at, groups)) if (at === outer) return true;
  return false;
}
