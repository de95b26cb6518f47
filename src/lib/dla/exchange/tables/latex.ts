import { latexText } from '../latex-text.ts';
import type { ExportSource } from '../source.ts';
import { countTable, sizeText, tableCounts, type TableRow, type TableWords } from './count-table.ts';

/** The table of counts as a `tabular` that LaTeX sets without any package; thousands are apart as in a text. */
export function toLatex(sources: readonly ExportSource[], words: TableWords, locale: string): string {
  const { networks, rows, total } = countTable(sources, words);
  const columns = [words.output, ...tableCounts.map((count) => words.counts[count])].map(latexText);
  const line = (cells: readonly string[]): string => `  ${cells.join(' & ')} \\\\\n`;
  const number = (value: number): string => value.toLocaleString(locale).replaceAll(',', '{,}');
  const rowOf = ({ name, cells }: TableRow): string =>
    line([
      latexText(name),
      ...cells.flatMap((cell) =>
        cell
          ? [
              cell.shape ? `$${sizeText(cell.shape, ' \\times ')}$` : '',
              ...tableCounts.map((count) => `$${number(cell.costs[count])}$`),
            ]
          : columns.map(() => ''),
      ),
    ]);
  const above =
    networks.length > 1
      ? line(['', ...networks.map((name) => `\\multicolumn{${columns.length}}{c}{${latexText(name)}}`)])
      : '';
  return [
    `\\begin{tabular}{l${networks.map(() => 'r'.repeat(columns.length)).join('')}}\n`,
    '  \\hline\n',
    above,
    line([latexText(words.level), ...networks.flatMap(() => columns)]),
    '  \\hline\n',
    ...rows.map(rowOf),
    '  \\hline\n',
    rowOf(total),
    '  \\hline\n',
    '\\end{tabular}\n',
  ].join('');
}
