import { exportFormats, networksOf, type ExportFormat } from '#lib/dla/exchange/formats.ts';
import { readConfig } from '#lib/dla/reading/read-config.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { colourTokens } from '#lib/graph/view/colour-tokens.ts';
import type { SvgTheme } from '#lib/graph/view/svg.ts';
import { IssueError } from '#lib/issue.ts';
import { sayIssue, words } from '#lib/messages/messages.ts';
import type { WeightFileSource } from '#lib/runtime/session/orders.ts';
import type { MenuItem, PaletteItem } from '#lib/ui/menu.ts';
import { isKeyOf } from '#lib/own-key.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import { theme } from '#lib/ui/theme.svelte.ts';
import { isNotLoaded } from '#lib/worker/not-loaded.ts';
import type { ReportTable } from '#lib/dla/exchange/report/to-html.ts';
import type { Layout } from '#lib/graph/layout/layout.ts';
import { isSameRun } from '#lib/workspace/compare/outcomes.ts';
import type { FigureLook } from '#lib/workspace/files/exported.ts';
import { writers } from '#lib/workspace/files/exports.ts';
import { download, fileNameOf } from '#lib/workspace/shared/download.ts';
import { blankNetwork } from '#lib/workspace/core/blank-network.ts';
import { variantOf } from '#lib/workspace/shared/variant.ts';
import type { NetworkView } from '#lib/workspace/core/network-view.svelte.ts';
import type { Workspace } from '#lib/workspace/core/workspace.svelte.ts';
import type { Runs } from '#lib/workspace/run/runs.svelte.ts';
import { marksBeside } from '../shared/difference-marks.ts';
import type { Question } from '../shared/shortcuts.ts';
import { lightTheme } from '../../cli/light-theme.ts';
import { resolve } from '$app/paths';

/** The name of the network and of its variant; a network that is saved has the name alone, by which a person knows it. */
function nameOfFile(format: ExportFormat, documents: readonly GraphDocument[]): string {
  const { ending, purpose } = exportFormats[format];
  const names = documents.map((document) =>
    [fileNameOf(document.name), purpose === 'network' ? '' : variantOf(document)].filter(Boolean).join('-'),
  );
  return `${names.join('-')}.${ending}`;
}

/** What a file of a format holds of what is open: the current network, or all where it has room for several. */
function heldBy(format: ExportFormat, { current, views }: Workspace): readonly NetworkView[] {
  const [, most] = networksOf(format);
  return most > 1 ? views.slice(0, most) : [current];
}

/** How a format is written where there is a choice. */
interface How {
  /** Light colours, whatever the page has. */
  readonly light?: boolean;
  readonly weights?: WeightFileSource;
}

/** What a comparison marks on the figure of a network. */
const marksOf = (workspace: Workspace, view: NetworkView, layout: Layout): FigureLook =>
  workspace.comparing ? marksBeside(workspace, view, layout) : {};

/** What the open networks computed, where all of them ran on the same images with the same weights and are as they were. */
async function computedBy({ views, canvases }: Workspace): Promise<readonly ReportTable[]> {
  const runs = views.flatMap(({ lastRun, stale }) => (lastRun && !stale ? [lastRun] : []));
  if (views.length < 2 || runs.length < views.length || !isSameRun(runs)) return [];
  const [{ reportTables }, { painter }] = await Promise.all([
    import('../compare/report-tables.ts'),
    import('../compare/painter.ts'),
  ]);
  const letters = words.compare.letters.slice(0, views.length);
  return reportTables(runs, letters, views.indexOf(canvases.reference), painter);
}

