import { exportFormats, type ExportFormat } from '#lib/dla/exchange/formats.ts';
import { words } from '#lib/messages/messages.ts';
import type { PaletteItem } from '#lib/ui/menu.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import { writers } from '#lib/workspace/files/exports.ts';
import type { Workspace } from '#lib/workspace/core/workspace.svelte.ts';
import { exportedOf, nameOfFile, sayNotWritten } from './save-network.ts';

/** What a network is copied as: formats that others take from a clipboard. */
const copied = ['graph', 'svg', 'png', 'pytorch', 'latex', 'tikz'] as const satisfies readonly ExportFormat[];

/** Puts a network on the clipboard; says that it is there, or that the browser would not have it. */
async function copyNetwork(workspace: Workspace, format: (typeof copied)[number]): Promise<void> {
  const exported = exportedOf(workspace);
  const file = nameOfFile(format, exported.documents);
  const type = format === 'png' ? 'image/png' : 'text/plain';
  let failure: unknown;
  const content = writers[format](exported, file).then(
    (written) => new Blob([written.content], { type }),
    (error: unknown) => {
      failure = error;
      throw error;
    },
  );
  try {
    // Given as a promise: a browser lets a page write only at once after what a person did.
    await navigator.clipboard.write([new ClipboardItem({ [type]: content })]);
    toasts.show({ kind: 'success', text: words.filing.clipboard.done[format] });
  } catch {
    if (failure === undefined) toasts.show({ kind: 'error', text: words.shared.clipboardBlocked });
    else sayNotWritten(file, failure);
  }
}

/** Every way in which the current network can be copied now. */
export const copyItems = (workspace: Workspace): readonly PaletteItem[] =>
  copied.map((format): PaletteItem => ({
    id: `copy-as:${format}`,
    group: words.filing.clipboard.group,
    label: words.filing.clipboard.labels[format],
    icon: 'duplicate',
    keywords: [format, exportFormats[format].ending],
    disabled: exportFormats[format].holds === 'sound' && workspace.current.issues.length > 0,
    run: () => void copyNetwork(workspace, format),
  }));
