import { countCosts } from '#lib/dla/analysis/costs.ts';
import { sourceOfConfig, sourceOfDocument, type ExportSource } from '#lib/dla/exchange/source.ts';
import { presetConfig, presets } from '#lib/dla/presets/presets.ts';
import { words } from '#lib/messages/messages.ts';
import { describe, expect, it } from 'vitest';
import { countTable, tableCounts } from './count-table.ts';
import { toCsv, writeCsv } from './csv.ts';
import { toLatex } from './latex.ts';
import { toMarkdown } from './markdown.ts';

const said = words.filing.table;
const of = (id: string): ExportSource => sourceOfConfig(presetConfig(id));
const named = (name: string): ExportSource => ({ ...of('dla46_c'), document: { ...of('dla46_c').document, name } });

/** Lines of cells, as RFC 4180 reads them. */
function parseCsv(text: string): readonly (readonly string[])[] {
  const lines: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/g)) {
    lines.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain!);
    if (end === '\n') lines.push([]);
  }
  expect(lines.pop()).toEqual([]);
  return lines;
}

const parseMarkdown = (text: string): readonly (readonly string[])[] =>
  text
    .trimEnd()
    .split('\n')
    .filter((_, index) => index !== 1)
    .map((line) =>
      line
        .slice(2, -2)
        .split(/ \| /)
        .map((cell) => cell.replaceAll(/\*\*|\\(?=.)/g, '')),
    );

const parseLatex = (text: string): readonly (readonly string[])[] =>
  [...text.matchAll(/^ {2}(?!\\hline)(.*) \\\\$/gm)].map(([, line]) => line!.split(' & '));

/** The number in a cell, however its thousands are apart. */
const numberIn = (cell: string): number => Number(cell.replaceAll(/[^\d]/g, ''));

describe('tables of counts', () => {
  it.each(
    presets.map(({ id, config, document }) => [id, config ? sourceOfConfig(config) : sourceOfDocument(document)]),
  )('%s: the sums of the levels are the total, and the total is what is counted of the whole', (_, source) => {
    const { rows, total } = countTable([source], said);
    const whole = countCosts(source.graph);
    for (const count of tableCounts) {
      expect(total.cells[0]!.costs[count]).toBe(whole[count]);
      expect(rows.reduce((sum, { cells }) => sum + cells[0]!.costs[count], 0)).toBe(whole[count]);
    }
  });

  const sources = ['dla34', 'dla46_c', 'dla34up'].map(of);
  const forms = [
    ['CSV', parseCsv(toCsv(sources, said)), 1],
    ['Markdown', parseMarkdown(toMarkdown(sources, said, words.locale)), 1],
    ['LaTeX', parseLatex(toLatex(sources, said, words.locale)), 2],
  ] as const;

  it.each(forms)('%s: several networks stand side by side, and every column adds up', (_, lines, head) => {
    const body = lines.slice(head, -1);
    const total = lines.at(-1)!;
    const width = 1 + sources.length * (1 + tableCounts.length);
    for (const line of [...body, total]) expect(line).toHaveLength(width);
    sources.forEach(({ graph }, network) =>
      tableCounts.forEach((count, index) => {
        const column = 2 + index + network * (1 + tableCounts.length);
        const sum = body.reduce((before, line) => before + numberIn(line[column]!), 0);
        expect(sum).toBe(countCosts(graph)[count]);
        expect(numberIn(total[column]!)).toBe(sum);
      }),
    );
  });

  it('a level that only some networks have stands where these have it, with empty cells for the others', () => {
    const { rows } = countTable(sources, said);
    const names = rows.map(({ name }) => name);
    expect(names.slice(0, 3)).toEqual(['base_layer', 'level 0', 'level 1']);
    const decoder = rows.filter(({ cells }) => !cells[0] && cells[2]);
    expect(decoder.length).toBeGreaterThan(0);
    expect(names.indexOf(decoder[0]!.name)).toBeGreaterThan(names.indexOf('level 5'));
  });

  it('networks of one name are told apart, and one without a name has one', () => {
    expect(countTable([named('A'), named('A'), named('A (2)'), named('')], said).networks).toEqual([
      'A',
      'A (2)',
      'A (2) (2)',
      'network',
    ]);
  });
});

describe('names in tables are text', () => {
  const pair = (name: string): readonly ExportSource[] => [named(name), named('B')];

  it('commas, quotes and lines stay in their cell of CSV, and no spreadsheet takes a name for a formula', () => {
    const [head] = parseCsv(toCsv(pair('a,"b"\nc'), said));
    expect(head![1]).toBe('a,"b"\nc: output');
    for (const name of ['=1+1', '+1', '-1', '@x', '\t=1'])
      expect(parseCsv(toCsv(pair(name), said))[0]![1]).toBe(`'${name}: output`);
    expect(writeCsv([['a\rb', -1]])).toBe('"a\rb",-1\n');
  });

  it('bars, stars and HTML in Markdown, and commands in LaTeX, are shown as they are', () => {
    expect(toMarkdown(pair('a|b*c* <b>\n&amp;'), said, words.locale).split('\n')[0]).toContain(
      '| a\\|b\\*c\\* &lt;b> &amp;amp;: output |',
    );
    expect(toLatex(pair('\\input{x} $&%#_~^ 主 é'), said, words.locale)).toContain(
      '{\\textbackslash{}input\\{x\\} \\$\\&\\%\\#\\_\\textasciitilde{}\\textasciicircum{} [U+4E3B] é}',
    );
  });
});
