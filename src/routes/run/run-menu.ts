import { words } from '#lib/messages/messages.ts';
import type { MenuItem } from '#lib/ui/menu.ts';
import type { HeatKind } from '#lib/workspace/core/cost-heat.ts';
import type { Workspace } from '#lib/workspace/core/workspace.svelte.ts';
import type { Runs } from '#lib/workspace/run/runs.svelte.ts';

/** Runs once more with every step waited for, and shows on the figure where the time goes. */
export async function measureTime(workspace: Workspace, runs: Runs): Promise<void> {
  const { views } = workspace;
  await runs.run(views, { timed: true });
  if (!runs.failure) showHeat(workspace, 'time');
}

/** Draws a heat on every figure, or none. */
export function showHeat({ views }: Workspace, kind: HeatKind | undefined): void {
  for (const view of views) {
    view.heat = undefined;
    view.heatKind = kind;
  }
}

/** The choice of what is drawn on the figure; time is measured where it has not been. */
export const heatMenu = (workspace: Workspace, runs: Runs): readonly MenuItem[] => {
  const said = words.run.heat;
  const { current } = workspace;
  const kinds: readonly (HeatKind | undefined)[] = [undefined, 'time', 'macs', 'parameters', 'memory'];
  return kinds.map((kind): MenuItem => ({
    id: `heat:${kind ?? 'none'}`,
    label: kind ? said.kinds[kind] : said.none,
    ...(kind === 'time' && !current.lastRun?.times && { hint: said.timeHint }),
    checked: current.heatKind === kind,
    disabled: kind === 'time' && runs.progress !== undefined,
    run: () => {
      if (kind === 'time' && !current.lastRun?.times) void measureTime(workspace, runs);
      else showHeat(workspace, kind);
    },
  }));
};

/** Commands of a run that have no button of their own. */
export const runMenu = (workspace: Workspace, runs: Runs): readonly MenuItem[] => [
  {
    id: 'measure',
    ...words.run.measure,
    disabled: runs.progress !== undefined || workspace.views.some(({ issues }) => issues.length > 0),
    run: () => void measureTime(workspace, runs),
  },
];
