import { writable } from '#lib/text.ts';
import type { ExportSource } from '../source.ts';
import { countTable, sizeText, tableCounts, type TableRow, type TableWords } from './count-table.ts';

/** Text that a person wrote, in a cell: whatever Markdown or HTML has a meaning for is taken as it stands. */
export const cellText = (text: string): string =>
  writable(text)
    .replaceAll(/[\\`*_[\]|~$]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/\s+/g, ' ');

/** The table of counts as a table of Markdown (GitHub's). */
export function toMarkdown(sources: readonly ExportSource[], words: TableWords, locale: string): string {
  const { networks, rows, total } = countTable(sources, words);
  const columns = [words.output, ...tableCounts.map((count) => words.counts[count])];
  const head = networks.flatMap((name) =>
    columns.map((column) => (networks.length > 1 ? `${cellText(name)}: ${column}` : column)),
  );
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  const rowOf = ({ name, cells }: TableRow, strong = ''): string =>
    line([
      `${strong}${cellText(name)}${strong}`,
      ...cells.flatMap((cell) =>
        cell
          ? [
              sizeText(cell.shape, ' × '),
              ...tableCounts.map((count) => `${strong}${cell.costs[count].toLocaleString(locale)}${strong}`),
            ]
          : columns.map(() => ''),
      ),
    ]);
  return [
    line([words.level, ...head]),
    `| --- | ${head.map(() => '---:').join(' | ')} |\n`,
    ...rows.map((row) => rowOf(row)),
    rowOf(total, '**'),
  ].join('');
}
