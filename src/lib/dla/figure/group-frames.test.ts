import { buildNetwork } from '#lib/dla/network/build.ts';
import { presetConfig, presets } from '#lib/dla/presets/presets.ts';
import { group } from '#lib/graph/commands/group.ts';
import { applyPatch } from '#lib/graph/document/patch.ts';
import { nodesIn } from '#lib/graph/document/queries.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { contains, meets, rectOf } from '#lib/graph/layout/geometry.ts';
import { layoutLayered } from '#lib/graph/layout/layered/layered.ts';
import type { Layout } from '#lib/graph/layout/layout.ts';
import { unwrap } from '#lib/issue.ts';
import { words } from '#lib/messages/messages.ts';
import { Random } from '#tests/fuzz/random.ts';
import { describe, expect, it } from 'vitest';
import { layoutFigure } from './figure.ts';
import { layeredInput } from './layered-input.ts';

const dla34 = buildNetwork(presetConfig('dla34'));

const arrangements: Readonly<Record<string, (document: GraphDocument) => Layout>> = {
  figure: (document) => layoutFigure(document, { words: words.figure, width: 1000, zoom: 0.9 }),
  layers: (document) => layoutLayered(layeredInput(document, { words: words.figure, direction: 'right' })),
};
const framesOf = ({ bands }: Layout, id: string) => bands.filter(({ of }) => of === id);

describe.each(Object.entries(arrangements))('groups that a person drew, in %s', (_, arrange) => {
  it('are framed: every member stands in a frame, nothing else does (N14)', () => {
    const random = new Random(3);
    for (let round = 0; round < 12; round += 1) {
      const level = random.pick(['level2', 'level3', 'level4', 'level5']);
      const members = nodesIn(dla34, level).filter((id) => /-[bn]\d$/.test(id));
      const ids = [...new Set([random.pick(members), random.pick(members), random.pick(members)])];
      const layout = arrange(applyPatch(dla34, unwrap(group(dla34, { ids }))));
      const frames = framesOf(layout, 'group');
      for (const mark of layout.marks) {
        const isIn = frames.some(({ rect }) => contains(rect, [mark.x, mark.y]));
        expect([mark.id, isIn]).toEqual([mark.id, ids.includes(mark.id)]);
        if (!ids.includes(mark.id)) expect(frames.some(({ rect }) => meets(rect, rectOf(mark)))).toBe(false);
      }
      expect(frames[0]).toMatchObject({ id: 'group', title: 'group' });
      expect(new Set(layout.bands.map(({ id }) => id)).size).toBe(layout.bands.length);
    }
  });

  it('are framed around whole levels, too (N14)', () => {
    const layout = arrange(applyPatch(dla34, unwrap(group(dla34, { ids: ['level4', 'level5'] }))));
    const frames = framesOf(layout, 'group');
    const inside = new Set([...nodesIn(dla34, 'level4'), ...nodesIn(dla34, 'level5')]);
    for (const mark of layout.marks)
      expect(frames.some(({ rect }) => contains(rect, [mark.x, mark.y]))).toBe(inside.has(mark.id));
  });

  it('what builders made has no frames (N14)', () => {
    for (const preset of presets) {
      const document = preset.config ? buildNetwork(preset.config) : preset.document;
      expect(arrange(document).bands.filter(({ isFrame }) => isFrame)).toEqual([]);
    }
  });
});
