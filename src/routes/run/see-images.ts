import { words } from '#lib/messages/messages.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import { MOST_IMAGES } from '#lib/runtime/session/orders.ts';
import type { Runs } from '#lib/workspace/run/runs.svelte.ts';

/** Lets the next run see these images; says how many, and which are left out. */
export function seeImages(runs: Runs, files: readonly File[]): void {
  const said = words.run.input;
  const [first] = files;
  if (!first) {
    toasts.show({ kind: 'error', text: said.none });
    return;
  }
  runs.inputs = files.map((file) => ({ kind: 'image', file }));
  const text =
    files.length === 1
      ? said.one(first.name)
      : files.length <= MOST_IMAGES
        ? said.several(files.length)
        : said.tooMany(MOST_IMAGES, files.length);
  toasts.show({ kind: 'info', text });
}
