import { suitsFigure } from '#lib/dla/figure/suits-figure.ts';
import type { SweepSpec } from '#lib/dla/sweep/spec.ts';
import type { Linked, LinkView } from '#lib/dla/link/link.ts';
import { mayBeLink } from '#lib/dla/link/may-be-link.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import type { NetworkFile } from '#lib/dla/network/file.ts';
import { presetConfig, presetDocument, presetOf } from '#lib/dla/presets/presets.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { refused, unwrap, type Issue, type Result } from '#lib/issue.ts';
import { countAhead } from '#lib/workspace/shared/count-ahead.ts';
import * as v from 'valibot';
import { blankNetwork } from '../blank-network.ts';
import type { Exchange, Together } from '../canvases.svelte.ts';
import { NetworkView } from '../network-view.svelte.ts';
import { Workspace } from '../workspace.svelte.ts';
import { askedBy, type Asked } from './asked.ts';
import { nothingKept, type KeptView, type KeptViews } from './changes.ts';
import { headSchema, type Head } from './head.ts';
import { lookAgain } from './look.ts';
import type { Place } from './keeper.svelte.ts';
import { claim, isNewVisit, newId, remembered } from './place.ts';
import { readFirstViews } from './first-version.ts';
import { readView } from './read-view.ts';
import { listHeads, readFirst, readStored, type Stored } from './store.ts';

/** A workspace, where it is kept, and what a person should know of how it was opened. */
export interface OpenedWorkspace {
  readonly workspace: Workspace;
  readonly place: Place;
  readonly notes: readonly Issue[];
  /** How the link shows it that the page was opened by. */
  readonly look?: LinkView;
  /** The sweep that the link holds. */
  readonly sweep?: SweepSpec;
}

/**
 * What a link holds, as this tab left it if it was opened before; what else an address asks for; else the workspace that this
 * tab had, else the one that was kept last, else the paper's first network. Never rejects.
 */
export async function openWorkspace(address = ''): Promise<OpenedWorkspace> {
  const link = mayBeLink(address) ? await readLinkOf(address) : undefined;
  if (link?.ok) {
    const own = await openKept(remembered() ?? '').catch(() => undefined);
    const { view: look, sweep } = link.value;
    return { ...(own ?? (await openLinked(link.value))), look, ...(sweep && { sweep }) };
  }
  const asking = askedBy(address);
  const asked = await openAsked(asking).catch(() => undefined);
  const missing: readonly Issue[] = asking.kind === 'kept' && !asked ? [{ kind: 'workspace-missing', at: '' }] : [];
  const refusals = link ? link.issues : missing;
  const { notes, ...opened } = asked ?? (await openLast());
  return { ...opened, notes: [...refusals, ...notes] };
}

/** What reads links comes with the first of them. */
const readLinkOf = (address: string): Promise<Result<Linked>> =>
  import('#lib/dla/link/link.ts').then(
    ({ readLink }) => readLink(address),
    () => refused({ kind: 'part-not-loaded', at: '' }),
  );

/** What an address asks for, as this tab left it where it comes back; undefined where there is nothing of that name. */
async function openAsked(asked: Asked): Promise<OpenedWorkspace | undefined> {
  if (asked.kind === 'link' || asked.kind === 'last') return undefined;
  const own = isNewVisit() ? undefined : await openKept(remembered() ?? '').catch(() => undefined);
  if (own) return own;
  if (asked.kind === 'kept') return openKept(asked.id);
  const preset = asked.kind === 'preset' ? presetOf(asked.id) : undefined;
  if (asked.kind === 'preset' && !preset) return undefined;
  return openBeside([preset ? presetDocument(preset) : blankNetwork()]);
}

async function openLast(): Promise<OpenedWorkspace> {
  try {
    return (await openKept()) ?? (await fresh());
  } catch {
    // Closed storage is no reason not to open: that nothing is kept is said with the first change that is not.
    return fresh();
  }
}

async function openLinked({ networks: given, sweep, view: { reference = 0 } }: Linked): Promise<OpenedWorkspace> {
  const networks = given.length > 0 || !sweep ? given : [await networkOf(sweep)];
  const opened = await openBeside(
    networks.map((file) => (file.kind === 'config' ? buildNetwork(file.config) : file.document)),
  );
  const { canvases, views } = opened.workspace;
  canvases.reference = views[reference]!;
  return opened;
}

/** What a sweep varies, where a link holds nothing else. */
async function networkOf(sweep: SweepSpec): Promise<NetworkFile> {
  const { parseSweep, serialiseSweep } = await import('#lib/dla/sweep/spec.ts');
  return { kind: 'config', config: unwrap(parseSweep(serialiseSweep(sweep))).base };
}

/** Networks in a workspace of their own, beside all that is kept. */
async function openBeside(documents: readonly GraphDocument[]): Promise<OpenedWorkspace> {
  const views: NetworkView[] = [];
  for (const document of documents) {
    await countAhead(document, undefined, 0);
    const view = new NetworkView(document);
    if (!suitsFigure(document)) view.arrangement = 'layered';
    views.push(view);
  }
  return { workspace: new Workspace(views), place: newPlace(), notes: [] };
}

