import { hashesOf, type ExportSource } from '../source.ts';

/** The namespace of what a picture says of its network. */
const NAMESPACE = 'urn:dla-explorer:graph';

/** What XML 1.0 cannot hold; in JSON it can be written as an escape. */
const UNWRITABLE = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** The element of a picture's `<metadata>` that is the network: the text of its file, and its hashes. */
export const svgMetadata = (source: ExportSource, file: string) => ({
  tag: 'graph',
  attributes: { xmlns: NAMESPACE, ...hashesOf(source) },
  text: file.replaceAll(UNWRITABLE, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`),
});

/** Tools that save a picture anew may give it a prefix, and put its namespace elsewhere. */
const ELEMENT = /<(?:[\w-]+:)?graph(?=[\s>])[^>]*>([^]*?)<\/(?:[\w-]+:)?graph>/;

const entities = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['amp', '&'],
]);

/** The network's file in an SVG; undefined where there is none. */
export function textInSvg(bytes: Uint8Array): string | undefined {
  const svg = new TextDecoder().decode(bytes);
  const text = svg.includes(NAMESPACE) ? ELEMENT.exec(svg)?.[1] : undefined;
  return text
    ?.replaceAll(/^\s*<!\[CDATA\[|\]\]>\s*$/g, '')
    .replaceAll(/&(?:#(\d+)|#x([\da-fA-F]+)|(\w+));/g, (all, decimal?: string, hex?: string, name?: string) =>
      name === undefined
        ? String.fromCodePoint(Math.min(0x10ffff, decimal === undefined ? parseInt(hex!, 16) : Number(decimal)))
        : (entities.get(name) ?? all),
    );
}
