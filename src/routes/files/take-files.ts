import { sayIssue, words } from '#lib/messages/messages.ts';
import { accepts } from '#lib/ui/files.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import { holdsNetwork, readNetworkFile } from '#lib/workspace/files/open-file.ts';
import type { Workspace } from '#lib/workspace/core/workspace.svelte.ts';
import type { Runs } from '#lib/workspace/run/runs.svelte.ts';
import { seeImages } from '../run/see-images.ts';
import { WEIGHT_FILES } from '../shared/words.ts';

/**
 * Takes files for what they are: images and weights for the next run, anything else is opened as a network, a picture of
 * one too.
 */
export async function takeFiles(workspace: Workspace, runs: Runs, files: readonly File[]): Promise<void> {
  // A drawing is never a photograph; a PNG may be either.
  const drawn = await Promise.all(
    files.map(async (file) => accepts(file, 'image/svg+xml,.svg') || holdsNetwork(file).catch(() => false)),
  );
  const images = files.filter((file, index) => accepts(file, 'image/*') && !drawn[index]);
  if (images.length > 0) seeImages(runs, images);
  for (const file of files.filter((each) => !images.includes(each))) {
    if (accepts(file, WEIGHT_FILES)) {
      runs.weights = { kind: 'file', file };
      toasts.show({ kind: 'info', text: words.run.weights.next(file.name) });
      continue;
    }
    const read = await readNetworkFile(file).catch(() => undefined);
    if (!read) toasts.show({ kind: 'error', text: words.filing.notRead(file.name) });
    else if (read.ok) workspace.open(read.value);
    else
      toasts.show({
        kind: 'error',
        text: words.filing.notOpened(file.name, read.issues.slice(0, 3).map(sayIssue)),
      });
  }
}
