import { parseNetworkFile, type NetworkFile } from '#lib/dla/network/file.ts';
import { refused, type Result } from '#lib/issue.ts';
import { textInPdf } from './pdf-attachment.ts';
import { textInPng } from './png-text.ts';
import { textInSvg } from './svg-metadata.ts';

/** A kind of picture: how its files begin, and the network's file in one. */
interface Kind {
  readonly name: string;
  readonly begins: RegExp;
  readonly textIn: (bytes: Uint8Array) => string | undefined;
}

const kinds: readonly Kind[] = [
  { name: 'PNG', begins: /^\x89PNG\r\n/, textIn: textInPng },
  { name: 'PDF', begins: /^%PDF-/, textIn: textInPdf },
  { name: 'SVG', begins: /^(?:\xef\xbb\xbf)?\s*<(?:\?xml|!--|!DOCTYPE|svg)/i, textIn: textInSvg },
];

/** How much of a file its kind is told by. */
const BEGINNING = 64;

/** What kind of picture a file is, by how it begins. */
export const pictureKind = (bytes: Uint8Array): Kind | undefined => {
  const beginning = String.fromCharCode(...bytes.subarray(0, BEGINNING));
  return kinds.find(({ begins }) => begins.test(beginning));
};

/** A network from the bytes of a file: of one of its own, or of a picture that was drawn of it here. */
export function readNetworkBytes(bytes: Uint8Array): Result<NetworkFile> {
  const kind = pictureKind(bytes);
  if (!kind) return parseNetworkFile(bytes);
  const text = kind.textIn(bytes);
  return text === undefined
    ? refused({ kind: 'picture-without-network', at: '', received: kind.name })
    : parseNetworkFile(text);
}
