// Measures a sweep: `node bench/sweep/run.mjs [rounds]`. One thread of Node, on one grid of distinct variants of DLA-34.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { median } from '../editor/numbers.mjs';

const [rounds = '3'] = process.argv.slice(2);
const project = fileURLToPath(new URL('../..', import.meta.url));
// Within the project, so that packages are found.
const folder = mkdtempSync(join(project, 'node_modules/.bench-'));
try {
  const outfile = join(folder, 'variants.mjs');
  const entry = join(import.meta.dirname, 'variants.ts');
  await build({ entryPoints: [entry], outfile, bundle: true, format: 'esm', platform: 'node', logLevel: 'error' });
  const { count, countOneByOne, points } = await import(pathToFileURL(outfile));

  /** Milliseconds of the clock and of this process' CPU. */
  const time = (work) => {
    const [cpu, start] = [process.cpuUsage(), performance.now()];
    work();
    const { user, system } = process.cpuUsage(cpu);
    return [performance.now() - start, (user + system) / 1000];
  };
  const share = 10;
  const shared = [];
  const alone = [];
  for (let round = 0; round < Number(rounds); round += 1) {
    shared.push(time(() => count()));
    // The same networks, every tenth of them, each built, lowered and counted as a document of its own.
    alone.push(time(() => countOneByOne(share)));
  }
  const [clock, cpu] = [0, 1].map((of) => median(shared.map((each) => each[of])));
  const one = median(alone.map(([, each]) => each)) * share;
  const rate = (milliseconds) => Math.round((1000 * points) / milliseconds).toLocaleString('en');
  console.log(`${points.toLocaleString('en')} distinct variants of DLA-34, one thread`);
  console.log(`  by parts      ${rate(clock)} a second on the clock, ${rate(cpu)} a second of CPU`);
  console.log(`  one by one    ${rate(one)} a second of CPU`);
  console.log(`  ratio         ${(one / cpu).toFixed(1)}`);
} finally {
  rmSync(folder, { recursive: true });
}
