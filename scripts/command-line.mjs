// The command line in a checkout: bundles src/cli when its sources changed since the last time, then runs it. Prints nothing itself.
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const DAY = 24 * 3600 * 1000;
let name;

export async function runSources() {
  name = `cli-${stamp()}`;
  try {
    await import(pathToFileURL(join(await findOrBuild(), 'process.mjs')).href);
  } catch (error) {
    console.error(`dla: the command line cannot be built: ${String(error.message).split('\n')[0]}`);
    process.exitCode = 1;
  }
}

/** Fonts lie in the bundle. */
export const fontsInside = {
  name: 'fonts-inside',
  setup: ({ onResolve }) =>
    onResolve({ filter: /\.woff\?inline$/ }, ({ path }) => ({
      path: fileURLToPath(import.meta.resolve(path.replace('?inline', ''))),
    })),
};

/** What the bundle depends on, as a text of letters and digits: the sources and where the packages lie. */
function stamp() {
  const hash = createHash('sha256').update(root);
  const add = (path) => {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  };
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (/(?<!\.test|\.svelte)\.ts$|\.lesson\.json$/.test(entry.name)) add(path);
    }
  };
  for (const folder of ['cli', 'content', 'lib', 'library']) walk(join(root, 'src', folder));
  for (const file of ['package.json', 'scripts/command-line.mjs']) add(join(root, file));
  return hash.digest('hex').slice(0, 16);
}

/** The folder of the bundle: in the package, or where that cannot be written to, in the user's temporary folder. */
async function findOrBuild() {
  const user = process.getuid?.() ?? 'user';
  const places = [join(root, 'dist'), join(tmpdir(), `dla-explorer-${user}`)];
  const found = places.map((place) => join(place, name)).find((folder) => existsSync(folder) && isOurs(folder));
  if (found) return found;
  for (const place of places) {
    let scratch;
    try {
      mkdirSync(place, { recursive: true, mode: place === places[0] ? 0o755 : 0o700 });
      if (!isOurs(place)) continue;
      scratch = mkdtempSync(join(place, 'building-'));
    } catch {
      continue;
    }
    await build(scratch);
    // A package may be installed by one user for others.
    chmodSync(scratch, 0o755);
    const folder = join(place, name);
    try {
      renameSync(scratch, folder);
    } catch (error) {
      // Another process was quicker: its bundle is the same.
      rmSync(scratch, { recursive: true, force: true });
      if (!existsSync(folder)) throw error;
    }
    removeOld(place);
    return folder;
  }
  throw new Error(`neither ${places.join(' nor ')} can be written to`);
}

/** Code is taken from no folder of somebody else's: temporary folders are open to all. */
function isOurs(folder) {
  return !process.getuid || [0, process.getuid(), statSync(root).uid].includes(statSync(folder).uid);
}

/** Bundles of older sources, unless a process may still be reading them. */
function removeOld(place) {
  for (const entry of readdirSync(place)) {
    const path = join(place, entry);
    if (!/^(cli|building)-/.test(entry) || entry === name) continue;
    if (Date.now() - statSync(path).mtimeMs > DAY) rmSync(path, { recursive: true, force: true });
  }
}

async function build(folder) {
  const esbuild = await import('esbuild');
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: { process: 'src/cli/process.ts' },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    // What a command does not need, as the tensor library, is loaded by those that do.
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'silent',
    tsconfigRaw: '{}',
    loader: { '.woff': 'dataurl' },
    plugins: [
      fontsInside,
      {
        name: 'packages stay where they are',
        setup: ({ onResolve }) =>
          onResolve({ filter: /^[^./#]/ }, ({ path, kind }) =>
            kind === 'entry-point' || path.startsWith('node:')
              ? undefined
              : { path: import.meta.resolve(path), external: true },
          ),
      },
    ],
  });
  // Node takes the files for modules wherever they lie.
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
}
