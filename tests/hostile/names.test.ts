import { toDot } from '#lib/dla/exchange/dot/to-dot.ts';
import { toMermaid } from '#lib/dla/exchange/mermaid/to-mermaid.ts';
import { svgMetadata } from '#lib/dla/exchange/pictures/svg-metadata.ts';
import { readNetworkBytes } from '#lib/dla/exchange/pictures/read-picture.ts';
import { toPyTorch } from '#lib/dla/exchange/pytorch/to-pytorch.ts';
import { sourceOfDocument } from '#lib/dla/exchange/source.ts';
import { toCsv } from '#lib/dla/exchange/tables/csv.ts';
import { toLatex } from '#lib/dla/exchange/tables/latex.ts';
import { toMarkdown } from '#lib/dla/exchange/tables/markdown.ts';
import { toTikz } from '#lib/dla/exchange/tikz/to-tikz.ts';
import { layoutFigure } from '#lib/dla/figure/figure.ts';
import { serialiseGraph } from '#lib/dla/network/graph-file.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { toSvg } from '#lib/graph/view/svg.ts';
import { sayIssue, speak, words } from '#lib/messages/messages.ts';
import { greyTheme } from '#tests/graph/grey-theme.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { small } from '../fuzz/edits.ts';

/** Names that turn words around, end a line, are markup, code, or a formula of a spreadsheet. */
const NAMES = [
  '\u202egnp.exe\u202c',
  '\u2066a\u2069\u200f\u061c',
  'a\u0000\u001b[31mb\u0085\u2028c',
  '<img src=x onerror=alert(1)>',
  '</text></svg><script>alert(1)</script>',
  '"; import os; os.system("rm")  #',
  '""" + __import__("os").system("rm") + """',
  '=HYPERLINK("http://example.org","x")',
  ' =1+1',
  '＝1+1',
  '@SUM(1)',
  '+1',
  '-1',
  '\t=1',
  '\\input{/etc/passwd}%$#&_^~{}',
  '[x](javascript:alert(1)) `|`',
];

const named = (name: string): GraphDocument => ({
  ...small,
  name,
  nodes: small.nodes.map((node, at) => (at === 3 ? { ...node, name: name.replaceAll('.', '_') } : node)),
  groups: small.groups.map((group) => ({ ...group, label: name })),
});

const files: Readonly<Record<string, (document: GraphDocument) => string>> = {
  SVG: (document) =>
    toSvg(layoutFigure(document, { width: 900, words: words.figure }), greyTheme, {
      title: document.name,
      metadata: svgMetadata(sourceOfDocument(document), serialiseGraph(document)),
    }),
  TikZ: (document) => toTikz(sourceOfDocument(document), layoutFigure(document, { width: 900, words: words.figure })),
  Markdown: (document) => toMarkdown(pair(document), words.filing.table, 'en-US'),
  LaTeX: (document) => toLatex(pair(document), words.filing.table, 'en-US'),
  CSV: (document) => toCsv(pair(document), words.filing.table),
  DOT: (document) => toDot(sourceOfDocument(document)),
  Mermaid: (document) => toMermaid(sourceOfDocument(document)),
  PyTorch: (document) => toPyTorch(sourceOfDocument(document)),
};
const pair = (document: GraphDocument) => [document, small].map(sourceOfDocument);

/** Files that are read as markup, and such as have a line for each thing that they say. */
const MARKUP: ReadonlySet<string> = new Set(['SVG', 'Markdown', 'Mermaid']);
const LINES: ReadonlySet<string> = new Set(['Markdown', 'LaTeX', 'CSV', 'DOT', 'Mermaid']);

/** What turns words around, or is seen as nothing; lines end as they do in every file. */
const DECEIVING = /[^\P{Cc}\t\n\r]|[\u0080-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffe\uffff]/u;

describe('a name is a name, whatever it says', () => {
  it.each(Object.entries(files))('%s: nothing of it turns words around, is markup, or ends a line', (format, write) => {
    const lines = write(named('plain')).split('\n').length;
    for (const name of NAMES) {
      const file = write(named(name));
      expect(file.replaceAll(/[\u0085]/g, ''), JSON.stringify(name)).not.toMatch(DECEIVING);
      if (MARKUP.has(format)) expect(file).not.toMatch(/<(?:img|script)\b/i);
      if (LINES.has(format)) expect(file.split('\n')).toHaveLength(lines);
      // A name that ended its comment would be set.
      if (format === 'TikZ') expect(file.split('\n')[1]).toMatch(/^% structure/);
    }
  });

  it('CSV: no cell is a formula', () => {
    for (const name of NAMES)
      for (const [, cell] of files.CSV!(named(name)).matchAll(/(?:^|,)"?((?:[^",\n]|"")*)/gm))
        if (!/^-?[\d.]+$/.test(cell!)) expect(cell, JSON.stringify(name)).not.toMatch(/^\s*[=+\-@＝＋－＠]/u);
  });

  it('an SVG is still the network that it shows, to the letter', () => {
    for (const name of NAMES) {
      const file = serialiseGraph(named(name));
      const read = readNetworkBytes(new TextEncoder().encode(files.SVG!(named(name))));
      expect(read.ok && read.value.kind === 'graph' && serialiseGraph(read.value.document)).toBe(file);
    }
  });

  afterAll(() => speak('en'));
  it.each(['en', 'zh'] as const)('on the screen and in messages, in %s, it turns nothing around', async (language) => {
    await speak(language);
    for (const name of NAMES) {
      const said = sayIssue({ kind: 'name-taken', at: name, received: name, expected: name });
      expect(said + words.names.given(name)).not.toMatch(/[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u);
      expect(said).not.toMatch(/\p{Cc}/u);
    }
  });
});
