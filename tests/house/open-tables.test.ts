import ts from 'typescript';
import { Linter } from 'eslint';
import tsEslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
import noOpenTable from '../../scripts/no-open-table.mjs';

const FILE = 'code.ts';
const declared = `
declare const id: string;
declare const maybe: string | undefined;
declare const index: number;
type Kind = 'conv' | 'relu';
declare const kind: Kind;
declare const open: Readonly<Record<string, number>>;
declare const signature: { [name: string]: number };
declare const some: { readonly [name: string]: number } | undefined;
declare const closed: { readonly [K in Kind]: number };
declare const list: readonly number[];
declare const map: ReadonlyMap<string, number>;
declare const isKeyOf: <T extends object>(table: T, key: PropertyKey) => key is keyof T;
`;

/** What the rule says of some code, with types as a project has them. */
function reports(code: string): readonly (string | undefined)[] {
  const text = `${declared}\n${code}\nexport {};\n`;
  const options: ts.CompilerOptions = { strict: true, target: ts.ScriptTarget.ESNext, noEmit: true, types: [] };
  const host = ts.createCompilerHost(options);
  const withCode: ts.CompilerHost = {
    ...host,
    getSourceFile: (name, how) =>
      name === FILE ? ts.createSourceFile(name, text, how, true) : host.getSourceFile(name, how),
  };
  const program = ts.createProgram([FILE], options, withCode);
  return new Linter()
    .verify(
      text,
      {
        files: ['**/*.ts'],
        languageOptions: { parser: tsEslint.parser, parserOptions: { programs: [program] } },
        plugins: { house: { rules: { 'no-open-table': noOpenTable } } },
        rules: { 'house/no-open-table': 'error' },
      },
      FILE,
    )
    .map(({ messageId, message }) => messageId ?? message);
}

describe('[house] no plain object is a table keyed by ids or names', () => {
  it.each([
    ['a record by any text', 'export const value = open[id];', ['table']],
    ['a record that may be missing', 'export const value = some?.[id];', ['table']],
    ['an index signature', 'export const value = signature[id];', ['table']],
    ['a text that is put together', 'export const value = open[`level${index}`];', ['table']],
    ['a key that may be missing', "export const value = open[maybe ?? ''];", ['table']],
    ['what is written', 'signature[id] = 1;', ['table']],
    ['what is deleted', 'delete signature[id];', ['table']],
    ['a pattern', 'export const { [id]: value } = open;', ['table']],
    ['a table made on the spot', 'export const value = ({ a: 1 } as Record<string, number>)[id];', ['table']],
    ['a table in a generic', 'export const at = <T extends Record<string, number>>(t: T) => t[id];', ['table']],
    ['a key that is generic', 'export const at = <K extends string>(k: K) => open[k];', ['table']],
    ['a key whose type is claimed', 'export const value = closed[id as Kind];', ['claim']],
    ['what every object inherits', 'export const has = id in open;', ['within']],
  ])('reports %s', (_what, code, expected) => {
    expect(reports(code)).toEqual(expected);
  });

  it.each([
    ['a closed table by its names', 'export const value = closed[kind];'],
    ['a closed table asked first', 'export const value = isKeyOf(closed, id) ? closed[id] : 0;'],
    ['a record by a name that stands there', "export const value = open['conv'] ?? open.relu;"],
    ['lists and texts', 'export const values = [list[index], id[index]];'],
    ['a map', 'export const value = map.get(id);'],
    ['a name that stands there', "export const has = 'conv' in open;"],
  ])('lets %s be', (_what, code) => {
    expect(reports(code)).toEqual([]);
  });
});
