import type { BackendChoice } from '#lib/runtime/compute/device.ts';
import type { Workspace } from '#lib/workspace/core/workspace.svelte.ts';
import type { Runs } from '#lib/workspace/run/runs.svelte.ts';

/** What a person can do about a run that was refused, with one click. */
export interface Remedy {
  readonly label: string;
  readonly run: () => void;
}

export function otherBackend({ views }: Workspace, runs: Runs, choice: BackendChoice, label: string): Remedy {
  const run = () => {
    runs.backend = choice;
    void runs.run(views);
  };
  return { label, run };
}
