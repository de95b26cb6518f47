import { presetOf, presets } from '#lib/dla/presets/presets.ts';
import { error } from '@sveltejs/kit';
import type { EntryGenerator, PageLoad } from './$types';

// Its frame is in the file itself, and what stands in it is drawn in the browser.
export const ssr = true;

/** Every preset has a page, so that a host without a server has a file for each. */
export const entries: EntryGenerator = () => presets.map(({ id }) => ({ id }));

export const load: PageLoad = ({ params }) => {
  const preset = presetOf(params.id);
  if (!preset) error(404);
  return { preset };
};
