import { networkDomain } from '#lib/dla/commands/domain.ts';
import { makeFromPalette } from '#lib/dla/commands/palette.ts';
import { insertOnEdge } from '#lib/graph/commands/insert-on-edge.ts';
import { removeMembers } from '#lib/graph/commands/remove-members.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { applyPatch } from '#lib/graph/document/patch.ts';
import type { Layout, LayoutMark } from '#lib/graph/layout/layout.ts';
import { unwrap } from '#lib/issue.ts';
import type { Random } from '../fuzz/random.ts';

/** Puts a block on an edge, or takes one out of its chain. */
export function editOne(document: GraphDocument, random: Random, size: number): GraphDocument {
  const blocks = document.nodes.filter(({ kind }) => kind === 'block');
  if (blocks.length > size || (blocks.length > 6 && random.chance(0.5)))
    return applyPatch(document, unwrap(removeMembers(document, { ids: [random.pick(blocks).id] }, networkDomain)));
  const takers = document.nodes.filter(({ inputs, kind }) => inputs.length > 0 && kind !== 'down-sample');
  const { id: to, inputs } = random.pick(takers);
  const input = random.below(inputs.length);
  const made = unwrap(makeFromPalette(document, 'block-basic', [inputs[input]!]));
  return applyPatch(document, unwrap(insertOnEdge(document, { to, input, node: made.node }, networkDomain)));
}

export interface Kept {
  readonly before: LayoutMark;
  readonly after: LayoutMark;
}

export function keptMarks(before: Layout, after: Layout): readonly Kept[] {
  const old = new Map(before.marks.map((mark) => [mark.id, mark]));
  return after.marks.flatMap((mark) => (old.has(mark.id) ? [{ before: old.get(mark.id)!, after: mark }] : []));
}

/** Where two halves differ each value between them is a median: the lower one says whether half of them stayed. */
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[(values.length - 1) >> 1] ?? 0;
