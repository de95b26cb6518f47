import { sourceOfConfig } from '#lib/dla/exchange/source.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { words } from '#lib/messages/messages.ts';
import { describe, expect, it } from 'vitest';
import { comparedCsv, comparedLatex, comparedMarkdown, comparedRow, type ComparedTable } from './compared.ts';
import { countTable } from './count-table.ts';

const sources = ['dla34', 'dla46_c', 'dla34up'].map((id) => sourceOfConfig(presetConfig(id)));
const counted = countTable(sources, words.filing.table);
const table: ComparedTable = {
  head: ['level', 'A', 'B', 'C', 'A − B', 'A ÷ B', 'C − B', 'C ÷ B'],
  rows: counted.rows.map((row) => comparedRow(row, 'parameters', 1)).toReversed(),
  total: comparedRow(counted.total, 'parameters', 1),
};

describe('a table of one count of several networks, as it is taken away', () => {
  it('has the differences and ratios to the reference, in the order of the rows', () => {
    const lines = comparedCsv(table).trimEnd().split('\n');
    expect(lines[0]).toBe('level,A,B,C,A − B,A ÷ B,C − B,C ÷ B');
    expect(lines.slice(1, -1).map((line) => line.split(',')[0])).toEqual(table.rows.map(({ name }) => name));
    expect(lines.at(-1)!.split(',').slice(1, 6)).toEqual([
      '15742104',
      '1301400',
      String(table.total.values[2]),
      String(15742104 - 1301400),
      (15742104 / 1301400).toFixed(4),
    ]);
  });

  it('the differences of the levels add up to that of the total', () => {
    for (const other of [0, 1])
      expect(table.rows.reduce((sum, { beside }) => sum + beside[other]!.difference, 0)).toBe(
        table.total.beside[other]!.difference,
      );
  });

  it('a level that only one has is less or more by all of it, and has no ratio to nothing', () => {
    const decoder = table.rows.find(({ values }) => values[1] === undefined && values[2] !== undefined)!;
    expect(decoder.beside[1]).toEqual({ difference: decoder.values[2], ratio: Infinity });
    const line = comparedCsv({ ...table, rows: [decoder] }).split('\n')[1]!;
    expect(line.split(',').slice(-2)).toEqual([String(decoder.values[2]), '']);
  });

  it('Markdown and LaTeX have as many cells in every line, with signs', () => {
    const markdown = comparedMarkdown(table, 'en-US').trimEnd().split('\n');
    for (const line of markdown) expect(line.split(' | ')).toHaveLength(table.head.length);
    expect(markdown.at(-1)).toContain('**+14,440,704** | **12.0963**');
    const latex = [...comparedLatex(table, 'en-US').matchAll(/^ {2}(?!\\hline)(.*) \\\\$/gm)].map(([, line]) => line!);
    for (const line of latex) expect(line.split(' & ')).toHaveLength(table.head.length);
    expect(latex.at(-1)).toContain('$+14{,}440{,}704$ & $12.0963$');
  });
});
