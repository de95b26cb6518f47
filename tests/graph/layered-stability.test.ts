import ELK from 'elkjs/lib/elk.bundled.js';
import { layeredInput } from '#lib/dla/figure/layered-input.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import type { Direction } from '#lib/graph/layout/layered/input.ts';
import { layoutElk } from '#lib/graph/layout/elk/layout-elk.ts';
import { faultsOf } from '#lib/graph/layout/faults.ts';
import { layoutLayered } from '#lib/graph/layout/layered/layered.ts';
import type { Layout } from '#lib/graph/layout/layout.ts';
import { words } from '#lib/messages/messages.ts';
import { describe, expect, it } from 'vitest';
import { Random } from '../fuzz/random.ts';
import { scaled } from '../scaled.ts';
import { editOne, keptMarks, median, type Kept } from './edits.ts';

const elk = new ELK();

/** What stands in both pictures, but for what an edge was tied to by the edit: that may have to change sides. */
function untouched(before: Layout, after: Layout): readonly Kept[] {
  const tied = new Set(before.edges.map(({ id }) => id));
  const touched = new Set(after.edges.flatMap(({ id, from, to }) => (tied.has(id) ? [] : [from, to])));
  return keptMarks(before, after).filter(({ after: { id } }) => !touched.has(id));
}

/** Pairs that changed sides: along the layers, and across them within a layer. */
function swaps(kept: readonly Kept[], direction: Direction): number {
  const [along, across] = direction === 'right' || direction === 'left' ? (['x', 'y'] as const) : (['y', 'x'] as const);
  let count = 0;
  kept.forEach((a, at) => {
    for (const b of kept.slice(at + 1)) {
      const swapped = (axis: 'x' | 'y'): boolean =>
        (a.before[axis] - b.before[axis]) * (a.after[axis] - b.after[axis]) < 0;
      const level = a.before[along] === b.before[along] && a.after[along] === b.after[along];
      if (swapped(along) || (level && swapped(across))) count += 1;
    }
  });
  return count;
}

const WHOLE = 200;
/** The shorter run is the beginning of the whole one. */
const EDITS = scaled(WHOLE, 50);

describe('many edits of one block', () => {
  const cases: readonly (readonly [string, Direction, 'own' | 'elk'])[] = [
    ['dla34', 'right', 'own'],
    ['dla34', 'right', 'elk'],
    ['dla34', 'down', 'elk'],
    ['dla60', 'left', 'own'],
    ['dla34up', 'up', 'elk'],
  ];
  it.each(cases)(
    '[S1] %s, layers going %s, first laid out by %s: what was not touched moves by a median of 0 px and keeps its order',
    async (id, direction, from) => {
      const random = new Random(WHOLE + id.length);
      let document = buildNetwork(presetConfig(id));
      const size = 2 * document.nodes.filter(({ kind }) => kind === 'block').length;
      const fresh = layeredInput(document, { words: words.figure, direction });
      let layout = from === 'elk' ? (await layoutElk(fresh, (graph) => elk.layout(graph)))! : layoutLayered(fresh);
      for (let step = 0; step < EDITS; step += 1) {
        const next = editOne(document, random, size);
        const after = layoutLayered(layeredInput(next, { words: words.figure, direction, previous: layout }));
        const kept = keptMarks(layout, after);
        const moved = median(
          kept.map((mark) => Math.hypot(mark.after.x - mark.before.x, mark.after.y - mark.before.y)),
        );
        const faults = faultsOf(after);
        expect({ step, moved, swapped: swaps(untouched(layout, after), direction), faults }).toEqual({
          step,
          moved: 0,
          swapped: 0,
          faults: [],
        });
        [document, layout] = [next, after];
      }
      expect(indexOf(document).node.size).toBeGreaterThan(10);
    },
  );

  it('[S2] the same document again moves nothing at all', () => {
    const document = buildNetwork(presetConfig('dla34up'));
    for (const direction of ['right', 'left', 'down', 'up'] as const) {
      const first = layoutLayered(layeredInput(document, { words: words.figure, direction }));
      const second = layoutLayered(layeredInput(document, { words: words.figure, direction, previous: first }));
      expect(second.marks).toEqual(first.marks);
    }
  });
});
