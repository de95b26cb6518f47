import { imageOf } from '#lib/dla/op-graph/image.ts';
import { writable } from '#lib/text.ts';
import { hashesOf, type ExportSource } from '../source.ts';
import {
  countTable,
  sizeText,
  tableCounts,
  type TableCell,
  type TableRow,
  type TableWords,
} from '../tables/count-table.ts';

/** The words of a report. */
export interface ReportWords {
  readonly network: string;
  readonly input: string;
  readonly structure: string;
  readonly names: string;
  readonly overview: string;
  readonly byLevel: string;
  /** What a network has more or fewer of than the first. */
  readonly against: (first: string) => string;
}

/** How a report is written where it is read. */
export interface ReportLanguage {
  readonly locale: string;
  readonly table: TableWords;
  readonly report: ReportWords;
}

/** A picture in a report: a PNG as a data URL, and what it shows. */
export interface ReportPicture {
  readonly png: string;
  readonly words: string;
}

/** A table of what was computed; a cell is a text or a picture. */
export interface ReportTable {
  readonly title: string;
  readonly note?: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | ReportPicture)[])[];
}

const entities = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
]);
const escape = (text: string): string => writable(text).replaceAll(/[&<>"]/g, (sign) => entities.get(sign)!);

const STYLE = `
:root { color-scheme: light; --ink: #1b2029; --muted: #525a68; --line: #dde1e8; --ground: #ffffff; }
body { margin: 0 auto; padding: 32px 24px 64px; max-width: 1200px; color: var(--ink); background: var(--ground);
  font: 14px/1.5 Inter, "Helvetica Neue", Arial, sans-serif; }
h1 { font-size: 24px; } h2 { margin-top: 40px; font-size: 17px; }
figure { margin: 16px 0; overflow-x: auto; } svg { max-width: 100%; height: auto; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 4px 12px; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
th { color: var(--muted); font-weight: 600; } th:first-child, td:first-child { text-align: left; }
td img { display: inline-block; width: 72px; height: auto; border-radius: 3px; image-rendering: pixelated; vertical-align: middle; }
p { color: var(--muted); }
tfoot td { font-weight: 600; } code { font-size: 11px; overflow-wrap: anywhere; white-space: normal; }
@media print { body { max-width: none; padding: 0; } figure { break-inside: avoid; } }
`;

/**
 * A comparison as one HTML file that opens from disk: the figures (SVG, drawn elsewhere), what each network is, and its counts
 * by level, side by side, and what they computed where they ran. No script, and nothing that is fetched.
 */
export function toHtml(
  sources: readonly ExportSource[],
  figures: readonly string[],
  { locale, table: words, report }: ReportLanguage,
  computed: readonly ReportTable[] = [],
): string {
  const table = countTable(sources, words);
  const title = table.networks.join(' · ');
  return `<!doctype html>
<html lang="${escape(locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'${computed.length > 0 ? '; img-src data:' : ''}">
<title>${escape(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escape(title)}</h1>
<h2>${escape(report.overview)}</h2>
<div class="scroll">${overview(sources, table.networks, table.total, words, report, locale)}</div>
${figures.map((figure, index) => `<h2>${escape(table.networks[index]!)}</h2>\n<figure>${figure.trim()}</figure>`).join('\n')}
<h2>${escape(report.byLevel)}</h2>
<div class="scroll">${byLevel(table, words, locale)}</div>
${computed.map(computedTable).join('')}</body>
</html>
`;
}

const row = (cells: readonly string[], tag: 'td' | 'th' = 'td'): string =>
  `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>\n`;

function computedTable({ title, note, head, rows }: ReportTable): string {
  const cellOf = (cell: string | ReportPicture): string =>
    typeof cell === 'string' ? escape(cell) : `<img alt="${escape(cell.words)}" src="${escape(cell.png)}">`;
  const above = note === undefined ? '' : `<p>${escape(note)}</p>\n`;
  const lines = rows.map((cells) => row(cells.map(cellOf))).join('');
  return `<h2>${escape(title)}</h2>\n${above}<div class="scroll"><table>\n<thead>${row(head.map(escape), 'th')}</thead>\n<tbody>${lines}</tbody>\n</table></div>\n`;
}

function overview(
  sources: readonly ExportSource[],
  networks: readonly string[],
  { cells }: TableRow,
  words: TableWords,
  report: ReportWords,
  locale: string,
): string {
  const difference = new Intl.NumberFormat(locale, { signDisplay: 'exceptZero' });
  const [first] = networks;
  const head = tableCounts.flatMap((count) => [words.counts[count], report.against(first!)].map(escape));
  const lines = sources.map((source, index) => {
    const { structure, names } = hashesOf(source);
    const counts = tableCounts.flatMap((count) => {
      const value = cells[index]!.costs[count];
      return [
        value.toLocaleString(locale),
        index === 0 ? '' : escape(difference.format(value - cells[0]!.costs[count])),
      ];
    });
    return row([
      escape(networks[index]!),
      sizeText(imageOf(source.graph).shape, ' × '),
      ...counts,
      `<code>${structure}</code>`,
      `<code>${names}</code>`,
    ]);
  });
  const headings = [report.network, report.input].map(escape);
  return `<table>\n<thead>${row([...headings, ...head, escape(report.structure), escape(report.names)], 'th')}</thead>\n<tbody>${lines.join('')}</tbody>\n</table>`;
}

function byLevel({ networks, rows, total }: ReturnType<typeof countTable>, words: TableWords, locale: string): string {
  const columns = [words.output, ...tableCounts.map((count) => words.counts[count])];
  const cellsOf = (cell: TableCell | undefined): readonly string[] =>
    cell
      ? [sizeText(cell.shape, ' × '), ...tableCounts.map((count) => cell.costs[count].toLocaleString(locale))]
      : columns.map(() => '');
  const line = ({ name, cells }: TableRow): string => row([escape(name), ...cells.flatMap(cellsOf)]);
  const names = networks.map((name) => `<th colspan="${columns.length}">${escape(name)}</th>`).join('');
  const head = row([escape(words.level), ...networks.flatMap(() => columns.map(escape))], 'th');
  return `<table>\n<thead><tr><th></th>${names}</tr>\n${head}</thead>\n<tbody>${rows.map(line).join('')}</tbody>\n<tfoot>${line(total)}</tfoot>\n</table>`;
}
