import { openOnnx } from '#lib/dla/foreign/open-onnx.ts';
import { besideOf } from '#lib/dla/foreign/weight-files.ts';
import { blobSource } from '#lib/dla/weights/byte-source.ts';
import { ok } from '#lib/issue.ts';
import { holdLife } from '#lib/worker/life.ts';
import { page } from '#lib/worker/page.ts';
import { serve } from '#lib/worker/server.ts';
import { documentOf } from './document-of.ts';
import type { FileMethods } from './file-requests.ts';

/** Nodes of one message: read in a few milliseconds. */
const PIECE = 2000;

/** Progress is said in steps of so much. */
const STEP = 0.01;

holdLife(self);

serve<FileMethods>(page, {
  read: (content, { progress }) => {
    const read = documentOf(content);
    if (!read.ok) return Promise.resolve(read);
    const { nodes, ...rest } = read.value;
    for (let at = 0; at < nodes.length; at += PIECE) progress(nodes.slice(at, at + PIECE));
    return Promise.resolve({ ok: true, value: { ...rest, nodes: [] } });
  },
  foreign: async ({ file, files }, { progress }) => {
    let said = 0;
    const report = (share: number): void => {
      if (share < said + STEP) return;
      said = share;
      progress({ share });
    };
    const { document, beside } = await openOnnx(blobSource(file), file.name, {
      beside: besideOf(files),
      progress: report,
    });
    const { nodes, ...rest } = document;
    for (let at = 0; at < nodes.length; at += PIECE) progress({ nodes: nodes.slice(at, at + PIECE) });
    return ok({ document: { ...rest, nodes: [] }, beside });
  },
});
