import { hashesOf, sourceOfConfig, type ExportSource } from '#lib/dla/exchange/source.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { words } from '#lib/messages/messages.ts';
import { describe, expect, it } from 'vitest';
import { toHtml } from './to-html.ts';

const of = (id: string, name = presetConfig(id).name): ExportSource => sourceOfConfig({ ...presetConfig(id), name });
const html = (...sources: readonly ExportSource[]): string =>
  toHtml(
    sources,
    sources.map((_, index) => `<svg id="figure-${index}"></svg>\n`),
    { locale: words.locale, table: words.filing.table, report: words.filing.report },
  );

const rowsOf = (text: string): readonly (readonly string[])[] =>
  [...text.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, line]) =>
    [...line!.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) => cell!),
  );
const numberIn = (cell: string): number => Number(cell.replaceAll(',', ''));

describe('a report of a comparison', () => {
  const sources = [of('dla34'), of('dla46_c'), of('dla34up')];
  const text = html(...sources);

  it('has a figure, the hashes and the differences of every network', () => {
    sources.forEach((source, index) => {
      expect(text).toContain(`<svg id="figure-${index}"></svg>`);
      expect(text).toContain(`<code>${hashesOf(source).structure}</code>`);
    });
    const rows = rowsOf(text);
    const second = rows.find(([name]) => name === 'DLA-46-C')!;
    expect(second.slice(1, 4)).toEqual([
      '3 × 224 × 224',
      '1,301,400',
      (1_301_400 - 15_742_104).toLocaleString('en-US'),
    ]);
  });

  it('has the counts by level, whose sums are the totals', () => {
    const [, table] = text.split('<h2>By level</h2>');
    const rows = rowsOf(table!);
    const body = rows.slice(2, -1);
    const total = rows.at(-1)!;
    expect(total).toHaveLength(1 + 4 * sources.length);
    total.forEach((cell, column) => {
      if (column % 4 === 1 || column === 0) return;
      expect(body.reduce((sum, line) => sum + numberIn(line[column]!), 0)).toBe(numberIn(cell));
    });
  });

  it('what was computed stands in tables of texts and pictures that the file holds itself', () => {
    const png = 'data:image/png;base64,iVBORw0KGgo=';
    const tables = [
      {
        title: 'Outputs <b>',
        note: 'on cat',
        head: ['result', 'A'],
        rows: [['level 3', { png, words: 'level 3 of "A"' }]],
      },
    ];
    const language = { locale: words.locale, table: words.filing.table, report: words.filing.report };
    const filled = toHtml(sources.slice(0, 1), ['<svg></svg>'], language, tables);
    expect(filled).toContain('<h2>Outputs &lt;b&gt;</h2>');
    expect(filled).toContain(`<img alt="level 3 of &quot;A&quot;" src="${png}">`);
    expect(filled).toContain("default-src 'none'; style-src 'unsafe-inline'; img-src data:");
    expect(filled).not.toMatch(/<script|<link|\bhref=|url\(|https?:/);
    expect(text).not.toContain('img-src');
  });

  it('fetches nothing, runs nothing, and shows names as text', () => {
    const odd = html(of('dla34', '<script>alert(1)</script>'), of('dla34', '"&</title>'));
    for (const each of [text, odd]) expect(each).not.toMatch(/<script|<link|\bsrc=|\bhref=|url\(|https?:/);
    expect(odd).toContain('<title>&lt;script&gt;alert(1)&lt;/script&gt; · &quot;&amp;&lt;/title&gt;</title>');
  });
});
