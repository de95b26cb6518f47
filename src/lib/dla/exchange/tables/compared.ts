import { latexText } from '../latex-text.ts';
import type { TableCount, TableRow } from './count-table.ts';
import { inert, writeCsv, type CsvCell } from './csv.ts';
import { cellText } from './markdown.ts';

/** One count of a level in several networks, and how far each is from the reference. */
export interface ComparedRow {
  readonly name: string;
  /** By network; undefined where it has no such level. */
  readonly values: readonly (number | undefined)[];
  /** By other network: a level that one lacks counts as nothing. A ratio to nothing is none. */
  readonly beside: readonly { readonly difference: number; readonly ratio: number }[];
}

/** One count of a row of a table, beside the network at `reference`. */
export function comparedRow({ name, cells }: TableRow, count: TableCount, reference: number): ComparedRow {
  const values = cells.map((cell) => cell?.costs[count]);
  const from = values[reference] ?? 0;
  const beside = values.flatMap((value = 0, index) =>
    index === reference ? [] : [{ difference: value - from, ratio: value / from }],
  );
  return { name, values, beside };
}

/** A table as it is taken away: what stands above its columns, its rows as they are sorted, and their total. */
export interface ComparedTable {
  readonly head: readonly string[];
  readonly rows: readonly ComparedRow[];
  readonly total: ComparedRow;
}

const DECIMALS = 4;

const signedText = (value: number, locale: string): string =>
  value.toLocaleString(locale, { signDisplay: 'exceptZero' }).replace('-', '−');
const ratioText = (value: number): string => (Number.isFinite(value) ? value.toFixed(DECIMALS) : '');

/** As a table of Markdown (GitHub's). */
export function comparedMarkdown({ head, rows, total }: ComparedTable, locale: string): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  const rowOf = ({ name, values, beside }: ComparedRow, strong = ''): string =>
    line(
      [
        cellText(name),
        ...values.map((value) => value?.toLocaleString(locale) ?? ''),
        ...beside.flatMap(({ difference, ratio }) => [signedText(difference, locale), ratioText(ratio)]),
      ].map((cell) => (cell === '' ? '' : `${strong}${cell}${strong}`)),
    );
  const rule = head.map((_, index) => (index === 0 ? '---' : '---:'));
  return [line(head.map(cellText)), line(rule), ...rows.map((row) => rowOf(row)), rowOf(total, '**')].join('');
}

/** As a `tabular` that LaTeX sets without any package. */
export function comparedLatex({ head, rows, total }: ComparedTable, locale: string): string {
  const line = (cells: readonly string[]): string => `  ${cells.join(' & ')} \\\\\n`;
  const math = (text: string): string => (text === '' ? '' : `$${text.replaceAll(',', '{,}').replace('−', '-')}$`);
  const rowOf = ({ name, values, beside }: ComparedRow): string =>
    line([
      latexText(name),
      ...values.map((value) => math(value?.toLocaleString(locale) ?? '')),
      ...beside.flatMap(({ difference, ratio }) => [math(signedText(difference, locale)), math(ratioText(ratio))]),
    ]);
  return [
    `\\begin{tabular}{l${'r'.repeat(head.length - 1)}}\n`,
    '  \\hline\n',
    line(head.map((text) => latexText(text))),
    '  \\hline\n',
    ...rows.map(rowOf),
    '  \\hline\n',
    rowOf(total),
    '  \\hline\n',
    '\\end{tabular}\n',
  ].join('');
}

/** As CSV: numbers as they are, a ratio to nothing left out. */
export function comparedCsv({ head, rows, total }: ComparedTable): string {
  const lineOf = ({ name, values, beside }: ComparedRow): readonly CsvCell[] => [
    inert(name),
    ...values.map((value) => value ?? ''),
    ...beside.flatMap(({ difference, ratio }) => [difference, ratioText(ratio)]),
  ];
  return writeCsv([head.map((text) => inert(text)), ...rows.map(lineOf), lineOf(total)]);
}
