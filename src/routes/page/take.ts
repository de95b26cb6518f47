import { putBack, type ExpectedWeights } from '#lib/workspace/run/expected-weights.ts';
import { holdsPort, type Ports } from '#lib/workspace/run/ports.svelte.ts';
import type { Workspace } from '#lib/workspace/core/workspace.svelte.ts';
import type { Runs } from '#lib/workspace/run/runs.svelte.ts';
import type { Sweeping } from '#lib/workspace/sweep/sweeping.svelte.ts';
import { takeFiles } from '../files/take-files.ts';
import { lessonAddress, lessonAmong } from '../lessons/take-lesson.ts';
import { isSweep, takeSweep } from '../sweep/take-sweep.ts';

interface Taking {
  readonly workspace: Workspace;
  readonly runs: Runs;
  readonly ports: Ports;
  readonly sweeping: Sweeping;
  /** The one of the files that is already taken for the next run, by its name. */
  readonly expected: ExpectedWeights | undefined;
}

/** A lesson opens on its page, ports are compared and sweeps set up in their panels; all else is for the networks. */
export async function take(
  given: readonly File[],
  { workspace, runs, ports, sweeping, expected }: Taking,
  show: (panel: 'port' | 'sweep') => void,
): Promise<void> {
  const lesson = await lessonAmong(given);
  if (lesson) {
    if (expected) putBack(runs, expected);
    const address = await lessonAddress(lesson);
    if (address !== undefined) location.assign(address);
    return;
  }
  const { current } = workspace;
  const held = await Promise.all(given.map((file) => holdsPort(file, current.countedFrame)));
  const port = given.find((_, index) => held[index]);
  if (port) {
    show('port');
    void ports.compare(current, port);
  }
  const files = given.filter((_, index) => !held[index]);
  const sweeps = await Promise.all(files.map(isSweep));
  const sweep = files.find((_, index) => sweeps[index]);
  const others = files.filter((_, index) => !sweeps[index]);
  if (expected && !others.includes(expected.file)) putBack(runs, expected);
  if (sweep) {
    show('sweep');
    await takeSweep(sweeping, sweep);
  }
  if (others.length > 0) await takeFiles(workspace, runs, others, expected);
}
