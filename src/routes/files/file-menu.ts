import { serialiseGraph } from '#lib/dla/network/graph-file.ts';
import { serialiseConfig } from '#lib/dla/network/parse.ts';
import { readConfig } from '#lib/dla/reading/read-config.ts';
import { emptyDocument, type GraphDocument } from '#lib/graph/document/document.ts';
import type { SvgTheme } from '#lib/graph/view/svg.ts';
import type { MenuItem } from '#lib/ui/menu.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import { download, fileNameOf } from '#lib/workspace/shared/download.ts';
import type { Workspace } from '#lib/workspace/core/workspace.svelte.ts';

const JSON_TYPE = 'application/json';

/** The current network as a graph document, which every network is. */
export function saveGraph({ current }: Workspace): void {
  const { document } = current.editor;
  download(serialiseGraph(document), `${fileNameOf(document.name)}.graph.json`, JSON_TYPE);
}

/** A network to draw by hand: an image, and nothing else yet. */
const blank: GraphDocument = {
  ...emptyDocument,
  name: 'new network',
  nodes: [{ id: 'input', kind: 'input', inputs: [], attributes: { channels: 3, height: 224, width: 224 } }],
};

/** The colours that the figure has on the screen. */
function shownTheme(): SvgTheme {
  const style = getComputedStyle(document.documentElement);
  const names = [...'0123456'].map((tint) => `tint-${tint}`);
  names.push(
    'canvas',
    'surface',
    'ink',
    'muted',
    'edge',
    'line',
    'accent',
    'agg',
    'agg-fill',
    'agg-ink',
    'blk',
    'blk-line',
  );
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

/** What the file menu offers for the current network. Exporters are loaded when they are first asked for. */
export function fileMenu(
  workspace: Workspace,
  choose: () => void,
  versions: () => void,
  commands: () => void,
): readonly MenuItem[] {
  const view = workspace.current;
  const { countedFrame: document } = view;
  const config = readConfig(document);
  const name = fileNameOf(document.name);
  const broken = view.issues.length > 0;
  const exported = (id: string, label: string, file: string, run: () => Promise<void>): MenuItem => ({
    id,
    label,
    hint: broken ? 'mend the issues first' : file,
    icon: 'save',
    disabled: broken,
    run: () =>
      void run().catch((error: unknown) =>
        toasts.show({ kind: 'error', text: `${file} was not written: ${String(error)}` }),
      ),
  });
  return [
    { id: 'new', label: 'New network', hint: 'an image, and nothing else yet', run: () => workspace.open(blank) },
    {
      id: 'open',
      label: 'Open a file …',
      hint: 'config or graph document',
      icon: 'open',
      shortcut: 'Mod+O',
      run: choose,
    },
    {
      id: 'versions',
      label: 'Save a version …',
      hint: 'under a name, on this machine; and come back to one',
      icon: 'history',
      shortcut: 'Mod+Shift+S',
      run: versions,
    },
    'separator',
    {
      id: 'config',
      label: 'Save as config (JSON)',
      hint: config.ok ? `${name}.network.json` : 'this network is no config any more',
      icon: 'save',
      disabled: !config.ok,
      run: () => config.ok && download(serialiseConfig(config.value), `${name}.network.json`, JSON_TYPE),
    },
    {
      id: 'graph',
      label: 'Save as graph document (JSON)',
      hint: `${name}.graph.json`,
      icon: 'save',
      shortcut: 'Mod+S',
      run: () => saveGraph(workspace),
    },
    'separator',
    exported('pytorch', 'Export PyTorch', `${name}.py`, async () => {
      const { pytorchFile } = await import('#lib/workspace/files/exports.ts');
      download(pytorchFile(document), `${name}.py`, 'text/x-python');
    }),
    exported('onnx', 'Export ONNX, seeded weights', `${name}.onnx`, async () => {
      const { onnxFile } = await import('#lib/workspace/files/exports.ts');
      download(onnxFile(document), `${name}.onnx`, 'application/octet-stream');
    }),
    exported('svg', 'Export the figure as SVG', `${name}.svg`, async () => {
      const { svgFile } = await import('#lib/workspace/files/exports.ts');
      download(svgFile(document, shownTheme()), `${name}.svg`, 'image/svg+xml');
    }),
    exported('png', 'Export the figure as PNG', `${name}.png`, async () => {
      const { pngFile } = await import('#lib/workspace/files/exports.ts');
      download(await pngFile(document, shownTheme()), `${name}.png`, 'image/png');
    }),
    exported('dot', 'Export Graphviz', `${name}.dot`, async () => {
      const { dotFile } = await import('#lib/workspace/files/exports.ts');
      download(dotFile(document), `${name}.dot`, 'text/vnd.graphviz');
    }),
    'separator',
    // Where there are no keys, this is the way to all that has no button.
    { id: 'commands', label: 'All commands …', icon: 'search', shortcut: 'Mod+K', run: commands },
  ];
}
