import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const aliases = { '#lib/': 'src/lib/', '#tests/': 'tests/' };
const specifiers = /(?:\bfrom|\bimport|\bimport\(|new URL\()\s*'((?:\.{1,2}|#lib|#tests)\/[^'?\n]+)/g;

/** Every source file below a folder, by its path from the root. */
export const filesBelow = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesBelow(path);
    return /\.(?:ts|svelte)$/.test(entry.name) ? [path] : [];
  });

export const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');

/** The files of the project that a file imports, types as well as values, workers as well as modules. */
export function importsOf(file: string): readonly string[] {
  const found = [...textOf(file).matchAll(specifiers)].map(([, specifier]) => {
    const alias = Object.entries(aliases).find(([short]) => specifier!.startsWith(short));
    if (alias) return specifier!.replace(...alias);
    return posix.join(posix.dirname(file), specifier!);
  });
  return [...new Set(found)].filter((path) => /\.(?:ts|svelte|json)$/.test(path) && existsSync(join(root, path)));
}

/** All that the entries import, and what that imports, themselves among them. */
export function reachableFrom(entries: readonly string[]): ReadonlySet<string> {
  const seen = new Set(entries);
  for (const file of seen) for (const imported of importsOf(file)) seen.add(imported);
  return seen;
}
