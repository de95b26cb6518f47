// What `npm pack` puts into the package beside its texts: the library and its types, and the command line. Nothing of it needs a
// bundler or TypeScript, and no package but tfjs' is imported: a page can take the library as it is.
import { build } from 'esbuild';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import ts from 'typescript';
import { fontsInside } from './command-line.mjs';
import { entry, libraryProgram, root } from './library-program.mjs';
import { licencesOf } from './licences.mjs';

const dist = join(root, 'dist');
const host = { getCanonicalFileName: (file) => file, getCurrentDirectory: () => root, getNewLine: () => '\n' };
mkdirSync(dist, { recursive: true });
/** Whole, or not there: others may be packing, or running what was packed. */
const scratch = mkdtempSync(join(dist, 'packing-'));

const common = {
  absWorkingDir: root,
  bundle: true,
  // What is seldom needed, as fonts, another language or the tensor library, is loaded by what needs it.
  splitting: true,
  format: 'esm',
  target: 'es2022',
  logLevel: 'warning',
  tsconfigRaw: '{}',
  loader: { '.woff': 'dataurl' },
  plugins: [fontsInside],
  external: ['@tensorflow/*'],
  legalComments: 'none',
  metafile: true,
};

try {
  await pack();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

async function pack() {
  const { metafile: library } = await build({
    ...common,
    entryPoints: { index: 'src/library/index.ts' },
    outdir: join(scratch, 'library'),
    chunkNames: 'parts/[name]-[hash]',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['import', 'browser'],
  });
  const { metafile: commandLine } = await build({
    ...common,
    entryPoints: { process: 'src/cli/process.ts' },
    outdir: join(scratch, 'command-line'),
    chunkNames: 'parts/[name]-[hash]',
    platform: 'node',
    target: 'node20',
  });

  writeTypes(join(scratch, 'types'));
  const bundled = [library, commandLine].flatMap(({ inputs }) => Object.keys(inputs).map((path) => join(root, path)));
  writeFileSync(join(scratch, 'licences.txt'), licencesOf(bundled));
  for (const part of ['library', 'command-line', 'types', 'licences.txt']) {
    rmSync(join(dist, part), { recursive: true, force: true });
    renameSync(join(scratch, part), join(dist, part));
  }
}

/** Declarations of all that the library's reach, their imports relative: `#lib` means another folder in the package. */
function writeTypes(folder) {
  const program = libraryProgram();
  const faults = ts.getPreEmitDiagnostics(program);
  if (faults.length > 0) throw new Error(ts.formatDiagnostics(faults, host));
  const texts = new Map();
  program.emit(undefined, (file, text) => texts.set(relative(join(root, 'types'), file).replaceAll('\\', '/'), text));
  const needed = [relative(join(root, 'src'), entry).replaceAll('\\', '/').replace(/\.ts$/, '.d.ts')];
  for (const path of needed) {
    const text = texts
      .get(path)
      .replaceAll(/(\bfrom |\bimport\()(['"])([#.][^'"]*)\.ts\2/g, (_, before, quote, name) => {
        const found = name.startsWith('#') ? name.replace(/^#/, '') : posix.join(posix.dirname(path), name);
        if (!needed.includes(`${found}.d.ts`)) needed.push(`${found}.d.ts`);
        const way = posix.relative(posix.dirname(path), found);
        return `${before}${quote}${way.startsWith('.') ? way : `./${way}`}.js${quote}`;
      });
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
