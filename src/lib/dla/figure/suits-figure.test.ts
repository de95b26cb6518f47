import { buildNetwork } from '#lib/dla/network/build.ts';
import { presets } from '#lib/dla/presets/presets.ts';
import { emptyDocument } from '#lib/graph/document/document.ts';
import { expect, it } from 'vitest';
import { suitsFigure } from './suits-figure.ts';

it('every preset suits the figure, and without its groups none does', () => {
  for (const { config, document } of presets) {
    const own = config ? buildNetwork(config) : document;
    expect(suitsFigure(own)).toBe(true);
    expect(suitsFigure({ ...own, groups: [] })).toBe(false);
  }
});

it('what has no more than its image may become a figure', () => {
  const input = { id: 'input', kind: 'input', inputs: [], attributes: { channels: 3, height: 8, width: 8 } };
  expect(suitsFigure({ ...emptyDocument, nodes: [input] })).toBe(true);
});
