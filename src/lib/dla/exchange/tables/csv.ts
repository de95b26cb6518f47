import { writable } from '#lib/text.ts';
import type { ExportSource } from '../source.ts';
import { countTable, sizeText, tableCounts, type TableRow, type TableWords } from './count-table.ts';

export type CsvCell = string | number;

/** As RFC 4180 has it, but for the ends of lines: they are those of Unix. */
const cellOf = (cell: CsvCell): string => {
  const text = String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Comma-separated values, a line each. */
export const writeCsv = (lines: readonly (readonly CsvCell[])[]): string =>
  lines.map((line) => `${line.map(cellOf).join(',')}\n`).join('');

/** Text that a person wrote: a spreadsheet must not take it for a formula. */
export const inert = (text: string): string => {
  const plain = writable(text);
  // Spreadsheets pass over space before a formula, and some take the wide signs for the narrow ones.
  return /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(plain) ? `'${plain}` : plain;
};

/** The table of counts as CSV: a line of names, one for each level, and the total; sizes are CxHxW. */
export function toCsv(sources: readonly ExportSource[], words: TableWords): string {
  const { networks, rows, total } = countTable(sources, words);
  const columns = [words.output, ...tableCounts.map((count) => words.counts[count])];
  const head = networks.flatMap((name) =>
    columns.map((column) => (networks.length > 1 ? inert(`${name}: ${column}`) : column)),
  );
  const line = ({ name, cells }: TableRow): readonly CsvCell[] => [
    inert(name),
    ...cells.flatMap((cell) =>
      cell ? [sizeText(cell.shape, 'x'), ...tableCounts.map((count) => cell.costs[count])] : columns.map(() => ''),
    ),
  ];
  return writeCsv([[words.level, ...head], ...rows.map(line), line(total)]);
}
