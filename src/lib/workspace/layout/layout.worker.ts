import { emptyDocument } from '$lib/graph/document/document';
import { applyPatch } from '$lib/graph/document/patch';
import type { Port } from '$lib/worker/protocol';
import { serve } from '$lib/worker/server';
import { arrange } from './arrange';
import type { LayoutMethods } from './requests';

/** Elements of one message: read in a few milliseconds. */
const PIECE = 1500;

let document = emptyDocument;

serve<LayoutMethods>(self as unknown as Port, {
  edit: (patch) => {
    document = applyPatch(document, patch);
    return Promise.resolve(undefined);
  },
  arrange: (wanted, { progress }) => {
    const { layout, room } = arrange(document, wanted);
    const { bands, marks, edges, bounds } = layout;
    for (let at = 0; at < bands.length; at += PIECE) progress({ bands: bands.slice(at, at + PIECE) });
    for (let at = 0; at < marks.length; at += PIECE) progress({ marks: marks.slice(at, at + PIECE) });
    for (let at = 0; at < edges.length; at += PIECE) progress({ edges: edges.slice(at, at + PIECE) });
    return Promise.resolve({ bounds, room });
  },
});
