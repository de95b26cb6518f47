import { sourceOfDocument } from '#lib/dla/exchange/source.ts';
import { layoutFigure } from '#lib/dla/figure/figure.ts';
import { presetDocument, presetOf } from '#lib/dla/presets/presets.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { words } from '#lib/messages/messages.ts';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { toTikz } from './to-tikz.ts';

const preset = (id: string): GraphDocument => presetDocument(presetOf(id)!);
const tikz = (document: GraphDocument): string =>
  toTikz(sourceOfDocument(document), layoutFigure(document, { width: 850, words: words.figure }));

const odd = ['\\end{document}', '%', '}{', '$x_1^2$', '#1 & ~', '主 é', '"-|-"', '^^M', '\n\n', '[label=a]'];
const oddNames: GraphDocument = {
  name: '\\input{x}\n\\stop',
  nodes: [
    { id: '0', kind: 'input', inputs: [], attributes: { channels: 4, height: 8, width: 8 } },
    ...odd.map((name, index) => ({
      id: `a_${index}--b`,
      kind: 'conv-unit',
      name,
      inputs: [index === 0 ? '0' : `a_${index - 1}--b`],
      attributes: { outChannels: 4 },
    })),
  ],
  groups: [{ id: 'level2', label: odd.join(' '), members: ['a_0--b', 'a_1--b'] }],
  positions: new Map(),
};

const documents: readonly (readonly [string, GraphDocument])[] = [
  ...['dla34', 'dla34up', 'densenet121'].map((id) => [id, preset(id)] as const),
  ['names that are commands elsewhere', oddNames],
];

describe('a TikZ figure', () => {
  it.each(documents)('%s: names one coordinate for every node, and draws with these alone', (_, document) => {
    const lines = tikz(document).split('\n');
    const body = lines.slice(lines.indexOf('\\begin{document}'));
    const named = body.flatMap((line) => /^ {2}\\coordinate \(([\w-]+)\)/.exec(line)?.[1] ?? []);
    // A group that is drawn as one glyph has its own beside those of its nodes.
    const groups = new Set(document.groups.map(({ id }) => id));
    expect(named.filter((id) => !groups.has(id)).toSorted()).toEqual(document.nodes.map(({ id }) => id).toSorted());
    expect(new Set(named).size).toBe(named.length);
    const used = body.flatMap((line) => [...line.matchAll(/(?:\]| at \()([\w-]+)\)/g)].map(([, id]) => id!));
    expect(used.length).toBeGreaterThanOrEqual(document.nodes.length);
    expect(used.filter((id) => !named.includes(id))).toEqual([]);
    // Styles are above, and are all that is drawn with.
    const styles = new Set([...lines.join('\n').matchAll(/^ {2}([\w -]+)\/\.style=/gm)].map(([, name]) => name!));
    for (const line of body) {
      const style = /^ {2}\\(?:draw|node|fill)\[([\w -]+)[\],]/.exec(line)?.[1];
      if (style !== undefined && !['anchor', 'draw'].includes(style)) expect(styles, line).toContain(style);
    }
  });

  const latex = spawnSync('pdflatex', ['--version']).status === 0;
  if (!latex) console.warn('There is no pdflatex here: that TikZ figures compile is not tested.');
  const folder = mkdtempSync(join(tmpdir(), 'dla-tikz-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(documents)('%s: is compiled by pdflatex, where that is, without an error', (_, document) => {
    if (!latex) return;
    writeFileSync(join(folder, 'figure.tex'), tikz(document));
    const { stdout, status } = spawnSync('pdflatex', ['-halt-on-error', '-interaction=batchmode', 'figure.tex'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(status, stdout).toBe(0);
  });
});
