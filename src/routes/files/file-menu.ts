import { serialiseGraph } from '#lib/dla/network/graph-file.ts';
import { serialiseConfig } from '#lib/dla/network/parse.ts';
import { readConfig } from '#lib/dla/reading/read-config.ts';
import { emptyDocument, type GraphDocument } from '#lib/graph/document/document.ts';
import type { SvgTheme } from '#lib/graph/view/svg.ts';
import { words } from '#lib/messages/messages.ts';
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
const blank = (): GraphDocument => ({
  ...emptyDocument,
  name: words.filing.menu.blank.name,
  nodes: [{ id: 'input', kind: 'input', inputs: [], attributes: { channels: 3, height: 224, width: 224 } }],
});

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
  const said = words.filing.menu;
  const view = workspace.current;
  const { countedFrame: document } = view;
  const config = readConfig(document);
  const name = fileNameOf(document.name);
  const broken = view.issues.length > 0;
  const exported = (id: string, label: string, file: string, run: () => Promise<void>): MenuItem => ({
    id,
    label,
    hint: broken ? said.fixFirst : file,
    icon: 'save',
    disabled: broken,
    run: () =>
      void run().catch((error: unknown) =>
        toasts.show({ kind: 'error', text: words.filing.notWritten(file, String(error)) }),
      ),
  });
  return [
    { id: 'new', label: said.blank.label, hint: said.blank.hint, run: () => workspace.open(blank()) },
    {
      id: 'open',
      ...said.open,
      icon: 'open',
      shortcut: 'Mod+O',
      run: choose,
    },
    {
      id: 'versions',
      ...said.versions,
      icon: 'history',
      shortcut: 'Mod+Shift+S',
      run: versions,
    },
    'separator',
    {
      id: 'config',
      label: said.config.label,
      hint: config.ok ? `${name}.network.json` : said.config.no,
      icon: 'save',
      disabled: !config.ok,
      run: () => config.ok && download(serialiseConfig(config.value), `${name}.network.json`, JSON_TYPE),
    },
    {
      id: 'graph',
      label: said.graph,
      hint: `${name}.graph.json`,
      icon: 'save',
      shortcut: 'Mod+S',
      run: () => saveGraph(workspace),
    },
    'separator',
    exported('pytorch', said.exports.pytorch, `${name}.py`, async () => {
      const { pytorchFile } = await import('#lib/workspace/files/exports.ts');
      download(pytorchFile(document), `${name}.py`, 'text/x-python');
    }),
    exported('onnx', said.exports.onnx, `${name}.onnx`, async () => {
      const { onnxFile } = await import('#lib/workspace/files/exports.ts');
      download(onnxFile(document), `${name}.onnx`, 'application/octet-stream');
    }),
    exported('svg', said.exports.svg, `${name}.svg`, async () => {
      const { svgFile } = await import('#lib/workspace/files/exports.ts');
      download(svgFile(document, shownTheme()), `${name}.svg`, 'image/svg+xml');
    }),
    exported('png', said.exports.png, `${name}.png`, async () => {
      const { pngFile } = await import('#lib/workspace/files/exports.ts');
      download(await pngFile(document, shownTheme()), `${name}.png`, 'image/png');
    }),
    exported('dot', said.exports.dot, `${name}.dot`, async () => {
      const { dotFile } = await import('#lib/workspace/files/exports.ts');
      download(dotFile(document), `${name}.dot`, 'text/vnd.graphviz');
    }),
    'separator',
    // Where there are no keys, this is the way to all that has no button.
    { id: 'commands', label: said.commands, icon: 'search', shortcut: 'Mod+K', run: commands },
  ];
}
