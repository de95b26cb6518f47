import { MortalStore } from '#tests/fuzz/mortal-store.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { serialiseGraph } from '#lib/dla/network/graph-file.ts';
import { parseConfig } from '#lib/dla/network/parse.ts';
import { unwrap } from '#lib/issue.ts';
import { Random } from '#tests/fuzz/random.ts';
import { scaled } from '#tests/scaled.ts';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { NetworkView } from '../network-view.svelte.ts';
import { Workspace } from '../workspace.svelte.ts';
import type { Head } from './head.ts';
import { Keeper, type Place } from './keeper.svelte.ts';
import { openWorkspace, type OpenedWorkspace } from './open-workspace.ts';
import { otherAsFile } from './other-workspaces.ts';
import { listHeads, putBackStored, readStored, removeStored, type Stored } from './store.ts';

// Random sessions of edit, save, kill and reload against the real keeper; each is had again by its seed.

const SESSIONS = scaled(10_000, 160);

const store = new MortalStore();
const small = buildNetwork(unwrap(parseConfig(JSON.parse(readFileSync('docs/small.json', 'utf8')))));
const tab = new Map<string, string>();

beforeAll(() => {
  Object.assign(globalThis, {
    matchMedia: () => ({ matches: true }),
    sessionStorage: {
      getItem: (key: string) => tab.get(key) ?? null,
      setItem: (key: string, value: string) => tab.set(key, value),
    },
  });
});

/** What a person would miss: the open networks, and what undo and redo lead to. */
const seen = (workspace: Workspace): string =>
  JSON.stringify(
    workspace.views.map(({ edited, editor: { history } }) => [
      serialiseGraph(edited),
      history.done,
      history.entries.map(({ label }) => label),
    ]),
  );

async function settled(keeper: Keeper): Promise<void> {
  while (keeper.busy) await new Promise((resolve) => setImmediate(resolve));
}

/** Something that a person does. */
function act(workspace: Workspace, random: Random): void {
  const acts: readonly (() => void)[] = [
    () => workspace.rename(`name ${random.below(1000)}`),
    () => workspace.rename('<b>\u202ename\ud800</b>'),
    () => workspace.setStructure(['level1'], random.pick(['ida', 'tree', 'plain', 'merged'])),
    () => workspace.editLevels(['level1'], { blocks: 2 + random.below(3) }),
    () => workspace.step(-1),
    () => workspace.step(-1),
    () => workspace.step(1),
    () => workspace.jump(random.below(workspace.current.editor.history.entries.length + 1)),
    () => void (workspace.views.length < 3 && workspace.compare()),
    () => workspace.close(random.pick(workspace.views)),
    () => workspace.swap(random.pick(workspace.views), random.pick(workspace.views)),
  ];
  random.pick(acts)();
}

interface Session {
  readonly random: Random;
  workspace: Workspace;
  keeper: Keeper;
  /** What was seen after each thing that was done, and which of it was last said to be kept. */
  readonly states: string[];
  kept: number;
}

const note = (session: Session): number => session.states.push(seen(session.workspace));

/** Does some things; now and then waits until it is said that they are kept, or that they are not. */
async function work(session: Session, most: number): Promise<void> {
  const { random } = session;
  for (let count = 1 + random.below(most); count > 0; count -= 1) {
    act(session.workspace, random);
    note(session);
    if (random.chance(0.4)) await pause(session);
    else if (random.chance(0.3)) await Promise.resolve();
  }
}

async function pause(session: Session): Promise<void> {
  const { keeper } = session;
  const at = session.states.length - 1;
  await settled(keeper);
  if (keeper.state === 'kept') session.kept = at;
  // What is not kept is said.
  else
    expect([keeper.state, keeper.failure?.kind]).toEqual([
      'failed',
      expect.stringMatching(/^storage-(?:full|closed)$/),
    ]);
}

function keep({ workspace, place }: Pick<OpenedWorkspace, 'workspace' | 'place'>): Keeper {
  const keeper = new Keeper(workspace, place);
  keeper.watch();
  return keeper;
}

/** The tab is opened anew with what it remembers; what it shows is what was said to be kept, or later. */
async function reload(session: Session): Promise<OpenedWorkspace> {
  const opened = await openWorkspace();
  session.workspace = opened.workspace;
  session.keeper = keep(opened);
  const found = session.states.lastIndexOf(seen(opened.workspace));
  expect(found, 'what was kept came back').toBeGreaterThanOrEqual(session.kept);
  expect(opened.notes).toEqual([]);
  session.states.length = found + 1;
  session.kept = found;
  return opened;
}

/** Everything can be undone to where it began, and done again. */
function undone({ workspace }: Session): void {
  const before = seen(workspace);
  const { editor } = workspace.views[0]!;
  const { done } = editor.history;
  if (workspace.views.length > 1 || editor.history.entries.some(({ label }) => label.kind === 'other')) return;
  workspace.jump(0);
  workspace.jump(done);
  if (workspace.views.length === 1) expect(seen(workspace)).toBe(before);
}

