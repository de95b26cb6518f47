import { layoutFigure } from '#lib/dla/figure/figure.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { labelRect } from '#lib/graph/view/label.ts';
import { sceneOf, type Scene } from '#lib/graph/view/scene.ts';
import { words } from '#lib/messages/messages.ts';
import { expect, it } from 'vitest';

it('a shape gives way to the sign on its edge, and no text of a shape meets a sign', () => {
  const layout = layoutFigure(buildNetwork(presetConfig('dla34')), { width: 1600, words: words.figure });
  const shapes = (scene: Scene) => scene.labels.filter(({ kind }) => kind === 'shape');
  const plain = shapes(sceneOf(layout, { zoom: 1 }));
  const differences = new Map(layout.edges.map(({ id }) => [id, 'chg'] as const));
  const signed = sceneOf(layout, { zoom: 1, differences });
  expect(shapes(signed).length).toBeLessThan(plain.length);
  for (const { x, y, radius } of signed.badges)
    for (const label of shapes(signed)) {
      const { x: left, y: top, width, height } = labelRect(label);
      expect(left + width <= x - radius || left >= x + radius || top + height <= y - radius || top >= y + radius).toBe(
        true,
      );
    }
});
