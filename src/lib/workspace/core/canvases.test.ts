import { buildNetwork } from '#lib/dla/network/build.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import { MOST_OPEN } from './canvases.svelte.ts';
import { NetworkView } from './network-view.svelte.ts';
import { Workspace } from './workspace.svelte.ts';

beforeEach(() => Object.assign(globalThis, { matchMedia: () => ({ matches: true }) }));

/** Networks that are called by letters, the first of them current. */
function open(letters: string): Workspace {
  const network = buildNetwork(presetConfig('dla34'));
  const views = [...letters].map((name) => new NetworkView({ ...network, name }));
  return new Workspace(views);
}
const names = ({ views }: Workspace) => views.map(({ edited }) => edited.name).join('');
const at = ({ views }: Workspace, name: string) => views.find(({ edited }) => edited.name === name)!;

describe('two to four networks beside each other', () => {
  test('a copy opens last and is current; as many open as fit, and undo in the copy takes it away again', () => {
    const workspace = open('A');
    workspace.compare();
    expect(workspace.current).toBe(workspace.views[1]);
    expect(workspace.current.edited).toBe(workspace.views[0]!.edited);
    for (let more = 0; more < 5; more += 1) workspace.compare();
    expect(workspace.views).toHaveLength(MOST_OPEN);
    expect(workspace.undoes?.label.kind).toBe('open-beside');
    for (const left of [3, 2, 1]) {
      workspace.step(-1);
      expect(workspace.views).toHaveLength(left);
    }
    workspace.step(1);
    expect(workspace.views).toHaveLength(2);
  });

  test('a network that is closed opens again at its place, whichever was current', () => {
    for (const [current, closed, left] of [
      ['A', 'B', 'ACD'],
      ['B', 'B', 'ACD'],
      ['D', 'A', 'BCD'],
    ] as const) {
      const workspace = open('ABCD');
      workspace.activate(at(workspace, current));
      workspace.close(at(workspace, closed));
      expect(names(workspace)).toBe(left);
      workspace.step(-1);
      expect(names(workspace)).toBe('ABCD');
      workspace.step(1);
      expect(names(workspace)).toBe(left);
    }
  });

  test('all but one close in one step, and come back in their order', () => {
    const workspace = open('ABCD');
    workspace.closeOthers(at(workspace, 'C'));
    expect(names(workspace)).toBe('C');
    expect(workspace.current.editor.history.entries.map(({ label }) => label)).toEqual([
      { kind: 'close-beside', values: { count: 3 } },
    ]);
    workspace.step(-1);
    expect(names(workspace)).toBe('ABCD');
    expect(workspace.current.edited.name).toBe('C');
  });

  test('two change places in one step, which undo takes back; the current one stays current', () => {
    const workspace = open('ABCD');
    workspace.activate(at(workspace, 'D'));
    workspace.swap(at(workspace, 'A'), at(workspace, 'D'));
    expect(names(workspace)).toBe('DBCA');
    expect(workspace.current.edited.name).toBe('D');
    workspace.step(-1);
    expect(names(workspace)).toBe('ABCD');
    workspace.step(1);
    expect(names(workspace)).toBe('DBCA');
  });

  test('a step that would open a fifth network is refused, and nothing moves', () => {
    const workspace = open('A');
    workspace.compare();
    workspace.step(-1);
    const other = open('BCDE').views;
    const full = new Workspace([...workspace.views, ...other.slice(0, 3)], { passages: workspace.canvases.passages });
    full.step(1);
    expect(full.refusal).toEqual([{ kind: 'too-many-open', at: 'A', expected: 4, received: 5 }]);
    expect(names(full)).toBe('ABCD');
    expect(full.current.editor.history.done).toBe(0);
  });

  test('canvases that are free move alone; made alike again they take over how the current one is seen', () => {
    const workspace = open('ABC');
    workspace.synchronised = false;
    workspace.look(workspace.views[1]!, { x: 1, y: 2, zoom: 3 });
    workspace.activate(workspace.views[1]!);
    workspace.show('levels');
    workspace.arrange({ arrangement: 'layered', direction: 'down' });
    expect(workspace.views.map(({ camera, detail, arrangement }) => [camera?.zoom, detail, arrangement])).toEqual([
      [undefined, 'blocks', 'figure'],
      [3, 'levels', 'layered'],
      [undefined, 'blocks', 'figure'],
    ]);
    workspace.synchronised = true;
    for (const view of workspace.views)
      expect(view).toMatchObject({ camera: { zoom: 3 }, detail: 'levels', arrangement: 'layered', direction: 'down' });
  });

  test('the first is the reference until another is chosen, and again once that is closed', () => {
    const workspace = open('ABC');
    const { canvases } = workspace;
    expect(canvases.reference.edited.name).toBe('A');
    canvases.reference = at(workspace, 'C');
    workspace.swap(at(workspace, 'A'), at(workspace, 'B'));
    expect(canvases.reference.edited.name).toBe('C');
    workspace.close(canvases.reference);
    expect(canvases.reference.edited.name).toBe('B');
  });

  test('a network is opened beside as long as there is room, then in the place of the last, as a step of it', () => {
    const workspace = open('ABC');
    const extra = { ...workspace.current.edited, name: 'X' };
    workspace.openBeside(extra);
    expect(names(workspace)).toBe('ABCX');
    workspace.openBeside({ ...extra, name: 'Y' });
    expect(names(workspace)).toBe('ABCY');
    workspace.step(-1);
    expect(names(workspace)).toBe('ABCX');
  });
});
