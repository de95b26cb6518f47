import { escapedSigns } from '#lib/text.ts';
import { hashesOf, type ExportSource } from '../source.ts';

/** The namespace of what a picture says of its network. */
const NAMESPACE = 'urn:dla-explorer:graph';

/** The element of a picture's `<metadata>` that is the network: the text of its file, and its hashes. */
export const svgMetadata = (source: ExportSource, file: string) => ({
  tag: 'graph',
  attributes: { xmlns: NAMESPACE, ...hashesOf(source) },
  // What XML 1.0 cannot hold can be written in JSON.
  text: escapedSigns(file),
});

/** Tools that save a picture anew may give it a prefix, and put its namespace elsewhere. */
const OPENING = /<(?:[\w-]+:)?graph(?=[\s>])/;
const CLOSING = /<\/(?:[\w-]+:)?graph>/;

/** What stands in the first such element. Each sign is looked at once: a pattern for all of it would begin anew at every opening. */
function contentOf(svg: string): string | undefined {
  const opening = OPENING.exec(svg)?.index ?? svg.length;
  const from = svg.indexOf('>', opening) + 1;
  const inside = from > 0 ? svg.slice(from) : '';
  const end = CLOSING.exec(inside)?.index;
  return end === undefined ? undefined : inside.slice(0, end);
}

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
  const text = svg.includes(NAMESPACE) ? contentOf(svg) : undefined;
  return text
    ?.replaceAll(/^\s*<!\[CDATA\[|\]\]>\s*$/g, '')
    .replaceAll(/&(?:#(\d+)|#x([\da-fA-F]+)|(\w+));/g, (all, decimal?: string, hex?: string, name?: string) =>
      name === undefined
        ? String.fromCodePoint(Math.min(0x10ffff, decimal === undefined ? parseInt(hex!, 16) : Number(decimal)))
        : (entities.get(name) ?? all),
    );
}
