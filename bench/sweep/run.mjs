// Measures a sweep: `node bench/sweep/run.mjs [counts | pages] [rounds]`. `pages` needs the built app in `build`.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { built, serve } from '../../scripts/serve.mjs';
import { median } from '../editor/numbers.mjs';
import { pageTimes } from './page-times.mjs';

const [part = '', rounds = '3'] = process.argv.slice(2);
const project = fileURLToPath(new URL('../..', import.meta.url));
// Within the project, so that packages are found.
const folder = mkdtempSync(join(project, 'node_modules/.bench-'));
try {
  const outfile = join(folder, 'variants.mjs');
  const entry = join(import.meta.dirname, 'variants.ts');
  await build({ entryPoints: [entry], outfile, bundle: true, format: 'esm', platform: 'node', logLevel: 'error' });
  const own = await import(pathToFileURL(outfile));
  if ('counts'.includes(part)) countTimes(own);
  if ('pages'.includes(part)) {
    const { address, close } = await serve({ folder: process.env.BENCH_FOLDER ?? built });
    await pageTimes(address, own.text);
    await close();
  }
} finally {
  rmSync(folder, { recursive: true });
}

/** Prints how many variants are counted in a second, on one thread. */
function countTimes({ count, countOneByOne, points }) {
  /** Milliseconds of the clock and of this process' CPU. */
  const time = (work) => {
    const [cpu, start] = [process.cpuUsage(), performance.now()];
    work();
    const { user, system } = process.cpuUsage(cpu);
    return [performance.now() - start, (user + system) / 1000];
  };
  // The same networks, every tenth of them, each built, lowered and counted as a document of its own.
  const share = 10;
  const shared = [];
  const alone = [];
  for (let round = 0; round < Number(rounds); round += 1) {
    shared.push(time(() => count()));
    alone.push(time(() => countOneByOne(share)));
  }
  const [clock, cpu] = [0, 1].map((of) => median(shared.map((each) => each[of])));
  const one = median(alone.map(([, each]) => each)) * share;
  const rate = (milliseconds) => Math.round((1000 * points) / milliseconds).toLocaleString('en');
  console.log(`${points.toLocaleString('en')} distinct variants of DLA-34, one thread`);
  console.log(`  by parts      ${rate(clock)} a second on the clock, ${rate(cpu)} a second of CPU`);
  console.log(`  one by one    ${rate(one)} a second of CPU`);
  console.log(`  ratio         ${(one / cpu).toFixed(1)}`);
}
