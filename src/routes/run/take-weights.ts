import { buildNetwork } from '#lib/dla/network/build.ts';
import type { ImportReport } from '#lib/dla/foreign/identify/import-report.ts';
import { projects } from '#lib/dla/foreign/identify/projects.ts';
import { presetName, presetOf } from '#lib/dla/presets/presets.ts';
import { sayIssue, words } from '#lib/messages/messages.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import type { Workspace } from '#lib/workspace/core/workspace.svelte.ts';
import type { Imported } from '#lib/workspace/run/importing.svelte.ts';
import type { Runs } from '#lib/workspace/run/runs.svelte.ts';
import { issuesOf } from '#lib/workspace/shared/issues-of.ts';

/** Whether the network that is open takes all its tensors from the file. */
export const fitsOpen = ({ open }: ImportReport): boolean =>
  open !== undefined && open.loaded > 0 && open.missing === 0 && open.refused === 0;

/**
 * Takes a file of weights for the next run, and looks what it is: of another network than the open one its report is shown, which
 * offers that network, and the weights are what they were before.
 */
export async function takeWeights(workspace: Workspace, runs: Runs, file: File, before = runs.weights): Promise<void> {
  const said = words.importing;
  const { importing } = runs;
  runs.weights = { kind: 'file', file };
  const stop = importing.begin();
  const cancel = { label: words.shared.cancel, run: () => stop.abort() };
  const progress = toasts.show({ kind: 'info', text: said.reading(file.name), progress: 0, actions: [cancel] });
  try {
    const { report } = await importing.read(file, openOf(workspace), {
      signal: stop.signal,
      report: (share) => toasts.report(progress, share),
    });
    if (report.dialect === null || fitsOpen(report)) {
      const actions = [{ label: said.open, run: () => (importing.shown = true) }];
      toasts.show({ kind: 'info', text: words.run.weights.next(file.name), actions });
      return;
    }
    if (runs.weights.kind === 'file' && runs.weights.file === file) runs.weights = before;
    importing.shown = true;
  } catch (error) {
    if (!stop.signal.aborted) toasts.show({ kind: 'error', text: issuesOf(error).slice(0, 3).map(sayIssue).join(' ') });
    else if (runs.weights.kind === 'file' && runs.weights.file === file) runs.weights = before;
  } finally {
    toasts.dismiss(progress);
  }
}

function openOf({ current: { graph, countedFrame } }: Workspace) {
  return { name: countedFrame.name, tensors: graph.tensors.map(({ name, shape }) => ({ name, shape })) };
}

/** Opens the network that a file is of, with its weights where it has all of them. */
export function openImported(workspace: Workspace, runs: Runs, { file, report }: Imported): void {
  const { network, preset, dialect, issues } = report;
  if (!network || dialect === null) return;
  const known = preset === undefined ? undefined : presetOf(preset);
  const name = known ? presetName(known) : projects[dialect].name;
  workspace.open(buildNetwork({ ...network, name }));
  if (issues.length === 0) runs.weights = { kind: 'file', file };
}
