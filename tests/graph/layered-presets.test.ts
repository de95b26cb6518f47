import ELK from 'elkjs/lib/elk.bundled.js';
import { layeredInput, withOps, type LayeredOptions } from '#lib/dla/figure/layered-input.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { presets } from '#lib/dla/presets/presets.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { elkIsQuick, layoutElk } from '#lib/graph/layout/elk/layout-elk.ts';
import { faultsOf } from '#lib/graph/layout/faults.ts';
import { layoutLayered } from '#lib/graph/layout/layered/layered.ts';
import type { Layout } from '#lib/graph/layout/layout.ts';
import { sceneOf } from '#lib/graph/view/scene.ts';
import { words } from '#lib/messages/messages.ts';
import { describe, expect, it } from 'vitest';
import { labelFaults } from './label-faults.ts';

const elk = new ELK();
const inputOf = (document: GraphDocument, options: Omit<LayeredOptions, 'words'>) =>
  layeredInput(document, { ...options, words: words.figure });
const all = presets.map(({ id, config, document }) => [id, config ? buildNetwork(config) : document] as const);

/** As drawn when the whole is seen on a screen, and at its own size. */
const textFaults = (layout: Layout): readonly string[] =>
  [Math.min(1, 900 / layout.bounds.width, 540 / layout.bounds.height), 1].flatMap((zoom) => labelFaults(layout, zoom));

function check(document: GraphDocument, plain: Layout, options: Omit<LayeredOptions, 'words'>): void {
  const layout = withOps(document, plain, { ...options, words: words.figure });
  const inner = new Set(layout.marks.slice(plain.marks.length).map((mark) => mark.id));
  expect({ ...options, faults: faultsOf(layout, inner) }).toEqual({ ...options, faults: [] });
  expect({ ...options, labels: textFaults(layout) }).toEqual({ ...options, labels: [] });
}

describe('presets in layers', () => {
  it.each(all)('[Z1] %s: nothing overlaps, no edge runs through a block that it does not join', (_id, document) => {
    for (const direction of ['right', 'left', 'down', 'up'] as const)
      check(document, layoutLayered(inputOf(document, { direction })), { direction });
    for (const detail of ['levels', 'ops'] as const)
      for (const direction of ['right', 'down'] as const) {
        const options = { direction, detail };
        check(document, layoutLayered(inputOf(document, options)), options);
      }
  });

  it.each(all.filter(([, document]) => elkIsQuick(inputOf(document, { direction: 'right' }))))(
    '[Z2] %s by ELK: the same, and every group has its frame',
    async (_id, document) => {
      for (const direction of ['right', 'down'] as const) {
        const input = inputOf(document, { direction });
        const layout = (await layoutElk(input, (graph) => elk.layout(graph)))!;
        check(document, layout, { direction });
        expect(layout.bands.map(({ id }) => id)).toEqual(input.groups.map(({ id }) => id));
      }
    },
  );

  it.each(all.filter(([id]) => !id.startsWith('res')))(
    '[Z3] %s among levels: edges that skip a level are bundles, each with its number',
    (_id, document) => {
      const options = { direction: 'right', detail: 'levels' } as const;
      const { edges } = layoutLayered(inputOf(document, options));
      const nodes = inputOf(document, { direction: 'right' });
      // As many edges of the document cross a border as the bundles say.
      const level = new Map(
        inputOf(document, options).marks.flatMap(({ id, of }) => of.map((node) => [node, id] as const)),
      );
      const home = (mark: string): string => level.get(nodes.marks.find(({ id }) => id === mark)!.of[0]!)!;
      const crossing = nodes.edges.filter(({ from, to }) => home(from) !== home(to));
      expect(edges.reduce((sum, { count }) => sum + count, 0)).toBe(crossing.length);
      const { labels } = sceneOf(layoutLayered(inputOf(document, options)), { zoom: 1 });
      const numbers = labels.filter(({ kind }) => kind === 'count').map(({ text, of }) => [of, text]);
      expect(numbers).toEqual(edges.filter(({ count }) => count > 1).map(({ id, count }) => [id, String(count)]));
    },
  );
});
