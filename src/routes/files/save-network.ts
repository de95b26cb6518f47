import { exportFormats, type ExportFormat } from '#lib/dla/exchange/formats.ts';
import type { ReportTable } from '#lib/dla/exchange/report/to-html.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { Layout } from '#lib/graph/layout/layout.ts';
import { colourTokens } from '#lib/graph/view/colour-tokens.ts';
import type { SvgTheme } from '#lib/graph/view/svg.ts';
import { IssueError } from '#lib/issue.ts';
import { sayIssue, words } from '#lib/messages/messages.ts';
import type { WeightFileSource } from '#lib/runtime/session/orders.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import { isNotLoaded } from '#lib/worker/not-loaded.ts';
import { isSameRun } from '#lib/workspace/compare/outcomes.ts';
import type { NetworkView } from '#lib/workspace/core/network-view.svelte.ts';
import type { Workspace } from '#lib/workspace/core/workspace.svelte.ts';
import type { Exported, FigureLook } from '#lib/workspace/files/exported.ts';
import { lookOf, type PictureChoice } from '#lib/workspace/files/picture-choice.svelte.ts';
import { download, fileNameOf } from '#lib/workspace/shared/download.ts';
import { variantOf } from '#lib/workspace/shared/variant.ts';
import { lightTheme } from '#lib/graph/view/light-theme.ts';
import { marksBeside } from '../shared/difference-marks.ts';
import { printTheme } from '#lib/graph/view/print-theme.ts';

/** The name of the network and of its variant; a network that is saved has the name alone, by which a person knows it. */
export function nameOfFile(format: ExportFormat, documents: readonly GraphDocument[]): string {
  const { ending, purpose } = exportFormats[format];
  const names = documents.map((document) =>
    [fileNameOf(document.name), purpose === 'network' ? '' : variantOf(document)].filter(Boolean).join('-'),
  );
  return `${names.join('-')}.${ending}`;
}

/** How a format is written where there is a choice. */
export interface How {
  /** Those of the file: the current one where nothing is said. */
  readonly views?: readonly NetworkView[];
  /** Instead of what the views show. */
  readonly documents?: readonly GraphDocument[];
  /** Light colours, whatever the page has. */
  readonly light?: boolean;
  readonly weights?: WeightFileSource;
  /** Whether weights are written beside what has no place for them. */
  readonly withWeights?: boolean;
  readonly picture?: PictureChoice;
}

/** The colours that the figure has on the screen. */
function shownTheme(): SvgTheme {
  const style = getComputedStyle(document.documentElement);
  const colours = colourTokens.map((token) => [token, style.getPropertyValue(`--${token}`).trim()]);
  return Object.fromEntries(colours) as SvgTheme;
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

/** What is open as it stands on the screen, ready to be written. */
export function exportedOf(workspace: Workspace, how: How = {}): Exported {
  const { light, weights, withWeights = false, picture, views = [workspace.current] } = how;
  const { documents = views.map(({ countedFrame }) => countedFrame) } = how;
  const { current: view } = workspace;
  const { layout } = view;
  const path = view.litNow(view.path);
  const heat = view.heat?.shares ?? view.measured?.shares;
  const themes = { screen: shownTheme(), light: lightTheme, print: printTheme };
  return {
    document: documents[0]!,
    documents,
    layout,
    look: { ...(path && { path }), ...(heat && { heat }), ...marksOf(workspace, view, layout) },
    marks: (index, drawn) => marksOf(workspace, views[index]!, drawn),
    computed: () => computedBy(workspace),
    theme: themes[picture?.colours ?? (light ? 'light' : 'screen')],
    lightTheme,
    withWeights,
    ...(weights && { weights }),
    ...(picture && { picture: lookOf(picture) }),
  };
}

/** Says why something was not written. */
export function sayNotWritten(file: string, error: unknown): void {
  const gone = isNotLoaded(error);
  const issues = gone ? [{ kind: 'part-not-loaded', at: '' } as const] : error instanceof IssueError && error.issues;
  toasts.show({
    kind: 'error',
    text: words.filing.notWritten(file, issues ? issues.map(sayIssue).join(' ') : String(error)),
    ...(gone && { actions: [{ label: words.shared.reload, run: () => location.reload() }] }),
  });
}

/** Hands what is open to the person as a file; what the browser cannot write is told. */
export async function saveNetwork(format: ExportFormat, workspace: Workspace, how: How = {}): Promise<void> {
  const exported = exportedOf(workspace, how);
  const file = nameOfFile(format, exported.documents);
  try {
    const { writers } = await import('#lib/workspace/files/exports.ts');
    const { content, beside, notes = [] } = await writers[format](exported, file);
    download(content, file, exportFormats[format].type);
    if (beside) download(beside.content, beside.name, 'application/octet-stream');
    for (const text of notes) toasts.show({ kind: 'info', text });
  } catch (error) {
    sayNotWritten(file, error);
  }
}
