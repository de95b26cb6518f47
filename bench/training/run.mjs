// Measures whether structures part: `node bench/training/run.mjs [structures] [seeds] [shortcuts]`.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const [structures = 'plain,shallow,tree,ida', seeds = '5', shortcuts] = process.argv.slice(2);
const project = fileURLToPath(new URL('../..', import.meta.url));
// Within the project, so that packages are found.
const folder = mkdtempSync(join(project, 'node_modules/.bench-'));
const percent = (share) => (100 * share).toFixed(1);
try {
  const outfile = join(folder, 'shapes.mjs');
  const entry = join(import.meta.dirname, 'shapes.ts');
  const external = ['@tensorflow/*'];
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
    external,
  });
  const { wrongAnswers } = await import(pathToFileURL(outfile));
  const found = await wrongAnswers(
    structures.split(','),
    Number(seeds),
    shortcuts === 'shortcuts',
    (structure, seed, wrong) => console.log(`seed ${seed} ${structure}: ${percent(wrong)} %`),
  );
  const [first] = found.values();
  for (const [structure, { mean, deviation }] of found)
    console.log(`${structure}: ${percent(mean)} ± ${percent(deviation)} %, ratio ${(mean / first.mean).toFixed(2)}`);
} finally {
  rmSync(folder, { recursive: true });
}
