import { exportFormats, type ExportFormat } from '#lib/dla/exchange/formats.ts';
import { readConfig } from '#lib/dla/reading/read-config.ts';
import { emptyDocument, type GraphDocument } from '#lib/graph/document/document.ts';
import { colourTokens } from '#lib/graph/view/colour-tokens.ts';
import type { SvgTheme } from '#lib/graph/view/svg.ts';
import { sayIssue, words } from '#lib/messages/messages.ts';
import type { MenuItem } from '#lib/ui/menu.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import { isNotLoaded } from '#lib/worker/not-loaded.ts';
import { writers } from '#lib/workspace/files/exports.ts';
import { download, fileNameOf } from '#lib/workspace/shared/download.ts';
import type { Workspace } from '#lib/workspace/core/workspace.svelte.ts';

const nameOfFile = (format: ExportFormat, document: GraphDocument): string =>
  `${fileNameOf(document.name)}.${exportFormats[format].ending}`;

/** Hands a network to the person as a file; what the browser cannot write is told. */
function save(format: ExportFormat, document: GraphDocument): void {
  const file = nameOfFile(format, document);
  void writers[format](document, shownTheme()).then(
    (content) => download(content, file, exportFormats[format].type),
    (error: unknown) => {
      const gone = isNotLoaded(error);
      toasts.show({
        kind: 'error',
        text: words.filing.notWritten(file, gone ? sayIssue({ kind: 'part-not-loaded', at: '' }) : String(error)),
        ...(gone && { actions: [{ label: words.shared.reload, run: () => location.reload() }] }),
      });
    },
  );
}

/** The current network as a graph document, which every network is. */
export const saveGraph = ({ current }: Workspace): void => save('graph', current.editor.document);

/** A network to draw by hand: an image, and nothing else yet. */
const blank = (): GraphDocument => ({
  ...emptyDocument,
  name: words.filing.menu.blank.name,
  nodes: [{ id: 'input', kind: 'input', inputs: [], attributes: { channels: 3, height: 224, width: 224 } }],
});

/** The colours that the figure has on the screen. */
function shownTheme(): SvgTheme {
  const style = getComputedStyle(document.documentElement);
  const colours = colourTokens.map((token) => [token, style.getPropertyValue(`--${token}`).trim()]);
  return Object.fromEntries(colours) as SvgTheme;
}

/** A format in the menu, with the name of the file, or why the network is none that it could hold. */
function formatItem(format: ExportFormat, workspace: Workspace): MenuItem {
  const said = words.filing.menu;
  const { countedFrame: document, issues } = workspace.current;
  const { holds } = exportFormats[format];
  const why =
    holds === 'sound' && issues.length > 0
      ? said.fixFirst
      : holds === 'configs' && !readConfig(document).ok
        ? said.noConfig
        : undefined;
  return {
    id: format,
    label: said.formats[format],
    hint: why ?? nameOfFile(format, document),
    icon: 'save',
    disabled: why !== undefined,
    ...(format === 'graph' && { shortcut: 'Mod+S' }),
    run: () => save(format, document),
  };
}

/** What the file menu offers for the current network. */
export function fileMenu(
  workspace: Workspace,
  choose: () => void,
  versions: () => void,
  commands: () => void,
): readonly MenuItem[] {
  const said = words.filing.menu;
  const formats = Object.keys(exportFormats) as ExportFormat[];
  const opened = formats.filter((format) => exportFormats[format].holds !== 'sound');
  const item = (format: ExportFormat): MenuItem => formatItem(format, workspace);
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
    ...opened.map(item),
    'separator',
    ...formats.filter((format) => !opened.includes(format)).map(item),
    'separator',
    // Where there are no keys, this is the way to all that has no button.
    { id: 'commands', label: said.commands, icon: 'search', shortcut: 'Mod+K', run: commands },
  ];
}
