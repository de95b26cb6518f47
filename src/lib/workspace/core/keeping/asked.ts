import { mayBeLink } from '#lib/dla/link/may-be-link.ts';

/** What an address asks the workspace for: what a link holds, a preset, a new network, work that is kept here, or what was open last. */
export type Asked =
  | { readonly kind: 'link'; readonly fragment: string }
  | { readonly kind: 'preset'; readonly id: string }
  | { readonly kind: 'new' }
  | { readonly kind: 'kept'; readonly id: string }
  | { readonly kind: 'last' };

/** Of the addresses of this site, in whatever folder of a host it lies. */
export function askedBy(address: string): Asked {
  if (mayBeLink(address)) return { kind: 'link', fragment: address.slice(address.indexOf('#')) };
  const preset = /\/presets\/([\w.-]+)\/(?:[?#]|$)/.exec(address)?.[1];
  if (preset !== undefined) return { kind: 'preset', id: preset };
  const [, query = ''] = /\?([^#]*)/.exec(address) ?? [];
  const search = new URLSearchParams(query);
  if (search.has('new')) return { kind: 'new' };
  const kept = search.get('work');
  return kept === null ? { kind: 'last' } : { kind: 'kept', id: kept };
}

const HANDED = 'handed';

/** Whether an address says that files were handed over to the workspace it opens. */
export const isHanded = (address: string): boolean => new URL(address).searchParams.has(HANDED);

/** Behind the address of the workspace: what opens files that were handed over, in a network of their own. */
export const searchOfHanded = (): `?${string}` => `?new&${HANDED}`;

/** Behind the address of the workspace: what opens work that is kept here, and a new network. */
export const searchOf = (
  asked: { readonly kind: 'kept'; readonly id: string } | { readonly kind: 'new' },
): `?${string}` => (asked.kind === 'new' ? '?new' : `?work=${encodeURIComponent(asked.id)}`);
