import { readNetworkBytes } from '#lib/dla/exchange/pictures/read-picture.ts';
import { hashesOf, sourceOfDocument } from '#lib/dla/exchange/source.ts';
import { layoutFigure } from '#lib/dla/figure/figure.ts';
import { serialiseGraph } from '#lib/dla/network/graph-file.ts';
import { presetDocument, presetOf } from '#lib/dla/presets/presets.ts';
import { toSvg } from '#lib/graph/view/svg.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { unwrap } from '#lib/issue.ts';
import { words } from '#lib/messages/messages.ts';
import { greyTheme } from '#tests/graph/grey-theme.ts';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { withPngText } from './png-text.ts';
import { svgMetadata } from './svg-metadata.ts';

const preset = (id: string): GraphDocument => presetDocument(presetOf(id)!);
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const plainPng = (): Uint8Array => {
  const png = new PNG({ width: 3, height: 2 });
  png.data.fill(128);
  return PNG.sync.write(png);
};

const pictures: Readonly<Record<string, (document: GraphDocument) => Uint8Array>> = {
  SVG: (document) =>
    bytesOf(
      toSvg(layoutFigure(document, { width: 900, words: words.figure }), greyTheme, {
        title: document.name,
        metadata: svgMetadata(sourceOfDocument(document), serialiseGraph(document)),
      }),
    ),
  PNG: (document) => withPngText(plainPng(), serialiseGraph(document)),
};

const fileIn = (picture: Uint8Array): string => {
  const read = unwrap(readNetworkBytes(picture));
  return serialiseGraph((read as { readonly document: GraphDocument }).document);
};

/** Names that XML, JSON or a text of another encoding stumble over. */
const odd = [
  '</graph></metadata>',
  ']]>',
  '&lt;&amp;',
  '"\'\\',
  'é 主 😀',
  '\ufffe\uffff\u0000\u001b\u0085\u2028',
  '\r\n\t',
];

describe('a picture is the network that it shows', () => {
  it.each(Object.entries(pictures))('%s: byte for byte of its file', (_, draw) => {
    for (const document of [preset('dla34'), preset('dla34up'), ...odd.map((name) => ({ ...preset('dla46_c'), name }))])
      expect(fileIn(draw(document))).toBe(serialiseGraph(document));
  });

  it('an SVG says the hashes of its network, and one that another tool saved is still read', () => {
    const document = preset('dla46_c');
    const svg = new TextDecoder().decode(pictures.SVG!(document));
    const { structure, names } = hashesOf(sourceOfDocument(document));
    expect(svg).toContain(`structure="${structure}" names="${names}"`);
    const prefixed = svg
      .replace('<svg ', '<?xml version="1.0"?>\n<svg xmlns:n="urn:dla-explorer:graph" ')
      .replace('<graph xmlns="urn:dla-explorer:graph"', '<n:graph')
      .replace('</graph>', '</n:graph>')
      .replaceAll('&quot;', '&#34;');
    expect(fileIn(bytesOf(prefixed))).toBe(serialiseGraph(document));
  });

  it('a PNG stays the picture that it was', () => {
    const before = PNG.sync.read(Buffer.from(plainPng()));
    const after = PNG.sync.read(Buffer.from(pictures.PNG!(preset('dla34'))));
    expect([after.width, after.height]).toEqual([before.width, before.height]);
    expect(after.data.equals(before.data)).toBe(true);
  });
});

describe('a picture without a network is refused by its kind', () => {
  const refusal = (received: string) => ({ ok: false, issues: [{ kind: 'picture-without-network', received }] });

  it.each<[string, string, Uint8Array]>([
    ['an SVG of something else', 'SVG', bytesOf('<svg xmlns="http://www.w3.org/2000/svg"><graph>{}</graph></svg>')],
    ['an SVG whose metadata were taken out', 'SVG', bytesOf('<?xml version="1.0"?>\n<svg/>')],
    ['a photograph', 'PNG', plainPng()],
    ['a PNG that ends in its head', 'PNG', plainPng().slice(0, 20)],
  ])('%s', (_, kind, bytes) => expect(readNetworkBytes(bytes)).toMatchObject(refusal(kind)));

  it('a PNG whose text was damaged is refused, not read', () => {
    const bytes = pictures.PNG!(preset('dla46_c'));
    bytes[100] = bytes[100]! ^ 1;
    expect(readNetworkBytes(bytes)).toMatchObject(refusal('PNG'));
  });

  it('what is at fault with the network in a picture is told by its place', () => {
    const broken = withPngText(
      plainPng(),
      serialiseGraph(preset('dla46_c')).replace('"kind": "input"', '"kind": "inputs"'),
    );
    expect(readNetworkBytes(broken)).toMatchObject({ ok: false, issues: [{ line: 7 }] });
  });
});
