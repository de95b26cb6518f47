import { holdLife } from '#lib/worker/life.ts';
import { page } from '#lib/worker/page.ts';
import { serve } from '#lib/worker/server.ts';
import { documentOf } from './document-of.ts';
import type { FileMethods } from './file-requests.ts';

/** Nodes of one message: read in a few milliseconds. */
const PIECE = 2000;

holdLife(self);

serve<FileMethods>(page, {
  read: (content, { progress }) => {
    const read = documentOf(content);
    if (!read.ok) return Promise.resolve(read);
    const { nodes, ...rest } = read.value;
    for (let at = 0; at < nodes.length; at += PIECE) progress(nodes.slice(at, at + PIECE));
    return Promise.resolve({ ok: true, value: { ...rest, nodes: [] } });
  },
});
