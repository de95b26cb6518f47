import { valuesAt } from '#lib/dla/sweep/grid.ts';
import { sayIssue, words } from '#lib/messages/messages.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import type { Workspace } from '#lib/workspace/core/workspace.svelte.ts';
import type { Sweeping } from '#lib/workspace/sweep/sweeping.svelte.ts';
import { variantLabels } from './labels.ts';

/** Most characters of a network's name. */
const MOST = 200;

/**
 * Opens the network of a point: the first in the place of the current one, the second beside it, and every further one in the
 * place of the second.
 */
export function openVariant(workspace: Workspace, sweeping: Sweeping, point: number): void {
  const { axes, base } = sweeping.counted!.sweep;
  const name = words.sweep.variantName(base.name, variantLabels(axes, valuesAt(axes, point)));
  const network = sweeping.networkAt(point, [...name].slice(0, MOST).join(''));
  if (!network.ok) {
    toasts.show({ kind: 'error', text: network.issues.slice(0, 3).map(sayIssue).join(' ') });
    return;
  }
  sweeping.keepBase();
  const views = sweeping.picked.map(({ view }) => view);
  const [first, second] = views.map((view) => workspace.views.find((each) => each === view));
  if (!first) {
    workspace.open(network.value);
    sweeping.picked = [{ point, view: workspace.current }];
    return;
  }
  if (second) {
    workspace.activate(second);
    workspace.open(network.value);
  } else {
    workspace.activate(first);
    workspace.openBeside(network.value);
  }
  sweeping.picked = [sweeping.picked[0]!, { point, view: workspace.current }];
}
