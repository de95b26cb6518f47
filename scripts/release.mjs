// `npm run release`: builds, packs and checks what a version is handed out as, into `release/`: the site as a ZIP archive, the package,
// and their SHA-256 sums. It publishes nothing. What stops it is said in one line.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { root } from './install.mjs';
import { serve } from './serve.mjs';

const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const withoutTests = process.argv.includes('--without-tests');
const stop = (why) => {
  console.error(`No release: ${why}`);
  process.exit(1);
};
const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
function run(what, command, args, options = {}) {
  console.log(`${what} …`);
  const { status } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], ...options });
  if (status !== 0) stop(`${what} failed.`);
}

// What is released is a state that one can come back to, and that says what changed.
if (git('status', '--porcelain') !== '') stop('there are changes that are not committed.');
const heading = readFileSync(join(root, 'CHANGELOG.md'), 'utf8').match(
  new RegExp(`^## ${version.replaceAll('.', '\\.')}(.*)$`, 'm'),
);
if (!heading) stop(`CHANGELOG.md has no part for ${version}, the version in package.json.`);
if (!/\d{4}-\d{2}-\d{2}/.test(heading[1])) stop(`CHANGELOG.md does not say on which day ${version} was released.`);
if (git('tag', '--list', `v${version}`) !== '') stop(`v${version} was released: give package.json another version.`);

if (!withoutTests) run('All tests', process.execPath, ['scripts/test.mjs']);
run('The build', process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'error']);

const out = join(root, 'release');
rmSync(out, { recursive: true, force: true });
mkdirSync(out);

// The site: every file of the build, with a date that is the same whenever it is packed.
const build = join(root, 'build');
const files = readdirSync(build, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(build, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
  .sort();
const site = `${name}-${version}-site.zip`;
const bytes = Object.fromEntries(files.map((file) => [file, readFileSync(join(build, file))]));
writeFileSync(join(out, site), zipSync(bytes, { mtime: new Date(git('log', '-1', '--format=%cI')), level: 9 }));
run('The package', 'npm', ['pack', '--pack-destination', out, '--silent']);
const [pack] = readdirSync(out).filter((file) => file.endsWith('.tgz'));
if (!pack) stop('npm pack made no package.');

// The archives are checked, not what they were made of.
const trial = mkdtempSync(join(tmpdir(), 'dla-release-'));
const { close, address } = await serve({ port: 0, folder: unzipInto(join(trial, 'site')), base: '/some/folder/' });
for (const page of ['', 'workspace/', 'lessons/']) {
  const answer = await fetch(new URL(page, address));
  if (!answer.ok || !(await answer.text()).includes('<html')) stop(`the site has no page at /${page}`);
}
close();
for (const wanted of ['licences.txt', 'service-worker.js', '404.html'])
  if (!files.includes(wanted)) stop(`the site lacks ${wanted}.`);
execFileSync('tar', ['-xzf', join(out, pack), '-C', trial]);
symlinkSync(join(root, 'node_modules'), join(trial, 'package', 'node_modules'));
const counted = spawnSync(process.execPath, ['bin/dla.js', 'count', 'dla34', '--json'], {
  cwd: join(trial, 'package'),
  encoding: 'utf8',
});
if (counted.status !== 0 || JSON.parse(counted.stdout).parameters !== 15_742_104)
  stop(`the package does not count DLA-34: ${counted.stderr || counted.stdout.slice(0, 200)}`);
rmSync(trial, { recursive: true, force: true });

const sums = [site, pack].map(
  (file) =>
    `${createHash('sha256')
      .update(readFileSync(join(out, file)))
      .digest('hex')}  ${file}`,
);
writeFileSync(join(out, 'SHA256SUMS'), `${sums.join('\n')}\n`);
console.log(
  `\n${sums.join('\n')}\n\nrelease/ holds ${name} ${version}. What is left is yours: git tag v${version}, and to upload.`,
);

function unzipInto(folder) {
  for (const [file, content] of Object.entries(unzipSync(readFileSync(join(out, site))))) {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    writeFileSync(join(folder, file), content);
  }
  return folder;
}
