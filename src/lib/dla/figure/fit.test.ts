import { setStructure } from '#lib/dla/commands/edit-level.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { applyPatch } from '#lib/graph/document/patch.ts';
import { unwrap } from '#lib/issue.ts';
import { words } from '#lib/messages/messages.ts';
import { describe, expect, it } from 'vitest';
import { layoutFigure } from './figure.ts';
import { fitFigure } from './fit.ts';

describe('fitFigure', () => {
  it('fills a screen with DLA-169 instead of a strip', () => {
    const { layout, zoom } = fitFigure(buildNetwork(presetConfig('dla169')), {
      words: words.figure,
      width: 1100,
      height: 600,
    });
    expect(layout.bounds.width * zoom).toBeLessThanOrEqual(1100.001);
    expect(layout.bounds.height * zoom).toBeLessThanOrEqual(600.001);
    expect(layout.bounds.width / layout.bounds.height).toBeLessThan(3);
    expect(zoom).toBeGreaterThan(0.35);
  });
  it('leaves a figure that has room at its own size', () =>
    expect(fitFigure(buildNetwork(presetConfig('dla34')), { words: words.figure, width: 1800, height: 900 }).zoom).toBe(
      1,
    ));

  const dla34 = buildNetwork(presetConfig('dla34'));
  const ida = applyPatch(dla34, unwrap(setStructure(dla34, ['level3', 'level4'], 'ida')));
  it.each([
    [624, 335],
    [623, 335],
    [704, 470],
    [480, 400],
    [374, 300],
  ])('networks side by side break their lines alike in %i × %i pixels, and both are seen (I18)', (width, height) => {
    const drawn = [
      [dla34, ida],
      [ida, dla34],
    ].map(([own, twin]) => {
      const fit = { width, height, words: words.figure, twins: [twin!] };
      const { zoom, room } = fitFigure(own!, fit);
      // As the canvas draws it.
      return { zoom, layout: layoutFigure(own!, { ...fit, ...room }) };
    });
    const [a, b] = drawn.map(({ layout }) => layout.bands.map(({ id, rect }) => [id, rect]));
    expect(a).toEqual(b);
    for (const { layout, zoom } of drawn)
      expect(Math.min(width / layout.bounds.width, height / layout.bounds.height)).toBeGreaterThan(0.97 * zoom);
  });
});
