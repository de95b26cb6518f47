import { exportFormats, networksOf, type ExportFormat } from '#lib/dla/exchange/formats.ts';
import { readConfig } from '#lib/dla/reading/read-config.ts';
import { words } from '#lib/messages/messages.ts';
import type { MenuItem, PaletteItem } from '#lib/ui/menu.ts';
import { isKeyOf } from '#lib/own-key.ts';
import { theme } from '#lib/ui/theme.svelte.ts';
import { blankNetwork } from '#lib/workspace/core/blank-network.ts';
import type { NetworkView } from '#lib/workspace/core/network-view.svelte.ts';
import type { Workspace } from '#lib/workspace/core/workspace.svelte.ts';
import type { Runs } from '#lib/workspace/run/runs.svelte.ts';
import { nameOfFile, saveNetwork, type How } from './save-network.ts';
import { trainedWeights } from './trained-weights.ts';
import type { Training } from '#lib/workspace/training/training.svelte.ts';
import type { Question } from '../shared/shortcuts.ts';
import { resolve } from '$app/paths';

/** What a file of a format holds of what is open: the current network, or all where it has room for several. */
function heldBy(format: ExportFormat, { current, views }: Workspace): readonly NetworkView[] {
  const [, most] = networksOf(format);
  return most > 1 ? views.slice(0, most) : [current];
}

/** The current network as a graph document, which every network is. */
export const saveGraph = (workspace: Workspace): void =>
  void saveNetwork('graph', workspace, { documents: [workspace.current.editor.document] });

type Item = Exclude<MenuItem, 'separator'>;

/** Where weights can come from, besides being seeded. */
interface Weighed {
  readonly runs: Runs;
  /** Undefined where nothing was trained yet. */
  readonly training: Training | undefined;
}

/** A format in the menu, with the name of the file, or why the network is none that it could hold. */
function formatItem(format: ExportFormat, workspace: Workspace): Item {
  const said = words.filing.menu;
  const views = heldBy(format, workspace);
  const documents = views.map(({ countedFrame }) => countedFrame);
  const { holds } = exportFormats[format];
  const [least] = networksOf(format);
  const why =
    views.length < least
      ? said.twoFirst
      : holds === 'sound' && views.some(({ issues }) => issues.length > 0)
        ? said.fixFirst
        : holds === 'configs' && !documents.every((document) => readConfig(document).ok)
          ? said.noConfig
          : undefined;
  return {
    id: format,
    label: said.formats[format],
    hint: why ?? nameOfFile(format, documents),
    icon: 'save',
    disabled: why !== undefined,
    ...(format === 'graph' && { shortcut: 'Mod+S' }),
    run: () => void saveNetwork(format, workspace, { views }),
  };
}

/** A format in every way that it can be written now. */
function formatItems(format: ExportFormat, workspace: Workspace, { runs, training }: Weighed): readonly Item[] {
  const said = words.filing.menu;
  const item = formatItem(format, workspace);
  const { current: view } = workspace;
  // Code is one file, its weights are another.
  const two = format === 'pytorch' && !item.disabled;
  const beside = two ? { hint: `${item.hint}, ${nameOfFile('safetensors', [view.countedFrame])}` } : {};
  const other = (id: string, label: string, how: () => How): Item => ({
    ...item,
    ...beside,
    id: `${format}-${id}`,
    label,
    run: () => void saveNetwork(format, workspace, how()),
  });
  if (isKeyOf(said.loaded, format)) {
    const withWeights = true;
    const label = said.loaded[format];
    const loaded = runs.weights.kind === 'file' ? runs.fileWeights : undefined;
    const trained = item.disabled || !training ? [] : trainedWeights(training, view.countedFrame, view.graph);
    return [
      item,
      ...(format === 'pytorch' ? [other('seeded', said.seeded, () => ({ withWeights }))] : []),
      ...(loaded ? [other('loaded', label(runs.weightsName), () => ({ withWeights, weights: loaded }))] : []),
      ...trained.map(({ seed, weights }) =>
        other(`trained-${seed}`, label(said.trained(seed)), () => ({ withWeights, weights })),
      ),
    ];
  }
  if (isKeyOf(said.light, format) && theme.resolved === 'dark')
    return [item, other('light', said.light[format], () => ({ light: true }))];
  return [item];
}

const formats = Object.keys(exportFormats) as ExportFormat[];

/** What stands in the file menu itself; the others are found by typing. */
const atHand: readonly ExportFormat[] = ['config', 'graph', 'pytorch', 'onnx', 'svg', 'png', 'pdf'];

/** Every way in which the current network, or all that are open, can be taken away now. */
export const exportItems = (workspace: Workspace, weighed: Weighed): readonly PaletteItem[] =>
  formats.flatMap((format) =>
    formatItems(format, workspace, weighed).map((item): PaletteItem => ({
      ...item,
      id: `export:${item.id}`,
      group: words.filing.purposes[exportFormats[format].purpose],
      keywords: [format, exportFormats[format].ending],
    })),
  );

/** What the page does for the file menu. */
interface FilePage {
  readonly choose: () => void;
  readonly ask: (question: Question) => void;
}

/** What the file menu offers for the current network. */
export function fileMenu(workspace: Workspace, weighed: Weighed, { choose, ask }: FilePage): readonly MenuItem[] {
  const said = words.filing.menu;
  const opened = atHand.filter((format) => exportFormats[format].purpose === 'network');
  const items = (format: ExportFormat): readonly MenuItem[] => formatItems(format, workspace, weighed);
  return [
    { id: 'new', label: said.blank.label, hint: said.blank.hint, run: () => workspace.open(blankNetwork()) },
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
      run: () => ask('versions'),
    },
    'separator',
    ...opened.flatMap(items),
    'separator',
    ...atHand.filter((format) => !opened.includes(format)).flatMap(items),
    ...(workspace.comparing ? items('html') : []),
    {
      id: 'picture',
      ...said.picture,
      icon: 'save',
      disabled: workspace.current.issues.length > 0,
      run: () => ask('picture'),
    },
    {
      id: 'copy-as',
      label: words.filing.clipboard.title,
      hint: words.filing.clipboard.hint,
      icon: 'duplicate',
      shortcut: 'Y',
      run: () => ask('copy'),
    },
    { id: 'export', ...said.more, icon: 'save', run: () => ask('export') },
    'separator',
    // Where there are no keys, this is the way to all that has no button.
    { id: 'commands', label: said.commands, icon: 'search', shortcut: 'Mod+K', run: () => ask('commands') },
    { id: 'home', label: words.page.bar.home, icon: 'back', run: () => location.assign(resolve('/')) },
  ];
}
