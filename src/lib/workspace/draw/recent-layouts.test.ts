import { emptyDocument, type GraphDocument } from '#lib/graph/document/document.ts';
import { emptyLayout } from '#lib/graph/layout/layout.ts';
import { describe, expect, it } from 'vitest';
import { noneCollapsed } from '#lib/workspace/core/collapsed.ts';
import { RecentLayouts } from './recent-layouts.ts';

const node = (id: string) => ({ id, kind: 'relu', inputs: [], attributes: {} });
const start: GraphDocument = { ...emptyDocument, nodes: [node('a'), node('b')] };
const at = (document: GraphDocument, picture = 'right') => ({ picture, document, collapsed: noneCollapsed });

describe('recent layouts', () => {
  it('a document that is there again finds its picture', () => {
    const recent = new RecentLayouts();
    const layout = { ...emptyLayout };
    recent.add({ ...at(start), layout });
    expect(recent.find(at(start))).toBe(layout);
    expect(recent.find(at({ ...start, nodes: [node('c'), ...start.nodes] }))).toBeUndefined();
    expect(recent.find(at(start, 'down'))).toBeUndefined();
    expect(recent.find({ ...at(start), collapsed: new Set(['g']) })).toBeUndefined();
  });

  it('forgets the oldest', () => {
    const recent = new RecentLayouts();
    const documents = Array.from({ length: 60 }, (_, step) => ({
      ...start,
      positions: new Map([['a', [step, 0] as const]]),
    }));
    for (const document of documents) recent.add({ ...at(document), layout: { ...emptyLayout } });
    expect(recent.find(at(documents[0]!))).toBeUndefined();
    expect(recent.find(at(documents[59]!))).toBeDefined();
  });
});
