import { createRequire } from 'node:module';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow, importsOf, root } from './imports.ts';
import { codesOf, tablesOf } from './pages.ts';

interface Rule {
  readonly name: string;
  readonly comment?: string;
  readonly from: { readonly path?: string };
  readonly to: { readonly pathNot?: readonly string[] };
}

const require = createRequire(import.meta.url);
const { forbidden } = require('../../.dependency-cruiser.cjs') as { forbidden: readonly Rule[] };
const features = require('../../scripts/features.cjs') as Readonly<Record<string, readonly string[]>>;

const [rows] = tablesOf('ARCHITECTURE.md', 'folder');
const allowedFor = new Map(
  rows!.flatMap(([folders, , allowed]) => codesOf(folders!).map((folder) => [folder, allowed!])),
);
const rooms = [...allowedFor.keys()];
/** What others may import. */
const open = rooms.filter((room) => /^src\/(?:lib|content)/.test(room));
const core = open.filter((room) => room.startsWith('src/lib/'));

/** A folder by a name of the table: of the same library where there is one, else the only one of that name. */
function named(name: string, from: string): readonly string[] {
  const library = /^src\/lib\/\w+\//.exec(from)?.[0] ?? '';
  const own = core.filter((room) => library !== '' && room === `${library}${name}`);
  if (own.length > 0) return own;
  const found = open.filter((room) => new RegExp(`^src/(?:lib/(?:.*/)?)?${name}(?:\\.ts)?$`).test(room));
  const all = core.filter((room) => room.startsWith(`src/lib/${name}/`));
  return found.length > 0 ? found : all;
}

const builders = ['document', 'op-graph', 'modules', 'lowering', 'structures', 'decoders'];
const groups: Readonly<Record<string, readonly string[]>> = { builders, network: ['network', 'presets'] };

/** What the table lets a room import, beside itself and what all may. */
function listed(room: string): readonly string[] {
  const allowed = allowedFor.get(room)!;
  if (allowed === '–' || allowed === 'nothing') return [];
  return allowed
    .split(', ')
    .flatMap((name) => groups[name] ?? [name])
    .flatMap((name) => {
      const found = named(name, room);
      // A single file of a room.
      return found.length > 0 ? found : name.endsWith('.ts') && existsSync(join(root, 'src/lib', name)) ? [] : [name];
    });
}

/** What every room may import that may import anything. */
const everywhere = ['src/lib/issue.ts', 'src/lib/own-key.ts'];

/** The rooms that share a row, and what no row says a word of. */
const always = (room: string): readonly string[] => [
  ...(allowedFor.get(room) === 'nothing' ? [room] : everywhere),
  ...rooms.filter((other) =>
    rows!.some(([folders]) => [room, other].every((each) => codesOf(folders!).includes(each))),
  ),
];

const fileIn = (room: string): string => (room.endsWith('.ts') ? room : `${room}/file.ts`);

describe('[house] ARCHITECTURE.md is true', () => {
  it('every folder of src/lib has a row, and every row a folder', () => {
    const libraries = ['graph', 'dla', 'runtime'];
    const below = (folder: string) =>
      readdirSync(join(root, folder)).flatMap((name) => (name.endsWith('.test.ts') ? [] : `${folder}/${name}`));
    const there = below('src/lib').flatMap((path) =>
      libraries.some((library) => path === `src/lib/${library}`) ? below(path) : [path],
    );
    expect(core.toSorted()).toEqual(there.sort());
    for (const room of rooms) expect(existsSync(join(root, room)), room).toBe(true);
  });

  const walls = forbidden.filter(({ comment }) => comment?.startsWith('The room "'));

  it.each(rooms.filter((room) => /^src\/(?:lib|cli|content)/.test(room)))(
    '%s may import what its row names',
    (room) => {
      const wall = walls.find(({ from }) => new RegExp(from.path!).test(fileIn(room)))!;
      const seen = open.filter((other) => wall.to.pathNot!.some((path) => new RegExp(path).test(fileIn(other))));
      expect([...new Set([...listed(room), ...always(room).filter((each) => open.includes(each))])].sort()).toEqual(
        seen.sort(),
      );
    },
  );

  it('no wall is looser than the code', () => {
    const files = filesBelow('src').filter((file) => !file.endsWith('.test.ts'));
    const loose = walls.flatMap(({ name, from, to: { pathNot } }) => {
      const imports = files.filter((file) => new RegExp(from.path!).test(file)).flatMap(importsOf);
      const [, ...allowed] = pathNot!.map((path) => new RegExp(path));
      return allowed
        .filter((path) => !everywhere.some((file) => path.test(file)) && !imports.some((file) => path.test(file)))
        .map(({ source }) => `${name}: ${source}`);
    });
    expect(loose).toEqual([]);
  });

  it('a feature uses what its row names', () => {
    const [table] = tablesOf('ARCHITECTURE.md', 'feature');
    const used = Object.fromEntries(table!.map(([name, , uses]) => [codesOf(name!)[0]!, uses!]));
    for (const [name, uses] of Object.entries(features)) expect(used[name], name).toBe(uses.join(', ') || '–');
    expect(Object.keys(used).sort()).toEqual([...Object.keys(features), 'core', 'shared', 'page'].sort());
  });
});
