import { mayBeLink } from '#lib/dla/link/may-be-link.ts';
import { browser } from '$app/environment';
import { resolve } from '$app/paths';

/** Whether an address of the front page is one that version 1 had for the workspace: a link, or a frame of another page. */
const isOfWorkspace = ({ href, search }: Location): boolean =>
  mayBeLink(href) || new URLSearchParams(search).has('embed');

/** Leads a link of version 1 to the workspace, in the place of this page: the way back leads to where one came from. */
export function forwards(): boolean {
  if (!browser) return false;
  const { search, hash } = location;
  if (!isOfWorkspace(location)) return false;
  location.replace(`${resolve('/workspace/')}${search}${hash}`);
  return true;
}
