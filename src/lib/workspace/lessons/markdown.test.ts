import { describe, expect, it } from 'vitest';
import { readMarkdown, type Block, type Inline } from './markdown.ts';

const inside = (source: string): readonly Inline[] => {
  const [first] = readMarkdown(source);
  return first && 'inside' in first ? first.inside : [];
};
const text = (said: string): Inline => ({ kind: 'text', text: said });

describe('[lessons] a text is read as data', () => {
  it('parts of the network, links elsewhere and formulas are told apart', () => {
    expect(inside('See [the *first* block](#level1-b1) in $y = N(B_4, B_3)$.')).toEqual([
      text('See '),
      {
        kind: 'part',
        id: 'level1-b1',
        inside: [text('the '), { kind: 'em', inside: [text('first')] }, text(' block')],
      },
      text(' in '),
      { kind: 'formula', tex: 'y = N(B_4, B_3)' },
      text('.'),
    ]);
    expect(inside('[paper](https://arxiv.org/abs/1707.06484)')).toMatchObject([{ kind: 'link' }]);
    expect(readMarkdown('One:\n\n$$\\frac{a}{b}$$\n\n- two\n- three')).toMatchObject<Block[]>([
      { kind: 'paragraph', inside: [text('One:')] },
      { kind: 'formula', tex: '\\frac{a}{b}' },
      { kind: 'list', ordered: false, items: [[{ kind: 'paragraph', inside: [text('two')] }], [{}] as never] },
    ]);
  });

  it('a price is no formula, and an underscore in one is no stress', () => {
    expect(inside('It costs $5 and $10 more')).toEqual([text('It costs $5 and $10 more')]);
    expect(inside('$B_1 + B_2$ and *this*')).toMatchObject([{ kind: 'formula' }, text(' and '), { kind: 'em' }]);
  });

  it.each([
    '<img src=x onerror=alert(1)>',
    '<script>alert(1)</script>',
    'a <b onclick="x()">b</b>',
    '[a](javascript:alert(1))',
    '[a](JaVaScRiPt:alert(1))',
    '[a](data:text/html,<script>alert(1)</script>)',
    '![a](https://example.org/track.png)',
    '<https://example.org>"onmouseover=alert(1)',
    '[a](#x" onclick="y)',
    '&lt;script&gt;',
  ])('%s is text: no HTML, script or picture comes of it', (source) => {
    const kinds = new Set<string>();
    const visit = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      if ('kind' in value) kinds.add(String(value.kind));
      if ('href' in value) expect(value.href).toMatch(/^https?:/);
      Object.values(value).forEach(visit);
    };
    visit(readMarkdown(source));
    for (const kind of kinds) expect(['paragraph', 'text', 'link', 'em']).toContain(kind);
  });

  it('what is nested without end is read all the same', () => {
    for (const source of ['>'.repeat(5000), '- '.repeat(3000), '*'.repeat(5000), '['.repeat(5000), '$'.repeat(5000)])
      expect(readMarkdown(source).length).toBeGreaterThan(0);
  });
});
