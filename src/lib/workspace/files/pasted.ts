import { mayBeLink, MOST_CHARACTERS } from '#lib/dla/link/may-be-link.ts';
import { isClip } from '#lib/graph/commands/clip.ts';

/** The longest text that is looked into. */
const LONGEST = 20_000_000;

/** A link with its page before it. */
const LONGEST_LINK = MOST_CHARACTERS + 10_000;

/** What a pasted text is: a part of a network, a link, or a file of an ending and a media type. */
export type Pasted =
  { readonly kind: 'part' | 'link' } | { readonly kind: 'file'; readonly ending: string; readonly type: string };

const NETWORK = /"format"\s*:\s*"dla-/;
const DRAWING = /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^]*?-->\s*)?<svg\b/;

/** By how a text begins and what is in it, in time that grows as it does; undefined where it is nothing of ours. */
export function pastedAs(text: string): Pasted | undefined {
  if (text.length > LONGEST) return undefined;
  if (text.includes('dla-graph') && isClip(text)) return { kind: 'part' };
  if (isLink(text)) return { kind: 'link' };
  if (DRAWING.test(text.slice(0, 2000))) return { kind: 'file', ending: 'svg', type: 'image/svg+xml' };
  const isNetwork = text.slice(0, 2000).trimStart().startsWith('{') && NETWORK.test(text);
  return isNetwork ? { kind: 'file', ending: 'json', type: 'application/json' } : undefined;
}

function isLink(text: string): boolean {
  if (text.length > LONGEST_LINK) return false;
  const address = text.trim();
  return /^https?:\/\//.test(address) && !/\s/.test(address) && mayBeLink(address);
}
