import { palette } from '#lib/dla/commands/palette.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { layoutLayered } from '#lib/graph/layout/layered/layered.ts';
import type { Layout } from '#lib/graph/layout/layout.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { toSvg } from '#lib/graph/view/svg.ts';
import { words } from '#lib/messages/messages.ts';
import { greyTheme } from '#tests/graph/grey-theme.ts';
import { describe, expect, it } from 'vitest';
import { layoutFigure } from './figure.ts';
import { layeredInput, withOps } from './layered-input.ts';
import { signOf, signPaths, signsIn, type Sign } from './read/signs.ts';

const preset = (id: string): GraphDocument => buildNetwork(presetConfig(id));
const figure = (document: GraphDocument, collapsed?: ReadonlySet<string>): Layout =>
  layoutFigure(document, { words: words.figure, width: 1000, ...(collapsed && { collapsed }) });
function layers(document: GraphDocument, collapsed?: ReadonlySet<string>): Layout {
  const options = { words: words.figure, direction: 'right', ...(collapsed && { collapsed }) } as const;
  return withOps(document, layoutLayered(layeredInput(document, options)), options);
}

describe('signs', () => {
  it('every kind of block has one of its own, and a residual node (I21)', () => {
    const all = palette.filter(({ kind, id }) => kind === 'block' || id === 'residual').map(signOf);
    expect(all.length).toBeGreaterThan(4);
    expect(all).not.toContain(undefined);
    expect(new Set(all.map((sign) => signPaths[sign!])).size).toBe(all.length);
    expect(signOf({ kind: 'aggregation', attributes: {} })).toBeUndefined();
    expect(new Set(Object.values(signPaths)).size).toBe(Object.keys(signPaths).length);
  });

  const cases: readonly (readonly [string, readonly Sign[]])[] = [
    ['dla34', ['basic']],
    ['dla60', ['bottleneck']],
    ['dla60x', ['split']],
    ['dla102', ['bottleneck', 'residual']],
    ['dla60_res2net', ['res2net']],
    ['dla60_res2next', ['grouped-res2net']],
  ];
  it.each(cases)('%s is drawn with them in the figure, in layers and in a file (I21)', (id, signs) => {
    const document = preset(id);
    expect(signsIn(document)).toEqual(signs);
    for (const layout of [figure(document), layers(document)]) {
      for (const node of document.nodes) {
        const mark = layout.marks.find((each) => each.id === node.id);
        const sign = signOf(node);
        if (mark && sign) expect([node.id, mark.sign]).toEqual([node.id, signPaths[sign]]);
      }
      const svg = toSvg(layout, greyTheme, { title: id });
      for (const sign of signs) expect(svg).toContain(signPaths[sign]);
    }
  });
});

describe('a block that is opened', () => {
  it.each(Object.entries({ figure, layers }))(
    'shows its ops among blocks, in %s, and nothing else does (I21)',
    (_, draw) => {
      const document = preset('dla34');
      const layout = draw(document, new Set(['level3-b2', 'level4-n1']));
      const open = layout.marks.filter((mark) => mark.open).map(({ id }) => id);
      expect(open.toSorted()).toEqual(['level3-b2', 'level4-n1']);
      const ops = layout.marks.filter(({ kind }) => kind === 'op');
      expect(new Set(ops.flatMap(({ of }) => of))).toEqual(new Set(['level3-b2', 'level4-n1']));
      expect(ops.length).toBeGreaterThan(7);
      expect(draw(document, new Set()).marks.some(({ kind }) => kind === 'op')).toBe(false);
    },
  );

  it('hides them among ops (I21)', () => {
    const document = preset('dla34');
    const collapsed = new Set(['level3-b2']);
    const { marks } = layoutFigure(document, { words: words.figure, width: 1000, detail: 'ops', collapsed });
    expect(marks.find(({ id }) => id === 'level3-b2')!.open).toBeUndefined();
    expect(marks.find(({ id }) => id === 'level3-b1')!.open).toBe(true);
  });
});
