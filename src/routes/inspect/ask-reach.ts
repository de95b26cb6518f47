import type { Place } from '#lib/runtime/compute/reach.ts';
import type { NetworkView } from '#lib/workspace/core/network-view.svelte.ts';
import type { Workspace } from '#lib/workspace/core/workspace.svelte.ts';
import type { Reaches } from '#lib/workspace/inspect/reaches.svelte.ts';
import { letterOf } from '../shared/networks.ts';

/** Asks what a unit of a network's last run sees, the middle one where none is said, and what those like it see in the others. */
export function askReach(
  workspace: Workspace,
  reaches: Reaches,
  view: NetworkView,
  id: string,
  at: Place | undefined,
): void {
  const result = view.lastRun;
  if (!result) return;
  const others = workspace.views.filter((each) => each !== view);
  void reaches.look({ view, result, id, at }, others, (each) => letterOf(workspace, each));
}