/** Hands a network to the person as a file; what the browser cannot write is told. */
function save(
  format: ExportFormat,
  workspace: Workspace,
  views: readonly NetworkView[],
  documents: readonly GraphDocument[],
  { light, weights }: How = {},
): void {
  const view = workspace.current;
  const [document] = documents;
  if (!document) return;
  const file = nameOfFile(format, documents);
  const { type } = exportFormats[format];
  const { layout } = view;
  const path = view.litNow(view.path);
  const heat = view.heat?.shares ?? view.measured?.shares;
  const exported = {
    document,
    documents,
    layout,
    look: { ...(path && { path }), ...(heat && { heat }), ...marksOf(workspace, view, layout) },
    marks: (index: number, drawn: Layout) => marksOf(workspace, views[index]!, drawn),
    computed: () => computedBy(workspace),
    theme: light ? lightTheme : shownTheme(),
    lightTheme,
    ...(weights && { weights }),
  };
  void writers[format](exported, file).then(
    ({ content, beside, notes = [] }) => {
      download(content, file, type);
      if (beside) download(beside, `${file}.data`, 'application/octet-stream');
      for (const text of notes) toasts.show({ kind: 'info', text });
    },
    (error: unknown) => {
      const gone = isNotLoaded(error);
      const issues = gone
        ? [{ kind: 'part-not-loaded', at: '' } as const]
        : error instanceof IssueError && error.issues;
      toasts.show({
        kind: 'error',
        text: words.filing.notWritten(file, issues ? issues.map(sayIssue).join(' ') : String(error)),
        ...(gone && { actions: [{ label: words.shared.reload, run: () => location.reload() }] }),
      });
    },
  );
}

/** The current network as a graph document, which every network is. */
export const saveGraph = (workspace: Workspace): void =>
  save('graph', workspace, [workspace.current], [workspace.current.editor.document]);

/** The colours that the figure has on the screen. */
function shownTheme(): SvgTheme {
  const style = getComputedStyle(document.documentElement);
  const colours = colourTokens.map((token) => [token, style.getPropertyValue(`--${token}`).trim()]);
  return Object.fromEntries(colours) as SvgTheme;
}

/** A format in the menu, with the name of the file, or why the network is none that it could hold. */
function formatItem(format: ExportFormat, workspace: Workspace): Exclude<MenuItem, 'separator'> {
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
    run: () => save(format, workspace, views, documents),
  };
}

/** A format in every way that it can be written now. */
function formatItems(
  format: ExportFormat,
  workspace: Workspace,
  runs: Runs,
): readonly Exclude<MenuItem, 'separator'>[] {
  const said = words.filing.menu;
  const item = formatItem(format, workspace);
  const { current: view } = workspace;
  const other = (id: string, label: string, how: () => How) => ({
    ...item,
    id: `${format}-${id}`,
    label,
    run: () => save(format, workspace, [view], [view.countedFrame], how()),
  });
  if (isKeyOf(said.loaded, format) && runs.weights.kind === 'file')
    return [item, other('loaded', said.loaded[format](runs.weightsName), () => ({ weights: runs.fileWeights! }))];
  if (isKeyOf(said.light, format) && theme.resolved === 'dark')
    return [item, other('light', said.light[format], () => ({ light: true }))];
  return [item];
}

const formats = Object.keys(exportFormats) as ExportFormat[];

/** What stands in the file menu itself; the others are found by typing. */
const atHand: readonly ExportFormat[] = ['config', 'graph', 'pytorch', 'onnx', 'svg', 'png', 'pdf'];

/** Every way in which the current network, or all that are open, can be taken away now. */
export const exportItems = (workspace: Workspace, runs: Runs): readonly PaletteItem[] =>
  formats.flatMap((format) =>
    formatItems(format, workspace, runs).map((item): PaletteItem => ({
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
export function fileMenu(workspace: Workspace, runs: Runs, { choose, ask }: FilePage): readonly MenuItem[] {
  const said = words.filing.menu;
  const opened = atHand.filter((format) => exportFormats[format].purpose === 'network');
  const items = (format: ExportFormat): readonly MenuItem[] => formatItems(format, workspace, runs);
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
    { id: 'export', ...said.more, icon: 'save', run: () => ask('export') },
    'separator',
    // Where there are no keys, this is the way to all that has no button.
    { id: 'commands', label: said.commands, icon: 'search', shortcut: 'Mod+K', run: () => ask('commands') },
    { id: 'home', label: words.page.bar.home, icon: 'back', run: () => location.assign(resolve('/')) },
  ];
}