/** One record damaged, as by a disk. */
function damaged({ head, bases, steps, id }: Stored, random: Random): Stored {
  const junk = random.pick<unknown>([7, null, '', '{', '{"patch": {}}', { version: 2 }, [], { file: '{}', done: 0 }]);
  const at = (list: readonly unknown[]): number => random.below(list.length);
  const how = random.below(steps.length > 0 ? 3 : 2);
  const [base, step] = [at(bases), at(steps)];
  return {
    id,
    head: how === 0 ? junk : head,
    bases: bases.map((each, index) => (how === 1 && index === base ? { ...each, base: junk } : each)),
    steps: steps.map((each, index) => (how === 2 && index === step ? { ...each, step: junk } : each)),
  };
}

async function fresh(seed: number, kind: string): Promise<Session> {
  for (const { id } of await listHeads()) await removeStored(id);
  tab.clear();
  const random = new Random(seed);
  const workspace = new Workspace([new NetworkView(small)]);
  const place: Place = {
    id: `s${seed}`,
    revision: undefined,
    views: new Map(),
    sure: random.chance(0.5) && kind !== 'two',
  };
  const session = { random, workspace, keeper: keep({ workspace, place }), states: [] as string[], kept: -1 };
  note(session);
  // Before anything is kept, a reload would open the first network of all.
  workspace.rename(`begun ${seed}`);
  note(session);
  await pause(session);
  return session;
}

/** Edits, killed in the middle of a writing or left in peace, reloaded, three times over. */
async function killed(session: Session): Promise<void> {
  for (let life = 0; life < 3; life += 1) {
    if (session.random.chance(0.8)) store.ends('dead', session.random.below(14));
    await work(session, 5);
    await settled(session.keeper);
    store.revive();
    await reload(session);
    undone(session);
  }
}

/** A disk that is full for a while: it is said, nothing that was kept is lost, and all comes through once there is room. */
async function full(session: Session): Promise<void> {
  store.ends(session.random.pick(['full', 'tight']), session.random.below(8));
  await work(session, 5);
  await pause(session);
  store.revive();
  if (session.random.chance(0.5)) {
    act(session.workspace, session.random);
    session.keeper.keep();
    note(session);
    await pause(session);
    expect(session.kept).toBe(session.states.length - 1);
  }
  await reload(session);
}

/** A damaged record: it is said, stays as it lies, can be had as a file, and the tab goes on with the rest elsewhere. */
async function broken(session: Session): Promise<void> {
  await work(session, 5);
  await pause(session);
  const stored = await removeStored(session.keeper.id);
  const record = damaged(stored, session.random);
  await putBackStored(record);
  const lies = await readStored(stored.id);
  const opened = await openWorkspace();
  const keeper = keep(opened);
  opened.workspace.rename('on');
  await settled(keeper);
  const untouched = JSON.stringify(record) === JSON.stringify(stored);
  const harmless = opened.notes.length === 0;
  if (!untouched && harmless) expect(seen(opened.workspace)).toContain('on');
  else expect(opened.notes.map(({ kind }) => kind).join()).toMatch(/unreadable|broken/);
  if (!harmless) {
    expect(keeper.id).not.toBe(stored.id);
    expect(await readStored(stored.id)).toEqual(lies);
    expect(JSON.parse(unwrap(await otherAsFile(stored.id)))).toMatchObject({ id: stored.id });
  }
}

/** A record of a program that knew less. */
async function older(session: Session): Promise<void> {
  await work(session, 3);
  await pause(session);
  const stored = await removeStored(session.keeper.id);
  const { exchanges: _e, synchronised: _s, reference: _r, ...head } = stored.head as Head;
  const views = head.views.map(({ id, name, done, steps }) => ({ id, name, done, steps }));
  await putBackStored({ ...stored, head: { ...head, views } });
  await reload(session);
}

/** Another tab that has the same workspace: each goes on with its own, and both are there. */
async function two(session: Session): Promise<void> {
  const other = await openWorkspace();
  const theirs: Session = { ...session, workspace: other.workspace, keeper: keep(other), states: [], kept: -1 };
  note(theirs);
  for (const each of session.random.shuffled([session, theirs, session, theirs])) {
    await work(each, 3);
    await pause(each);
    expect(each.kept).toBe(each.states.length - 1);
  }
  // A tab that did nothing since the other wrote over what it had seen has nothing of its own: then they are one.
  const one = session.keeper.id === theirs.keeper.id;
  for (const { keeper, workspace } of [session, theirs]) {
    tab.set('dla-workspace', keeper.id);
    const found = seen((await openWorkspace()).workspace);
    expect(one ? [session, theirs].map((each) => seen(each.workspace)) : [seen(workspace)]).toContain(found);
  }
}

describe('random sessions of edit, save, kill and reload', () => {
  const kinds = { killed, full, broken, older, two };
  const weights = ['killed', 'killed', 'killed', 'full', 'broken', 'older', 'two'] as const;

  test.each([...new Set(weights)])('[W3] [W4] [W7] [W8] %s', { timeout: 7_200_000 }, async (kind) => {
    for (let seed = 0; seed < SESSIONS; seed += 1) {
      if (weights[seed % weights.length] !== kind) continue;
      try {
        await kinds[kind](await fresh(seed, kind));
      } catch (error) {
        throw new Error(`session ${seed}`, { cause: error });
      } finally {
        store.revive();
      }
    }
  });
});
