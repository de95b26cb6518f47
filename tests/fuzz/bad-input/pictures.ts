import { readNetworkBytes } from '#lib/dla/exchange/pictures/read-picture.ts';
import { withPngText } from '#lib/dla/exchange/pictures/png-text.ts';
import { svgMetadata } from '#lib/dla/exchange/pictures/svg-metadata.ts';
import { sourceOfDocument } from '#lib/dla/exchange/source.ts';
import { layoutFigure } from '#lib/dla/figure/figure.ts';
import { parseGraph } from '#lib/dla/network/graph-file.ts';
import { toSvg } from '#lib/graph/view/svg.ts';
import { unwrap } from '#lib/issue.ts';
import { words } from '#lib/messages/messages.ts';
import { greyTheme } from '#tests/graph/grey-theme.ts';
import { joinBytes } from '#tests/weights/build.ts';
import { zlibSync } from 'fflate';
import { readFileSync } from 'node:fs';
import type { Random } from '../random.ts';
import { anyJson, graphs } from './files.ts';
import { bytesOf, textOf, type Format, type Given } from './format.ts';
import { mutated } from './mutate.ts';

const photograph = new Uint8Array(readFileSync('tests/images/palette.png'));
const drawings: readonly (readonly [file: string, svg: string])[] = graphs.slice(2, 5).map((file) => {
  const document = unwrap(parseGraph(file));
  const layout = layoutFigure(document, { width: 600, words: words.figure });
  const metadata = svgMetadata(sourceOfDocument(document), file);
  return [file, toSvg(layout, greyTheme, { title: document.name, metadata })];
});

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** What the readers of a picture look for. */
const TOKENS = [
  ...[
    '<graph xmlns="urn:dla-explorer:graph">',
    '</graph>',
    '<a:graph>',
    '</a:graph>',
    '<![CDATA[',
    ']]>',
    '<!DOCTYPE x [',
  ],
  ...['&#x110000;', '&#xD800;', '&#99999999999;', '&x;', '<!ENTITY x "&x;&x;">', '<script>alert(1)</script>', '<!--'],
  ...[
    '/Type /EmbeddedFile',
    ' obj',
    'stream\n',
    'endstream',
    '/Filter /FlateDecode',
    '/Length 99999999',
    '<< >>',
    'iTXt',
  ],
];

/** Tokens put in, once or many times. */
function sprinkled(text: string, random: Random): string {
  let result = text;
  for (let put = 0; put <= random.below(3); put += 1) {
    const at = random.below(result.length + 1);
    const token = random.pick(TOKENS).repeat(random.chance(0.1) ? random.below(3000) : 1);
    result = result.slice(0, at) + token + result.slice(at + random.below(random.chance(0.5) ? 1 : 60));
  }
  return result;
}

export function anySvg(random: Random): Given {
  const [file, svg] = random.pick(drawings);
  const other = random.chance(0.5) ? svg.replace(escaped(file), () => escaped(textOf(anyJson([file], random)))) : svg;
  return random.chance(0.6) ? sprinkled(other, random) : mutated(bytesOf(other), bytesOf(svg), random);
}

/** A PDF with a file attached as ours have it, without the page. */
function pdfOf(file: Uint8Array, random: Random): Uint8Array {
  const packed = random.chance(0.5);
  const content = packed ? zlibSync(random.chance(0.5) ? file : mutated(file, file, random)) : file;
  const dictionary = `<< /Type /EmbeddedFile /Length ${content.length}${packed ? ' /Filter /FlateDecode' : ''} >>`;
  return joinBytes(
    bytesOf(`%PDF-1.7\n1 0 obj\n${dictionary}\nstream\n`),
    content,
    bytesOf('\nendstream\nendobj\n%%EOF\n'),
  );
}

function anyPdf(random: Random): Given {
  const bytes = pdfOf(bytesOf(anyJson(graphs, random)), random);
  if (random.chance(0.3)) return bytes;
  const latin = new TextDecoder('latin1');
  return random.chance(0.5)
    ? Uint8Array.from(sprinkled(latin.decode(bytes), random), (sign) => sign.charCodeAt(0) & 255)
    : mutated(bytes, bytes, random);
}

const read = (given: Given) => readNetworkBytes(bytesOf(given));

export const pictureFormats: readonly Format[] = [
  { name: 'svg', share: 6, make: anySvg, read },
  {
    name: 'png of a network',
    share: 5,
    make: (random) => {
      const png = withPngText(photograph, textOf(anyJson(graphs, random)));
      return random.chance(0.5) ? png : mutated(png, photograph, random);
    },
    read,
  },
  { name: 'pdf', share: 6, make: anyPdf, read },
];
