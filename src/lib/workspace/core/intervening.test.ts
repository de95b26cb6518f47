import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { serialiseGraph } from '#lib/dla/network/graph-file.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { edgeId } from '#lib/graph/document/edges.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { sayIssue, sayStep } from '#lib/messages/messages.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { parseStep, stepText } from './keeping/step-text.ts';
import { NetworkView } from './network-view.svelte.ts';
import { intervenedName } from './say-intervention.ts';
import { Workspace } from './workspace.svelte.ts';

const start = buildNetwork(presetConfig('dla34'));
let workspace: Workspace;
let view: NetworkView;
beforeEach(() => {
  view = new NetworkView(start);
  workspace = new Workspace([view]);
});

/** Selects nodes and edges, and does something there. */
function at(...ids: readonly string[]) {
  view.editor.select(ids);
  return workspace.intervening.places;
}
const undo = () => workspace.step(-1);
const redo = () => workspace.step(1);

describe('an intervention', () => {
  it('is of the computation: the document, its file and its counts stay what they were', () => {
    workspace.intervening.ablate(at('level5-b1', 'level5-n1'));
    expect(view.interventions).toEqual([
      { kind: 'scale', node: 'level5-b1', factor: 0 },
      { kind: 'scale', node: 'level5-n1', factor: 0 },
    ]);
    expect(view.edited).toBe(start);
    expect(serialiseGraph(view.edited)).toBe(serialiseGraph(start));
    expect(view.graph).toBe(lowerDocument(start).graph);
  });

  it('on an edge is of what its end receives, whichever input is selected', () => {
    const input = indexOf(start).node.get('level5-n1')!.inputs.indexOf('level5-b1');
    workspace.intervening.scale(at(edgeId({ from: 'level5-b1', to: 'level5-n1', input }, start)), 0.5);
    expect(view.interventions).toEqual([{ kind: 'scale', node: 'level5-n1', from: 'level5-b1', factor: 0.5 }]);
  });

  it('is one at a place: another takes its place, and ends with it', () => {
    const places = at('level5-b1');
    workspace.intervening.ablate(places);
    workspace.intervening.bypass(places);
    expect(view.interventions).toEqual([{ kind: 'bypass', node: 'level5-b1' }]);
    workspace.intervening.release(places);
    expect(view.interventions).toEqual([]);
  });

  it('is undone and done again like an edit, and all of them are ended in one step', () => {
    workspace.intervening.ablate(at('level5-b1'));
    workspace.intervening.bypass(at('level4-b2'));
    workspace.intervening.clear();
    expect(view.interventions).toEqual([]);
    undo();
    expect(view.interventions).toHaveLength(2);
    undo();
    expect(view.interventions).toEqual([{ kind: 'scale', node: 'level5-b1', factor: 0 }]);
    undo();
    expect(view.interventions).toEqual([]);
    redo();
    expect(view.interventions).toHaveLength(1);
    expect(view.edited).toBe(start);
    expect(view.editor.history.entries.map(({ label }) => sayStep(label))).toEqual([
      'Ablate level 5 B1',
      'Bypass level 4 B2',
      'End 2 interventions',
    ]);
  });

  it('by a slider that goes on is one step', () => {
    const places = at('level5-b1');
    for (const factor of [0.9, 0.8, 0.7]) workspace.intervening.scale(places, factor);
    expect(view.editor.history.entries).toHaveLength(1);
    expect(intervenedName(start, view.interventions)).toBe('DLA-34, level 5 B1 × 0.7');
  });

  it('goes with its node, and comes back with it; a later node of the same id is another', () => {
    workspace.intervening.ablate(at('level5-b2'));
    view.editor.select(['level5-b2']);
    workspace.editing.remove();
    expect(indexOf(view.edited).node.has('level5-b2')).toBe(false);
    expect(view.interventions).toEqual([]);
    const node = indexOf(start).node.get('level5-b2')!;
    view.editor.apply({ kind: 'add' }, { nodes: [{ index: 0, to: node }], groups: [], positions: [] });
    expect(view.interventions).toEqual([]);
    undo();
    undo();
    expect(view.interventions).toHaveLength(1);
  });

  it('on an edge goes with the edge', () => {
    workspace.intervening.ablate(at('level5-b1>level5-n1'));
    view.editor.select(['level5-b1>level5-n1']);
    workspace.editing.remove();
    expect(view.interventions).toEqual([]);
    undo();
    expect(view.interventions).toHaveLength(1);
  });

  it('is of the network that it was made in, not of one that is opened in its place', () => {
    workspace.intervening.ablate(at('level5-b1'));
    workspace.open({ ...start, name: 'other' });
    expect(view.interventions).toEqual([]);
    undo();
    expect(view.interventions).toHaveLength(1);
  });

  it('is kept with the history, and none is made of what no step says', () => {
    workspace.intervening.scale(at('level5-b1'), 0.25);
    const { entries, done } = view.editor.history;
    const kept = entries.map((entry) => parseStep(stepText(entry))!);
    expect(new NetworkView(start, { entries: kept, done }).interventions).toEqual(view.interventions);
    const odd = { ...kept[0]!, label: { kind: 'intervene', values: { after: '[{"kind":"melt"}]' } } as const };
    expect(new NetworkView(start, { entries: [odd], done }).interventions).toEqual([]);
  });
});

it('a bypass that cannot be is refused with both shapes, and nothing is done', () => {
  workspace.intervening.bypass(at('level5-down'));
  expect(workspace.refusal?.map(sayIssue).join()).toContain(
    '256 × 7 × 7, but what would be passed on is 256 × 14 × 14',
  );
  expect(view.editor.history.entries).toEqual([]);
});
