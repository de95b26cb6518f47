import { emptyDocument } from '#lib/graph/document/document.ts';
import { applyPatch } from '#lib/graph/document/patch.ts';
import { holdLife } from '#lib/worker/life.ts';
import { page } from '#lib/worker/page.ts';
import { serve } from '#lib/worker/server.ts';
import { ElkWorkerEngine } from '#lib/graph/layout/elk/elk-worker-engine.ts';
import { emptyLayout, type Layout } from '#lib/graph/layout/layout.ts';
import { speak } from '#lib/messages/messages.ts';
import { arrange, type Arranged, type Wanted } from './arrange.ts';
import { arrangeAnew } from './arrange-anew.ts';
import type { LayoutMethods } from './layout-requests.ts';
import { fromLayoutDelta, layoutDelta } from './layout-delta.ts';

/** Elements of one message: read in a few milliseconds. */
const PIECE = 1500;

holdLife(self);

let document = emptyDocument;
/** By number: the layout that the page has, and the one that it may have got since. */
let layouts: ReadonlyMap<number, Layout> = new Map([[0, emptyLayout]]);
const elk = new ElkWorkerEngine();

async function arranged(wanted: Wanted, signal: AbortSignal): Promise<Arranged> {
  const { layers } = wanted;
  if (!layers || wanted.previous) return arrange(document, wanted);
  const layout = await arrangeAnew(document, { ...wanted, layers }, (graph) => elk.layout(graph, signal));
  return { layout, room: wanted.room };
}

serve<LayoutMethods>(page, {
  edit: (patch) => {
    document = applyPatch(document, patch);
    return Promise.resolve(undefined);
  },
  arrange: async ({ held, previous, language, ...wanted }, { progress, signal }) => {
    await speak(language);
    const before = layouts.get(held) ?? emptyLayout;
    const known = previous && { previous: { ...before, ...fromLayoutDelta(previous, before) } };
    const { layout, ...arrangedIn } = await arranged({ ...wanted, ...known }, signal);
    const number = Math.max(...layouts.keys()) + 1;
    layouts = new Map([
      [held, before],
      [number, layout],
    ]);
    const { bands, marks, edges } = layoutDelta(layout, before);
    for (let at = 0; at < bands.length; at += PIECE) progress({ bands: bands.slice(at, at + PIECE) });
    for (let at = 0; at < marks.length; at += PIECE) progress({ marks: marks.slice(at, at + PIECE) });
    for (let at = 0; at < edges.length; at += PIECE) progress({ edges: edges.slice(at, at + PIECE) });
    return { bounds: layout.bounds, number, ...arrangedIn };
  },
});
