import { sayIssue, words } from '#lib/messages/messages.ts';
import { accepts } from '#lib/ui/files.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import { holdsNetwork, isForeign, readNetworkFile } from '#lib/workspace/files/open-file.ts';
import type { Workspace } from '#lib/workspace/core/workspace.svelte.ts';
import { beforeOf, putBack, type ExpectedWeights } from '#lib/workspace/run/expected-weights.ts';
import type { Runs } from '#lib/workspace/run/runs.svelte.ts';
import { seeImages } from '../run/see-images.ts';
import { takeWeights } from '../run/take-weights.ts';
import { WEIGHT_FILES } from '../shared/words.ts';
import { takeForeign } from './take-foreign.ts';

/**
 * Takes files for what they are: images and weights for the next run, a network from elsewhere with its weights; anything
 * else is opened as a network, a picture of one too.
 */
export async function takeFiles(
  workspace: Workspace,
  runs: Runs,
  files: readonly File[],
  expected?: ExpectedWeights,
): Promise<void> {
  // A drawing is never a photograph; a PNG may be either.
  const drawn = await Promise.all(
    files.map(async (file) => accepts(file, 'image/svg+xml,.svg') || holdsNetwork(file).catch(() => false)),
  );
  const images = files.filter((file, index) => accepts(file, 'image/*') && !drawn[index]);
  if (images.length > 0) seeImages(runs, images);
  const others = files.filter((each) => !images.includes(each));
  const foreign = await Promise.all(others.map((file) => isForeign(file).catch(() => false)));
  if (expected && foreign[others.indexOf(expected.file)]) putBack(runs, expected);
  const taken = new Set<string>();
  for (const file of others.filter((_, index) => foreign[index])) {
    const rest = others.filter((each) => each !== file);
    for (const name of await takeForeign(workspace, runs, file, rest)) taken.add(name);
  }
  for (const [index, file] of others.entries()) {
    // What holds the values of a model that came with it is nothing by itself.
    if (foreign[index] || taken.has(file.name)) {
      if (!foreign[index] && expected?.file === file) putBack(runs, expected);
      continue;
    }
    if (accepts(file, WEIGHT_FILES)) {
      await takeWeights(workspace, runs, file, beforeOf(runs, file, expected));
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
