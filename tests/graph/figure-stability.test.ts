import { layoutFigure } from '#lib/dla/figure/figure.ts';
import { intrusions, overlaps } from './layout-faults.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { words } from '#lib/messages/messages.ts';
import { describe, expect, it } from 'vitest';
import { Random } from '../fuzz/random.ts';
import { scaled } from '../scaled.ts';
import { editOne, keptMarks, median } from './edits.ts';

const room = { words: words.figure, width: 920, zoom: 0.9 };

describe('many edits of one block in the figure', () => {
  const cases: readonly (readonly [string, number])[] = [
    ['dla34', 300],
    ['dla60', 200],
    ['dla102', 200],
    ['dla34up', 300],
    ['ctdet_dla34', 200],
  ];
  it.each(cases)(
    '[F1] %s: what was not touched moves by a median of 0, but where a line wraps anew or gets higher',
    (id, whole) => {
      // The shorter run is the beginning of the whole one.
      const random = new Random(whole + id.length);
      const edits = scaled(whole, 120);
      let document = buildNetwork(presetConfig(id));
      const size = 2 * document.nodes.filter(({ kind }) => kind === 'block').length;
      let layout = layoutFigure(document, room);
      const moved: number[] = [];
      for (let step = 0; step < edits; step += 1) {
        document = editOne(document, random, size);
        const after = layoutFigure(document, { ...room, previous: layout });
        const kept = keptMarks(layout, after);
        moved.push(median(kept.map((mark) => Math.hypot(mark.after.x - mark.before.x, mark.after.y - mark.before.y))));
        expect({ step, overlaps: overlaps(after), intrusions: intrusions(after) }).toEqual({
          step,
          overlaps: [],
          intrusions: [],
        });
        layout = after;
      }
      expect(median(moved)).toBe(0);
      const far = moved.filter((by) => by > 0);
      expect(far.length / edits).toBeLessThan(0.03);
    },
  );

  it('[F2] the same document again moves nothing at all', () => {
    for (const id of ['dla34', 'dla169', 'dla34up', 'ctdet_dla34']) {
      const document = buildNetwork(presetConfig(id));
      const first = layoutFigure(document, room);
      expect(layoutFigure(document, { ...room, previous: first })).toEqual(first);
    }
  });
});