async function fresh(notes: readonly Issue[] = []): Promise<OpenedWorkspace> {
  const document = buildNetwork(presetConfig('dla34'));
  await countAhead(document, undefined, 0);
  return { workspace: new Workspace([new NetworkView(document)]), place: newPlace(), notes };
}

/** A place that nobody has but this tab. */
function newPlace(): Place {
  const id = newId();
  void claim(id);
  return { id, revision: undefined, views: nothingKept, sure: true };
}

/** The workspace of an id; without one that of this tab, else the last. */
async function openKept(only?: string): Promise<OpenedWorkspace | undefined> {
  const heads = (await listHeads()).map(({ id, head }) => ({ id, head: v.safeParse(headSchema, head) }));
  const own = only ?? remembered();
  const readable = heads.flatMap(({ id, head }) => (head.success ? [{ id, head: head.output }] : []));
  const last = readable.toSorted((a, b) => b.head.saved - a.head.saved)[0];
  const wanted = readable.find(({ id }) => id === own) ?? (only === undefined ? last : undefined);
  if (only !== undefined && !wanted) return undefined;
  const unread = heads.length - readable.length;
  const notes: readonly Issue[] = unread > 0 ? [{ kind: 'workspace-unreadable', at: '', received: unread }] : [];
  if (!wanted) return (await openFirst()) ?? (unread > 0 ? await fresh(notes) : undefined);
  const claimed = await claim(wanted.id, { patient: wanted.id === own });
  const read = readWorkspace(wanted.head, await readStored(wanted.id));
  // What is counted here is not counted in the task that draws it.
  for (const { edited } of read?.workspace.views ?? []) await countAhead(edited, undefined, 0).catch(() => undefined);
  if (!read) return fresh([...notes, { kind: 'workspace-unreadable', at: '', received: 1 }]);
  // What is damaged is left as it is: the rest goes on elsewhere.
  const whole = read.damage.length === 0;
  if (claimed === 'taken' || !whole) {
    const copy: readonly Issue[] = claimed !== 'taken' ? [] : [{ kind: 'workspace-elsewhere', at: '' }];
    return { workspace: read.workspace, place: newPlace(), notes: [...notes, ...copy, ...read.damage] };
  }
  const place = { id: wanted.id, revision: wanted.head.revision, views: read.kept, sure: claimed === 'mine' };
  return { workspace: read.workspace, place, notes };
}

async function openFirst(): Promise<OpenedWorkspace | undefined> {
  const first = readFirstViews(await readFirst());
  if (first.views.length === 0) return undefined;
  const notes: readonly Issue[] = first.whole ? [] : [{ kind: 'workspace-unreadable', at: '', received: 1 }];
  return { workspace: new Workspace(first.views), place: { ...newPlace(), first: first.whole }, notes };
}

interface ReadWorkspace {
  readonly workspace: Workspace;
  readonly kept: KeptViews;
  readonly damage: readonly Issue[];
}

/** Networks of a workspace that can be read; undefined where none of the open ones can. */
export function readWorkspace(head: Head, { bases, steps }: Stored): ReadWorkspace | undefined {
  const kept = new Map<NetworkView, KeptView>();
  const views = new Map<string, NetworkView>();
  const damage: Issue[] = [];
  for (const { id, name, done, steps: count, ...look } of head.views) {
    const own = new Map(steps.flatMap(({ view, index, step }) => (view === id ? [[index, step]] : [])));
    const base = bases.find(({ view }) => view === id)?.base;
    const listed = Array.from({ length: count }, (_, index) => own.get(index));
    const read = readView(name, base, listed, done);
    if (!read) {
      damage.push({ kind: 'network-unreadable', at: name });
      continue;
    }
    damage.push(...read.damage);
    const view = new NetworkView(read.document, read.history);
    lookAgain(view, look);
    views.set(id, view);
    const { base: from, weight, since } = read;
    kept.set(view, { id, entries: read.history.entries, base: from, weight, since });
  }
  const open = head.open.flatMap((id) => views.get(id) ?? []);
  if (open.length === 0) return undefined;
  return { workspace: new Workspace(open, togetherOf(head, views)), kept, damage };
}

/** How the networks are open together: the steps between them that are there, and what holds for all of them. */
function togetherOf(
  { passages, exchanges, synchronised, open, reference }: Head,
  views: ReadonlyMap<string, NetworkView>,
): Together {
  const stepOf = ({ view: id, by: other, step }: Head['exchanges'][number]): readonly Exchange[] => {
    const [view, by] = [views.get(id), views.get(other)];
    const entry = by?.editor.history.entries[step];
    return view && by && entry ? [{ view, by, entry }] : [];
  };
  return {
    passages: passages.flatMap((each) => stepOf(each).map((step) => ({ ...step, at: each.at, opens: each.opens }))),
    exchanges: exchanges.flatMap(stepOf),
    synchronised,
    // One that cannot be read is none of the open.
    reference: open.slice(0, reference).filter((id) => views.has(id)).length,
  };
}
