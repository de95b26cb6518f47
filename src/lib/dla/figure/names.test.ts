import { buildNetwork } from '#lib/dla/network/build.ts';
import { presetConfig, presets } from '#lib/dla/presets/presets.ts';
import { group } from '#lib/graph/commands/group.ts';
import { rename } from '#lib/graph/commands/rename.ts';
import { applyPatch } from '#lib/graph/document/patch.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { faultsOf } from '#lib/graph/layout/faults.ts';
import { contains, grow, meets, runsThrough } from '#lib/graph/layout/geometry.ts';
import type { Direction } from '#lib/graph/layout/layered/input.ts';
import { layoutLayered } from '#lib/graph/layout/layered/layered.ts';
import type { Layout, Rect } from '#lib/graph/layout/layout.ts';
import { labelRect } from '#lib/graph/view/label.ts';
import type { SceneOptions } from '#lib/graph/view/look.ts';
import { sceneOf } from '#lib/graph/view/scene.ts';
import { unwrap } from '#lib/issue.ts';
import { words } from '#lib/messages/messages.ts';
import { fpn, unet } from '#tests/graph/hand-drawn.ts';
import { labelFaults } from '#tests/graph/label-faults.ts';
import { intrusions, overlaps } from '#tests/graph/layout-faults.ts';
import { describe, expect, it } from 'vitest';
import { fitFigure } from './fit.ts';
import { layeredInput } from './layered-input.ts';

const figure = (document: GraphDocument): Layout =>
  fitFigure(document, { words: words.figure, width: 920, height: 560 }).layout;
const layers =
  (direction: Direction) =>
  (document: GraphDocument): Layout =>
    layoutLayered(layeredInput(document, { words: words.figure, direction }));
const arrangements = Object.entries({ figure, 'layers aside': layers('right'), 'layers down': layers('down') });

/** Every name that stands beside a mark. */
const givenIn = (layout: Layout, zoom = 1): readonly string[] =>
  sceneOf(layout, { zoom }).labels.flatMap(({ kind, text }) => (kind === 'given' ? [text] : []));

const crossesBorder = (rect: Rect, frame: Rect): boolean => meets(rect, frame) && !isInside(rect, frame);

const isInside = ({ x, y, width, height }: Rect, frame: Rect): boolean =>
  contains(frame, [x, y]) && contains(frame, [x + width, y + height]);

const named = (document: GraphDocument, names: Readonly<Record<string, string>>): GraphDocument =>
  Object.entries(names).reduce((next, [id, name]) => applyPatch(next, unwrap(rename(next, { id, name }))), document);

