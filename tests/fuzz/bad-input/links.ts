import { crc32 } from '#lib/checksum.ts';
import { LINK_VERSION, linkOf, readLink } from '#lib/dla/link/link.ts';
import { pack, unpack } from '#lib/dla/link/pack.ts';
import { parseNetworkFile } from '#lib/dla/network/file.ts';
import { unwrap } from '#lib/issue.ts';
import { readFileSync } from 'node:fs';
import type { Random } from '../random.ts';
import { configs, graphs } from './files.ts';
import { textOf, type Format } from './format.ts';
import { mutatedJson } from './json.ts';

const kept = JSON.parse(readFileSync('tests/links/version-1.json', 'utf8')) as readonly { readonly link: string }[];
const view = { hide: [], present: false, embed: false };
export const links: readonly string[] = [
  ...kept.map(({ link }) => link),
  ...[...configs, ...graphs].map((text) =>
    unwrap(linkOf('https://example.org/', { networks: [unwrap(parseNetworkFile(text))], view })),
  ),
];

const CHARACTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.#?%&=~ \n\u202e界'];

/** A packing that is sound, of contents that are not. */
function repacked(link: string, random: Random): string {
  const [, packed] = link.split('#')[1]!.split('.');
  const text = mutatedJson(JSON.parse(unpack(packed!, 1e7)!), random);
  const version = random.chance(0.05) ? random.pick(['0', '2', '999999999', '01']) : String(LINK_VERSION);
  return `https://example.org/#${version}.${pack(text)}.${crc32(new TextEncoder().encode(text)).toString(36)}`;
}

export function anyLink(random: Random): string {
  let text = random.pick(links);
  if (random.chance(0.6)) text = repacked(text, random);
  if (random.chance(0.4))
    for (let change = 0; change <= random.below(3); change += 1) {
      const at = random.below(text.length);
      const put = random.chance(0.7) ? random.pick(CHARACTERS) : '';
      text = random.chance(0.1) ? text.slice(0, at) : text.slice(0, at) + put + text.slice(at + random.below(2));
    }
  return random.chance(0.01) ? text.padEnd(70_000, 'A') : text;
}

export const linkFormats: readonly Format[] = [
  { name: 'link', share: 12, make: anyLink, read: (given) => readLink(textOf(given)) },
];
