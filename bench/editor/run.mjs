// Measures the editor: `node bench/editor/run.mjs [layouts | pages] [part of a name] [rounds]`. It needs the built app in `build`.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { built, serve } from '../../scripts/serve.mjs';
import { bundled, layoutTimes } from './layout-times.mjs';
import { pageTimes } from './page-times.mjs';

const [part = '', wanted = '', rounds = '5'] = process.argv.slice(2);
const project = fileURLToPath(new URL('../..', import.meta.url));
// Within the project, so that packages are found.
const folder = mkdtempSync(join(project, 'node_modules/.bench-'));
try {
  const own = await bundled(folder);
  if ('layouts'.includes(part)) await layoutTimes(own, Number(rounds));
  if ('pages'.includes(part)) {
    const { address, close } = await serve({ folder: process.env.BENCH_FOLDER ?? built });
    await pageTimes(address, own, wanted);
    await close();
  }
} finally {
  rmSync(folder, { recursive: true });
}