describe.each(arrangements)('names in %s', (name, arrange) => {
  it('a name that a person gave is drawn: of blocks, nodes, pools, what is brought up (I15)', () => {
    const drawn = named(fpn(4), {
      'conv-unit': 'stem',
      block: 'C2',
      'conv-unit-2': 'lateral 2',
      'conv-unit-3': 'lateral 3',
      'add-2': 'P3 sum',
      'up-sample': 'up 4',
      conv: 'P5',
      'conv-2': 'P4',
    });
    const wanted = ['C2', 'P3 sum', 'P4', 'P5', 'lateral 2', 'lateral 3', 'stem', 'up 4'];
    expect([...givenIn(arrange(drawn))].sort()).toEqual(wanted);
    const dla34 = named(buildNetwork(presetConfig('dla34')), {
      'level3-b2': 'mine',
      'level4-n1': 'join',
      'level5-down': 'small',
    });
    expect([...givenIn(arrange(dla34))].sort()).toEqual(['join', 'mine', 'small']);
  });

  it('a long name is cut, and meets nothing (I15)', () => {
    for (const document of [fpn(4), unet(3), buildNetwork(presetConfig('dla34'))]) {
      const ids = document.nodes.filter(({ kind }) => kind !== 'input').map(({ id }) => id);
      const names = ids.map((id, at) => [id, `a name that is long ${at}`] as const).filter((_name, at) => at % 3 === 1);
      const layout = arrange(named(document, Object.fromEntries(names)));
      const texts = givenIn(layout);
      expect(texts.length).toBeGreaterThan(3);
      for (const text of texts) expect(text).toBe('a name that is…');
      expect([overlaps(layout), intrusions(layout)]).toEqual([[], []]);
      if (name !== 'figure') expect(faultsOf(layout)).toEqual([]);
      for (const zoom of [0.6, 1]) expect(labelFaults(layout, zoom)).toEqual([]);
    }
  });

  it('names that were generated are not (I15)', () => {
    for (const { config, document } of presets)
      expect(givenIn(arrange(config ? buildNetwork(config) : document))).toEqual([]);
    for (const document of [fpn(), unet()]) expect(givenIn(arrange(document))).toEqual([]);
    expect(givenIn(arrange(named(unet(), { 'block-2': 'block-9', concat: '' })))).toEqual([]);
  });

  it('no edge runs through the name of a mark, and pooling is the sign that it is in DLA-34 (I16)', () => {
    for (const document of [unet(2), unet(4), fpn(3), fpn(5)]) {
      const layout = arrange(document);
      for (const zoom of [0.4, 0.7, 1]) expect(labelFaults(layout, zoom)).toEqual([]);
      expect([overlaps(layout), intrusions(layout)]).toEqual([[], []]);
      const pools = document.nodes.filter(({ kind }) => kind === 'down-sample').map(({ id }) => id);
      for (const { id, kind } of layout.marks) if (pools.includes(id)) expect(kind).toBe('pool');
    }
  });

  it('no edge runs through the name of a group that a person drew, and its frame through no name (N14, I16)', () => {
    const dla34 = buildNetwork(presetConfig('dla34'));
    let shown = 0;
    for (const ids of [
      ['level3-b1', 'level3-b2'],
      ['level4-b3', 'level4-b4'],
      ['level5-b1', 'level5-b2', 'level5-n1'],
    ]) {
      const layout = arrange(applyPatch(dla34, unwrap(group(dla34, { ids }))));
      for (const zoom of [0.6, 0.8, 1]) {
        const { labels } = sceneOf(layout, { zoom });
        shown += labels.filter(({ key }) => key === 'group title').length;
        for (const label of labels.filter(({ kind }) => ['title', 'fact', 'block'].includes(kind))) {
          const rect = grow(labelRect(label), -2);
          const frames = layout.bands.filter(({ isFrame }) => isFrame).map((frame) => frame.rect);
          expect([label.text, frames.some((frame) => crossesBorder(rect, frame))]).toEqual([label.text, false]);
          if (label.key === 'group title')
            expect(layout.edges.filter(({ points }) => runsThrough(points, rect)).map(({ id }) => id)).toEqual([]);
        }
      }
    }
    expect(shown).toBeGreaterThan(2);
  });
});

it('no shape stands on the dotted border of a level that differs', () => {
  const { layout, zoom } = fitFigure(buildNetwork(presetConfig('dla34')), {
    words: words.figure,
    width: 480,
    height: 540,
  });
  const levels = layout.bands.filter(({ id }) => /level[345]/.test(id));
  const shapesOn = (options: Omit<SceneOptions, 'zoom'>) =>
    sceneOf(layout, { zoom, ...options }).labels.flatMap((label) => {
      const { y, height } = labelRect(label);
      const struck = levels.some(({ rect }) =>
        [rect.y, rect.y + rect.height].some((border) => border > y && border < y + height),
      );
      return label.kind === 'shape' && struck ? [label.text] : [];
    });
  // Where nothing is dotted a shape may reach over the edge of a band.
  expect(shapesOn({}).length).toBeGreaterThan(0);
  expect(shapesOn({ differences: new Map(levels.map(({ id }) => [id, 'chg'])) })).toEqual([]);
});
