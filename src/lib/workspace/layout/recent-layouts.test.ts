import { emptyDocument, type GraphDocument } from '$lib/graph/document/document';
import { applyPatch, patchBetween, reversePatch } from '$lib/graph/document/patch';
import { emptyLayout } from '$lib/graph/layout/layout';
import { describe, expect, it } from 'vitest';
import { noneCollapsed } from '../collapsed';
import { RecentLayouts } from './recent-layouts';

const node = (id: string) => ({ id, kind: 'relu', inputs: [], attributes: {} });
const start: GraphDocument = { ...emptyDocument, nodes: [node('a'), node('b')] };
const at = (document: GraphDocument, picture = 'right') => ({ picture, document, collapsed: noneCollapsed });

describe('recent layouts', () => {
  it('an undone edit finds the picture before it', () => {
    const recent = new RecentLayouts();
    const layout = { ...emptyLayout };
    recent.add({ ...at(start), layout });
    const pinned = { ...start, nodes: [node('c'), ...start.nodes], positions: { a: [1, 2] as const } };
    const patch = patchBetween(start, pinned);
    const edited = applyPatch(start, patch);
    expect(recent.find(at(edited))).toBeUndefined();
    expect(recent.find(at(applyPatch(edited, reversePatch(patch))))).toBe(layout);
    expect(recent.find(at(start, 'down'))).toBeUndefined();
    expect(recent.find({ ...at(start), collapsed: new Set(['g']) })).toBeUndefined();
  });

  it('forgets the oldest', () => {
    const recent = new RecentLayouts();
    for (let step = 0; step < 60; step += 1)
      recent.add({ ...at({ ...start, positions: { a: [step, 0] } }), layout: { ...emptyLayout } });
    expect(recent.find(at({ ...start, positions: { a: [0, 0] } }))).toBeUndefined();
    expect(recent.find(at({ ...start, positions: { a: [59, 0] } }))).toBeDefined();
  });
});
