import { diffDocuments, type DocumentDifference } from '#lib/dla/analysis/diff.ts';
import { isSameStructure } from '#lib/dla/reading/read-level.ts';
import type { Layout } from '#lib/graph/layout/layout.ts';
import { words } from '#lib/messages/messages.ts';
import { structureTable, structureWord } from './structures.ts';
import type { Difference } from '#lib/graph/view/look.ts';
import type { NetworkView } from '#lib/workspace/core/network-view.svelte.ts';
import type { Workspace } from '#lib/workspace/core/workspace.svelte.ts';

/** What a comparison draws on one figure: signs on marks, edges and bands, and notes beside the names of levels. */
export interface DifferenceMarks {
  readonly differences: ReadonlyMap<string, Difference>;
  readonly notes: ReadonlyMap<string, string>;
}

/** The marks of one of the open networks: what the reference has not, or on the reference itself what another has not. */
export function marksBeside(
  { views, canvases: { reference } }: Workspace,
  view: NetworkView,
  layout: Layout,
): DifferenceMarks {
  const found = (other: NetworkView): DocumentDifference => diffDocuments(reference.countedFrame, other.countedFrame);
  if (view !== reference) return differenceMarks(found(view), 'b', layout);
  const others = views.filter((each) => each !== view).map((other) => differenceMarks(found(other), 'a', layout));
  // What one of them lacks is marked as missing, whatever became of it in the next.
  const differences = new Map(others.flatMap((marks) => [...marks.differences]));
  for (const marks of others) for (const [id, what] of marks.differences) if (what === 'del') differences.set(id, what);
  return { differences, notes: new Map(others.flatMap(({ notes }) => [...notes])) };
}

/** The marks of network A (what only it has is removed) or B (what only it has is added). */
function differenceMarks(found: DocumentDifference, side: 'a' | 'b', layout: Layout): DifferenceMarks {
  const differences = new Map<string, Difference>();
  const notes = new Map<string, string>();
  const own: Difference = side === 'a' ? 'del' : 'add';
  for (const change of found.changed) differences.set(change[side], 'chg');
  for (const id of side === 'a' ? found.removed : found.added) differences.set(id, own);
  const edges = new Set((side === 'a' ? found.edgesRemoved : found.edgesAdded).map(({ from, to }) => `${from}>${to}`));
  for (const edge of layout.edges) if (edges.has(`${edge.from}>${edge.to}`)) differences.set(edge.id, own);
  for (const level of found.levels) {
    const here = level[side];
    if (!here) continue;
    differences.set(here.id, 'chg');
    const { reading } = here;
    if (!isSameStructure(level.a?.reading, level.b?.reading))
      notes.set(
        here.id,
        words.compare.note(
          reading
            ? words.structures.lettered(structureWord(reading.structure), structureTable[reading.structure].letter)
            : structureWord(undefined),
        ),
      );
  }
  return { differences, notes };
}
