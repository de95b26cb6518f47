import { importReport } from '#lib/dla/foreign/identify/import-report.ts';
import { blobSource } from '#lib/dla/weights/byte-source.ts';
import { openWeights } from '#lib/dla/weights/open.ts';
import { sha256 } from '#lib/dla/weights/sha256.ts';
import { holdLife } from '#lib/worker/life.ts';
import { page } from '#lib/worker/page.ts';
import { serve } from '#lib/worker/server.ts';
import type { ImportMethods } from './import-requests.ts';

holdLife(self);

serve<ImportMethods>(page, {
  report: async ({ file, open }, { progress }) => {
    const source = blobSource(file);
    const opened = await openWeights(source, file.name);
    const hash = await sha256(source, (done) => progress(done / Math.max(1, source.size)));
    return importReport(opened, { fileName: file.name, bytes: file.size, sha256: hash, open });
  },
});
