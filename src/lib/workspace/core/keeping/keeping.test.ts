import 'fake-indexeddb/auto';
import { linkOf } from '#lib/dla/link/link.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { parseGraph, serialiseGraph } from '#lib/dla/network/graph-file.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { unwrap } from '#lib/issue.ts';
import { Random } from '#tests/fuzz/random.ts';
import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { NetworkView } from '../network-view.svelte.ts';
import { Workspace } from '../workspace.svelte.ts';
import type { Head } from './head.ts';
import { Keeper, type Place } from './keeper.svelte.ts';
import { openWorkspace } from './open-workspace.ts';
import { listHeads, putBackStored, readStored, removeStored } from './store.ts';

const network = (id = 'dla34') => buildNetwork(presetConfig(id));
const newWorkspace = () => new Workspace([new NetworkView(network())]);
const place = (id: string, sure = true): Place => ({ id, revision: undefined, views: new Map(), sure });
const session = new Map<string, string>();

/** What is seen of a workspace: its networks, their histories, and how they are looked at. */
const seen = (workspace: Workspace) =>
  workspace.views.map(({ edited, editor: { history }, detail }) => ({
    file: serialiseGraph(edited),
    done: history.done,
    steps: history.entries.map(({ label }) => label.kind),
    detail,
  }));

/** All that was asked to be written is. */
async function written(keeper: Keeper): Promise<void> {
  while (keeper.busy) await new Promise((resolve) => setTimeout(resolve));
}

function keep(workspace: Workspace, where: Place): Keeper {
  const keeper = new Keeper(workspace, where);
  keeper.watch();
  return keeper;
}

/** The tab is opened anew: it remembers the workspace that it had. */
async function reopened(id: string) {
  session.set('dla-workspace', id);
  return openWorkspace();
}

beforeEach(() => {
  session.clear();
  Object.assign(globalThis, {
    matchMedia: () => ({ matches: true }),
    sessionStorage: {
      getItem: (key: string) => session.get(key) ?? null,
      setItem: (key: string, value: string) => session.set(key, value),
    },
  });
});

/** A disk of its own for every test; the connection to the last one is closed by deleting it. */
beforeEach(async () => {
  await new Promise<void>((resolve) => {
    const deleting = indexedDB.deleteDatabase('dla-explorer');
    deleting.onsuccess = () => resolve();
  });
});

