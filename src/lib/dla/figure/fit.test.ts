import { buildNetwork } from '#lib/dla/network/build.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { words } from '#lib/messages/messages.ts';
import { describe, expect, it } from 'vitest';
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
});
