import { beforeAll, describe, expect, it } from 'vitest';
import { Compiled, type Change } from './compiled.ts';
import { codesOf, tablesOf } from './pages.ts';

/** A thing that is new, at its one place of entry: the row of CONTRIBUTING.md, and the line. */
const entries: readonly (readonly [thing: string, entry: Change])[] = [
  [
    'op',
    {
      file: 'src/lib/dla/ops/ops.ts',
      find: '\n  relu,\n',
      put: '\n  relu,\n  tanh: { ...relu, reach: relu.reach },\n',
    },
  ],
  [
    'block',
    {
      file: 'src/lib/dla/modules/block-attributes.ts',
      find: '\n  basic: {},\n',
      put: '\n  basic: {},\n  dense: { growth: v.optional(whole(), 32) },\n',
    },
  ],
  [
    'node kind',
    {
      file: 'src/lib/dla/modules/modules.ts',
      find: '\n  relu,\n  concat,\n',
      put: '\n  relu,\n  gate: { ...relu, head: undefined },\n  concat,\n',
    },
  ],
  [
    'structure',
    {
      file: 'src/lib/dla/structures/structures.ts',
      find: 'reentrant, merged } as const',
      put: 'reentrant, merged, dense: plain } as const',
    },
  ],
  [
    'decoder',
    { file: 'src/lib/dla/decoders/names.ts', find: "'ida-up'] as const", put: "'ida-up', 'pyramid'] as const" },
  ],
  [
    'export format',
    {
      file: 'src/lib/dla/exchange/formats.ts',
      find: '\n  dot: ',
      put: "\n  yaml: { ending: 'yaml', type: 'text/plain', holds: 'sound', purpose: 'run' },\n  dot: ",
    },
  ],
];

const [rows] = tablesOf('CONTRIBUTING.md', 'new');

/** What a row says: where a thing begins, and which files the compiler asks for then. */
function rowOf(thing: string): { readonly begins: readonly string[]; readonly asks: readonly string[] } {
  const [, begins, asks] = rows!.find(([name]) => name === thing)!;
  return { begins: codesOf(begins!), asks: codesOf(asks!).toSorted() };
}

/** All that the rows of these things ask for. */
const askedFor = [...new Set(entries.flatMap(([thing]) => rowOf(thing).asks))];

describe('a new thing does not compile until every table has it', () => {
  let sources: Compiled;
  beforeAll(() => {
    sources = new Compiled();
  }, 240_000);

  it('[house] the sources compile as they are', () => {
    expect([...sources.faults]).toEqual([]);
  });

  it('[house] all things at once ask for no file that no row names', () => {
    const changed = new Set(entries.map(([, { file }]) => file));
    const faults = sources.with(entries.map(([, entry]) => entry));
    const others = [...faults.keys()].filter((file) => !changed.has(file) && !askedFor.includes(file));
    expect(others, [...faults.values()].join('\n')).toEqual([]);
  }, 120_000);

  it.each(entries)(
    '[house] %s: the files are those that CONTRIBUTING.md names',
    (thing, entry) => {
      const { begins, asks } = rowOf(thing);
      expect(begins).toContain(entry.file);
      const looked = [...new Set([...askedFor, ...entries.map(([, { file }]) => file)])];
      const faults = sources.with([entry], looked);
      const others = [...faults.keys()].filter((file) => file !== entry.file);
      expect(others.toSorted(), [...faults.values()].join('\n')).toEqual(asks);
    },
    120_000,
  );
});