describe('the keeper of work', () => {
  test('[W4] every change is kept, in the order of the changes, with what can be undone and redone', async () => {
    const workspace = newWorkspace();
    const keeper = keep(workspace, place('one'));
    workspace.setStructure(['level3'], 'ida');
    workspace.rename('mine');
    workspace.step(-1);
    await written(keeper);
    const { workspace: again, notes } = await reopened('one');
    expect(seen(again)).toEqual(seen(workspace));
    expect(notes).toEqual([]);
    again.step(1);
    expect(again.current.edited.name).toBe('mine');
    again.jump(0);
    expect(serialiseGraph(again.current.edited)).toBe(serialiseGraph(network()));
  });

  test('ids that every object inherits something by are kept and come back, with their history (R1)', async () => {
    const document = unwrap(parseGraph(readFileSync('tests/dla/tostring.json', 'utf8')));
    const workspace = new Workspace([new NetworkView(document)]);
    const keeper = keep(workspace, place('one'));
    workspace.setAttributes('toString', { outChannels: 8 });
    workspace.rename('valueOf');
    workspace.step(-1);
    await written(keeper);
    const { workspace: again, notes } = await reopened('one');
    expect(notes).toEqual([]);
    expect(seen(again)).toEqual(seen(workspace));
    again.step(1);
    expect(again.current.edited.name).toBe('valueOf');
    again.jump(0);
    expect(again.current.edited).toEqual(document);
  });

  test('[W4] an edit writes its own step, not the network again', async () => {
    const workspace = newWorkspace();
    const keeper = keep(workspace, place('one'));
    workspace.rename('a');
    await written(keeper);
    const before = await readStored('one');
    workspace.rename('b');
    await written(keeper);
    const after = await readStored('one');
    expect(after.bases).toEqual(before.bases);
    expect(after.steps.slice(0, 1)).toEqual(before.steps);
    expect(after.steps).toHaveLength(2);
  });

  test('[W4] whatever is edited, undone, opened beside and closed, a reload gives the same', async () => {
    const random = new Random(11);
    for (let round = 0; round < 12; round += 1) {
      const id = `random ${round}`;
      let workspace = newWorkspace();
      let keeper = keep(workspace, place(id));
      for (let step = 0; step < 14; step += 1) {
        const acts: (() => void)[] = [
          () => workspace.rename(`name ${random.below(100)}`),
          () =>
            workspace.setStructure([`level${2 + random.below(4)}`], random.pick(['ida', 'tree', 'plain', 'merged'])),
          () => workspace.step(-1),
          () => workspace.step(1),
          () => workspace.jump(random.below(workspace.current.editor.history.entries.length + 1)),
          () => workspace.compare(),
          () => workspace.close(random.pick(workspace.views)),
          () => workspace.swap(random.pick(workspace.views), random.pick(workspace.views)),
          () => workspace.open(network(random.pick(['dla34', 'dla46_c']))),
        ];
        random.pick(acts)();
      }
      await written(keeper);
      const opened = await reopened(id);
      expect(seen(opened.workspace)).toEqual(seen(workspace));
      expect(opened.notes).toEqual([]);
      // And the reloaded one goes on from there.
      workspace = opened.workspace;
      keeper = keep(workspace, opened.place);
      workspace.rename(`after ${round}`);
      workspace.step(-1);
      await written(keeper);
      expect(seen((await reopened(id)).workspace)).toEqual(seen(workspace));
    }
  });

  test('[W1] nothing is written over what another tab wrote meanwhile: both are there', async () => {
    const [a, b] = [newWorkspace(), newWorkspace()];
    const keeperA = keep(a, place('one', false));
    a.rename('first');
    await written(keeperA);
    // A tab that could not know of the other: it has the same workspace, as it was.
    const keeperB = keep(b, place('one', false));
    b.rename('second');
    await written(keeperB);
    expect(keeperB.parted).toBe(1);
    a.rename('third');
    await written(keeperA);
    expect(keeperA.parted).toBe(0);
    const names = (await listHeads()).map(({ head }) => (head as { views: { name: string }[] }).views[0]!.name);
    expect(names.toSorted()).toEqual(['second', 'third']);
  });

  test('[W3] storage that is cleared while the page is open takes everything anew', async () => {
    const workspace = newWorkspace();
    const keeper = keep(workspace, place('one'));
    workspace.rename('a');
    await written(keeper);
    await removeStored('one');
    // The browser closes what it cleared, without a word.
    await closeConnection();
    workspace.rename('b');
    await written(keeper);
    expect(keeper.state).toBe('kept');
    expect(seen((await reopened('one')).workspace)).toEqual(seen(workspace));
  });

  test('[W3] a failed writing is said, and the next one catches up', async () => {
    const workspace = newWorkspace();
    const keeper = keep(workspace, place('one'));
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    workspace.rename('a');
    await written(keeper);
    expect([keeper.state, keeper.failure?.kind]).toEqual(['failed', 'storage-full']);
    put.mockRestore();
    workspace.rename('b');
    await written(keeper);
    expect([keeper.state, keeper.failure]).toEqual(['kept', undefined]);
    expect(seen((await reopened('one')).workspace)).toEqual(seen(workspace));
  });

  test('[W2] closing a network is a step: undo opens it again with all its edits, after a reload too', async () => {
    const workspace = newWorkspace();
    const keeper = keep(workspace, place('one'));
    workspace.compare();
    workspace.setStructure(['level3'], 'ida');
    workspace.setStructure(['level4'], 'tree');
    const both = seen(workspace);
    workspace.close(workspace.current);
    expect(workspace.views).toHaveLength(1);
    await written(keeper);
    const { workspace: again } = await reopened('one');
    expect(again.views).toHaveLength(1);
    again.step(-1);
    expect(seen(again).map(({ file }) => file)).toEqual(both.map(({ file }) => file));
    expect(again.views[1]!.editor.history.entries).toHaveLength(2);
    again.step(1);
    expect(again.views).toHaveLength(1);
  });

  test('four networks come back as they stood, free of each other, with their reference and what undo brings', async () => {
    const workspace = newWorkspace();
    const keeper = keep(workspace, place('one'));
    for (const name of ['b', 'c', 'd']) {
      workspace.compare();
      workspace.rename(name);
    }
    workspace.swap(workspace.views[0]!, workspace.views[3]!);
    workspace.canvases.reference = workspace.views[2]!;
    workspace.synchronised = false;
    workspace.closeOthers(workspace.current);
    workspace.step(-1);
    await written(keeper);
    const { workspace: again } = await reopened('one');
    expect(seen(again)).toEqual(seen(workspace));
    expect(again.synchronised).toBe(false);
    expect(again.canvases.reference.edited.name).toBe('c');
    again.activate(again.views[0]!);
    again.step(1);
    expect(again.views).toHaveLength(1);
    again.jump(1);
    expect(again.views.map(({ edited }) => edited.name)).toEqual(['DLA-34', 'b', 'c', 'd']);
  });

  test('a record of two networks, from before there could be more, opens both, synchronised', async () => {
    const workspace = newWorkspace();
    const keeper = keep(workspace, place('one'));
    workspace.compare();
    workspace.rename('b');
    await written(keeper);
    const stored = await removeStored('one');
    const { exchanges: _exchanges, synchronised: _synchronised, reference: _reference, ...head } = stored.head as Head;
    await putBackStored({ ...stored, head });
    const { workspace: again, notes } = await reopened('one');
    expect(notes).toEqual([]);
    expect(seen(again)).toEqual(seen(workspace));
    expect(again.synchronised).toBe(true);
    expect(again.canvases.reference).toBe(again.views[0]);
  });

  test('[W8] of a history with a damaged step the rest opens, what is lost is said, and the record stays as it is', async () => {
    const workspace = newWorkspace();
    const keeper = keep(workspace, place('one'));
    workspace.rename('a');
    await written(keeper);
    for (const name of ['b', 'c']) workspace.rename(name);
    await written(keeper);
    const stored = await removeStored('one');
    const steps = stored.steps.map((each) => (each.index === 1 ? { ...each, step: '{"patch": {}}' } : each));
    await putBackStored({ ...stored, steps });
    const opened = await reopened('one');
    expect(opened.notes).toEqual([{ kind: 'history-broken', at: 'c', expected: 3, received: 1 }]);
    expect(opened.workspace.current.edited.name).toBe('a');
    const again = keep(opened.workspace, opened.place);
    opened.workspace.rename('d');
    await written(again);
    expect((await readStored('one')).steps).toEqual(steps);
    expect(await listHeads()).toHaveLength(2);
  });

  test('[W8] where the damaged step lies before the base, the network is as it was, without a history', async () => {
    const workspace = newWorkspace();
    const keeper = keep(workspace, place('one'));
    for (const name of ['a', 'b', 'c']) workspace.rename(name);
    await written(keeper);
    const stored = await removeStored('one');
    await putBackStored({ ...stored, steps: stored.steps.map((each) => ({ ...each, step: 7 })) });
    const opened = await reopened('one');
    expect(opened.notes).toEqual([{ kind: 'history-broken', at: 'c', expected: 3, received: 0 }]);
    expect(seen(opened.workspace)).toMatchObject([{ file: serialiseGraph(workspace.current.edited), steps: [] }]);
  });

  test('[W7] the record of a newer version is said and never touched', async () => {
    const head = { version: 9, revision: 1, saved: 1, views: [], open: ['x'] };
    await putBackStored({ id: 'new', head, bases: [], steps: [] });
    const opened = await openWorkspace();
    expect(opened.notes).toEqual([{ kind: 'workspace-unreadable', at: '', received: 1 }]);
    const keeper = keep(opened.workspace, opened.place);
    opened.workspace.rename('mine');
    await written(keeper);
    expect((await readStored('new')).head).toEqual(head);
  });

  test('[W7] an edit that no file could hold is refused, and what is open stays', () => {
    const workspace = newWorkspace();
    const before = workspace.current.edited;
    workspace.editLevels(['level3', 'level4', 'level5'], { structure: 'plain', blocks: 8000 });
    expect(workspace.current.edited).toBe(before);
    expect(workspace.refusal?.[0]).toMatchObject({ kind: 'too-many-nodes', expected: 20_000 });
  });

  test('a link opens what it holds and leaves what is kept; once edited, it is opened as it was left', async () => {
    const before = newWorkspace();
    const keeper = keep(before, place('one'));
    before.rename('mine');
    await written(keeper);
    session.clear();
    const networks = ['dla46_c', 'dla60'].map((id) => ({ kind: 'config' as const, config: presetConfig(id) }));
    const view = { hide: ['drawer'] as const, present: false, embed: false };
    const link = unwrap(linkOf('https://example.org/', { networks, view }));
    const opened = await openWorkspace(link);
    expect(opened.workspace.views.map(({ edited }) => serialiseGraph(edited))).toEqual(
      ['dla46_c', 'dla60'].map((id) => serialiseGraph(network(id))),
    );
    expect(opened).toMatchObject({ notes: [], look: view });
    const own = keep(opened.workspace, opened.place);
    opened.workspace.rename('changed');
    await written(own);
    expect(seen((await openWorkspace(link)).workspace)).toEqual(seen(opened.workspace));
    expect(seen((await reopened('one')).workspace)).toEqual(seen(before));
  });

  test('a link that is broken says why, and what was there is opened', async () => {
    const workspace = newWorkspace();
    const keeper = keep(workspace, place('one'));
    workspace.rename('mine');
    await written(keeper);
    const opened = await openWorkspace('https://example.org/#1.w6IXJAwA.1vdist');
    expect(opened.notes).toEqual([{ kind: 'link-differs', at: '' }]);
    expect(opened.look).toBeUndefined();
    expect(seen(opened.workspace)).toEqual(seen(workspace));
  });

  test('a workspace of the first version is taken over, and its record goes once the new one is written', async () => {
    const file = serialiseGraph({ ...network(), name: 'old' });
    await listHeads();
    await putFirst({ version: 1, views: [{ file, history: { entries: [], done: 0 }, detail: 'levels' }] });
    const { workspace, place: where } = await openWorkspace();
    expect(seen(workspace)).toEqual([{ file, done: 0, steps: [], detail: 'levels' }]);
    const keeper = keep(workspace, where);
    await written(keeper);
    expect(seen((await reopened(where.id)).workspace)).toEqual(seen(workspace));
    expect(await listHeads()).toHaveLength(1);
  });
});

/** Another version of the program asks for the store: this one gives it up. */
function closeConnection(): Promise<void> {
  return new Promise((resolve) => {
    const opening = indexedDB.open('dla-explorer', 3);
    opening.onsuccess = () => {
      opening.result.close();
      resolve();
    };
  });
}

function putFirst(record: unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('dla-explorer');
    opening.onerror = () => reject(new Error('not opened'));
    opening.onsuccess = () => {
      const transaction = opening.result.transaction('workspace', 'readwrite');
      transaction.objectStore('workspace').put(record, 'open');
      transaction.oncomplete = () => {
        opening.result.close();
        resolve();
      };
    };
  });
}
