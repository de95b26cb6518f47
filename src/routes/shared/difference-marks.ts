import type { DocumentDifference } from '#lib/dla/analysis/diff.ts';
import { isSameStructure } from '#lib/dla/reading/read-level.ts';
import type { Layout } from '#lib/graph/layout/layout.ts';
import { words } from '#lib/messages/messages.ts';
import { structureTable, structureWord } from './structures.ts';
import type { Difference } from '#lib/graph/view/look.ts';

/** What a comparison draws on one figure: signs on marks, edges and bands, and notes beside the names of levels. */
export interface DifferenceMarks {
  readonly differences: ReadonlyMap<string, Difference>;
  readonly notes: ReadonlyMap<string, string>;
}

/** The marks of network A (what only it has is removed) or B (what only it has is added). */
export function differenceMarks(found: DocumentDifference, side: 'a' | 'b', layout: Layout): DifferenceMarks {
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
