import { toasts } from '#lib/ui/toasts.svelte.ts';
import { MOST_IMAGES } from '#lib/runtime/session/requests.ts';
import type { Runs } from '#lib/workspace/run/runs.svelte.ts';

/** Lets the next run see these images; says how many, and which are left out. */
export function seeImages(runs: Runs, files: readonly File[]): void {
  const [first] = files;
  if (!first) {
    toasts.show({ kind: 'error', text: 'There is no image among these files.' });
    return;
  }
  runs.inputs = files.map((file) => ({ kind: 'image', file }));
  const text =
    files.length === 1
      ? `${first.name} is what the next run sees.`
      : files.length <= MOST_IMAGES
        ? `The next run sees these ${files.length} images.`
        : `The next run sees the first ${MOST_IMAGES} of ${files.length} images; a batch has no more.`;
  toasts.show({ kind: 'info', text });
}
