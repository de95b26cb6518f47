// The licences of all that the site or the package ships, as a file: `licences.txt`. What is shipped is what the bundler took.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Packages that were bundled so far, of the page and of its workers, by folder. */
const folders = new Set();

/** The folder of the package that a file is of. */
function folderOf(id) {
  const found = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id.replaceAll('\\', '/').replace(/^\0/, ''));
  return found && existsSync(join(found[1], 'package.json')) ? found[1] : undefined;
}

const note = (id) => {
  const folder = folderOf(id);
  if (folder) folders.add(folder);
};

/** The text for what is made of these files. */
export const licencesOf = (files) => text(new Set(files.flatMap((file) => folderOf(file) ?? [])));

/** For the bundler of the workers: notes what it takes. */
export const noteLicences = () => ({ name: 'note-licences', transform: (_code, id) => void note(id) });

/**
 * For the bundler of the page: notes what it takes, and writes the file.
 * @param {readonly string[]} named packages that a style sheet alone names, which the bundler does not tell of
 */
export function writeLicences(named) {
  return {
    ...noteLicences(),
    name: 'write-licences',
    buildStart: () => named.forEach((name) => note(`${process.cwd()}/node_modules/${name}/package.json`)),
    generateBundle() {
      if (this.environment?.name === 'client')
        this.emitFile({ type: 'asset', fileName: 'licences.txt', source: text(folders) });
    },
  };
}

const rule = `\n${'-'.repeat(80)}\n`;

function text(folders) {
  const packages = [...folders].map(read).sort((a, b) => (a.name < b.name ? -1 : 1));
  const own = readFileSync(join(dirname(import.meta.dirname), 'LICENSE'), 'utf8');
  const list = packages.map(({ name, version, licence }) => `${name} ${version} (${licence})`).join('\n');
  // Some packages name their licences without the texts: another's are the same.
  const textOf = (wanted) => packages.find(({ licence, words }) => licence === wanted && words)?.words;
  const textsOf = (licences) => licences.match(/[\w.-]+/g).flatMap((licence) => textOf(licence) ?? []);
  const texts = packages.map(
    ({ name, version, licence, words }) =>
      `${name} ${version} (${licence})\n\n${words ?? textsOf(licence).join('\n\n')}`,
  );
  return [`DLA Explorer\n\n${own}`, `It holds these packages:\n\n${list}\n`, ...texts].join(rule);
}

function read(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^(?:licen[cs]e|copying)(?:\.|-|$)/i.test(entry));
  const words = file && readFileSync(join(folder, file), 'utf8').trim();
  const licence = license ?? words?.split('\n')[0];
  if (typeof licence !== 'string') throw new Error(`${name} does not say its licence`);
  return { name, version, licence, words };
}
