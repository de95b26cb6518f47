import { readNetworkBytes } from '#lib/dla/exchange/pictures/read-picture.ts';
import { hashesOf, sourceOfDocument } from '#lib/dla/exchange/source.ts';
import { layoutFigure } from '#lib/dla/figure/figure.ts';
import { serialiseGraph } from '#lib/dla/network/graph-file.ts';
import { presetDocument, presetOf, presets } from '#lib/dla/presets/presets.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { pictureOf } from '#lib/graph/view/svg.ts';
import { unwrap } from '#lib/issue.ts';
import { words } from '#lib/messages/messages.ts';
import { greyTheme } from '#tests/graph/grey-theme.ts';
import { zlibSync } from 'fflate';
import { getDocumentProxy } from 'unpdf';
import { describe, expect, it } from 'vitest';
import { toPdf, type PdfFile } from './to-pdf.ts';

const preset = (id: string): GraphDocument => presetDocument(presetOf(id)!);

const drawingOf = (document: GraphDocument) =>
  pictureOf(layoutFigure(document, { width: 900, words: words.figure }), greyTheme, { ground: 'canvas' });

const pdfOf = (document: GraphDocument, scale = 1): Promise<PdfFile> =>
  toPdf(sourceOfDocument(document), drawingOf(document), { scale, file: serialiseGraph(document) });

const fileIn = (bytes: Uint8Array): string => {
  const read = unwrap(readNetworkBytes(bytes));
  return serialiseGraph((read as { readonly document: GraphDocument }).document);
};

/** What another reader finds in it. */
async function readByOthers(content: Uint8Array) {
  const pdf = await getDocumentProxy(content.slice());
  const page = await pdf.getPage(1);
  const { items } = await page.getTextContent();
  const attached = (await pdf.getAttachments()) as Readonly<Record<string, { content: Uint8Array }>>;
  return {
    pages: pdf.numPages,
    view: page.view,
    texts: items.flatMap((item) => ('str' in item && item.str.trim() !== '' ? [item.str] : [])),
    whole: items.map((item) => ('str' in item ? item.str : '')).join(''),
    attached: Object.entries(attached).map(([name, { content: bytes }]) => [name, new TextDecoder().decode(bytes)]),
    info: (await pdf.getMetadata()).info as Readonly<Record<string, unknown>>,
  };
}

const odd = 'Ünï Ωμ Жук — (a)\\ <b> \u0000';

describe('a network as a page', () => {
  it.each(presets.map(({ id }) => id))('%s: one page with every text, and its file, which opens again', async (id) => {
    const document = preset(id);
    const { content, missing } = await pdfOf(document);
    const read = await readByOthers(content);
    const { bounds, shapes } = drawingOf(document);
    expect(read.pages).toBe(1);
    expect(read.view.map(Math.round)).toEqual(
      [0, 0, bounds.width, bounds.height].map((each) => Math.round(0.75 * each)),
    );
    const drawn = shapes.flatMap(({ text }) => text ?? []);
    expect(drawn.length).toBeGreaterThan(5);
    expect([...read.texts].sort()).toEqual(drawn.sort());
    expect(missing).toEqual([]);
    expect(read.attached).toEqual([['network.graph.json', serialiseGraph(document)]]);
    expect(read.info).toMatchObject({ Title: document.name, Custom: hashesOf(sourceOfDocument(document)) });
    expect(fileIn(content)).toBe(serialiseGraph(document));
  });

  it('names in other scripts: embedded, in the font of the reader, or a box that says what it stands for', async () => {
    const small = preset('dla46_c');
    const named = (name: string): GraphDocument => ({
      ...small,
      name,
      groups: small.groups.map((group, at) => (at === 0 ? { ...group, label: name } : group)),
    });
    const latin = await pdfOf(named(odd));
    const read = await readByOthers(latin.content);
    expect(read.whole).toContain('Ünï Ωμ Жук — (a)\\ <b>');
    expect(latin).toMatchObject({ chinese: false, missing: ['\ufffd'] });
    expect(await pdfOf(named('网络あ'))).toMatchObject({ chinese: true, missing: [] });
    const others = await pdfOf(named('한 😀'));
    expect(others).toMatchObject({ chinese: false, missing: ['한', '😀'] });
    expect(fileIn(others.content)).toBe(serialiseGraph(named('한 😀')));
  });

  it('is larger at a larger scale, and no longer than a page can be', async () => {
    const document = preset('dla34');
    const [, , once] = (await readByOthers((await pdfOf(document)).content)).view;
    const [, , four] = (await readByOthers((await pdfOf(document, 4)).content)).view;
    expect(four! / once!).toBeCloseTo(4, 3);
    const [, , most] = (await readByOthers((await pdfOf(document, 1000)).content)).view;
    expect(most).toBe(14_400);
  });

  it('other files that are attached are passed over, and one that unpacks without end is refused', async () => {
    const document = preset('dla46_c');
    const { content } = await pdfOf(document);
    const attach = (packed: Uint8Array): Buffer =>
      Buffer.concat([
        Buffer.from(
          `%PDF-1.7\n1 0 obj\n<< /Type /EmbeddedFile /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`,
        ),
        packed,
        Buffer.from('\nendstream\nendobj\n'),
      ]);
    const other = attach(zlibSync(new TextEncoder().encode('a,b\n1,2\n')));
    expect(fileIn(Buffer.concat([other, content]))).toBe(serialiseGraph(document));
    const bomb = attach(zlibSync(new Uint8Array(25_000_000).fill(32)));
    for (const bytes of [bomb, other, content.slice(0, 400)])
      expect(readNetworkBytes(bytes)).toMatchObject({
        ok: false,
        issues: [{ kind: 'picture-without-network', received: 'PDF' }],
      });
  });
});
