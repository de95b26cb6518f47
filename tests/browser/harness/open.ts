import { mkdtempSync, rmSync, cpSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { serve } from '../../../scripts/serve.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));
const project = fileURLToPath(new URL('../../..', import.meta.url));

/** Builds the page that gives tests the runner, and serves it from a folder of a host, as the product may be. */
export async function openHarness(): Promise<{ readonly address: string; close(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'harness-'));
  await build({
    root,
    base: './',
    configFile: false,
    logLevel: 'error',
    worker: { format: 'es' },
    build: {
      ...{ outDir: folder, emptyOutDir: true, target: 'esnext', minify: false, chunkSizeWarningLimit: 1e4 },
      rolldownOptions: {
        input: ['index.html', 'gl.html', 'backends.html', 'painted.html'].map((page) => join(root, page)),
      },
    },
  });
  cpSync(join(project, 'tests/weights'), join(folder, 'weights'), { recursive: true });
  const { address, close } = await serve({ folder, base: '/a/folder/' });
  return {
    address,
    async close() {
      await close();
      rmSync(folder, { recursive: true });
    },
  };
}
