import { emptyDocument } from '$lib/graph/document/document';
import { applyPatch } from '$lib/graph/document/patch';
import type { Port } from '$lib/worker/protocol';
import { serve } from '$lib/worker/server';
import { ElkWorkerEngine } from '$lib/graph/layout/elk/elk-worker-engine';
import { emptyLayout } from '$lib/graph/layout/layout';
import { arrange, type Arranged } from './arrange';
import { arrangeAnew } from './arrange-anew';
import type { LayoutMethods, WantedOfWorker } from './requests';
import { runsOf } from './runs';

/** Elements of one message: read in a few milliseconds. */
const PIECE = 1500;

let document = emptyDocument;
let last = emptyLayout;
/** Counts the layouts. */
let number = 0;
const elk = new ElkWorkerEngine();

async function arranged({ follows, ...wanted }: WantedOfWorker, signal: AbortSignal): Promise<Arranged> {
  const { layers } = wanted;
  if (follows) return arrange(document, { ...wanted, previous: last });
  if (!layers || wanted.previous) return arrange(document, wanted);
  const layout = await arrangeAnew(document, { ...wanted, layers }, (graph) => elk.layout(graph, signal));
  return { layout, room: wanted.room };
}

serve<LayoutMethods>(self as unknown as Port, {
  edit: (patch) => {
    document = applyPatch(document, patch);
    return Promise.resolve(undefined);
  },
  arrange: async (wanted, { progress, signal }) => {
    const { layout, room } = await arranged(wanted, signal);
    const before = wanted.held === number ? last : emptyLayout;
    last = layout;
    number += 1;
    const bands = runsOf(layout.bands, before.bands);
    const marks = runsOf(layout.marks, before.marks);
    const edges = runsOf(layout.edges, before.edges);
    for (let at = 0; at < bands.length; at += PIECE) progress({ bands: bands.slice(at, at + PIECE) });
    for (let at = 0; at < marks.length; at += PIECE) progress({ marks: marks.slice(at, at + PIECE) });
    for (let at = 0; at < edges.length; at += PIECE) progress({ edges: edges.slice(at, at + PIECE) });
    return { bounds: layout.bounds, room, number };
  },
});
