import type { Issue } from '#lib/issue.ts';
import { words } from '#lib/messages/messages.ts';
import type { Workspace } from '#lib/workspace/core/workspace.svelte.ts';
import type { Runs } from '#lib/workspace/run/runs.svelte.ts';
import { otherBackend, type Remedy } from './other-backend.ts';

/** Remedies for why a run failed; none where there is nothing but to mend the network. */
export async function remediesFor(
  workspace: Workspace,
  runs: Runs,
  issues: readonly Issue[],
): Promise<readonly Remedy[]> {
  const said = words.run.remedies;
  const { views } = workspace;
  const [issue] = issues;
  if (!issue) return [];
  const again: Remedy = { label: said.again, run: () => void runs.run(views) };
  const wasm = otherBackend(workspace, runs, 'wasm', said.wasm);
  switch (issue.kind) {
    case 'memory-exceeded':
    case 'out-of-memory':
      return (await import('./memory-remedies.ts')).memoryRemedies(workspace, runs, issue);
    case 'backend-unavailable':
      return [otherBackend(workspace, runs, 'auto', said.auto)];
    case 'context-lost':
      return [again, wasm];
    case 'shader-failed':
    case 'texture-too-large':
      return [wasm];
    case 'part-not-loaded':
      return [{ label: words.shared.reload, run: () => location.reload() }];
    case 'worker-crashed':
    case 'worker-ended':
    case 'worker-failed':
      return [again];
    case 'image-channels': {
      const run = () => {
        runs.input = { kind: 'seeded' };
        void runs.run(views);
      };
      return [{ label: said.seeded, run }];
    }
    default:
      return [];
  }
}
