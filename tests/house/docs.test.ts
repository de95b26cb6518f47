import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { countCosts } from '#lib/dla/analysis/costs.ts';
import { countUnused } from '#lib/dla/analysis/official.ts';
import { blockPaths } from '#lib/dla/analysis/paths.ts';
import { decoderNames } from '#lib/dla/decoders/names.ts';
import { blockOptions } from '#lib/dla/modules/block-attributes.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { parseNetworkFile } from '#lib/dla/network/file.ts';
import { parseConfig } from '#lib/dla/network/parse.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { measureNames } from '#lib/dla/lesson/measures.ts';
import { parseLesson } from '#lib/dla/lesson/lesson.ts';
import { ops } from '#lib/dla/ops/ops.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { parseScript } from '#lib/dla/script/file.ts';
import { parseSweep } from '#lib/dla/sweep/spec.ts';
import { structureNames, type StructureName } from '#lib/dla/structures/structures.ts';
import { unwrap } from '#lib/issue.ts';
import { dla } from '../cli/cli.ts';
import { root, textOf } from './imports.ts';
import { codesOf, fencesOf, isPrinted, stepsOf, tablesOf, terminal } from './pages.ts';
import { graphKinds, schemaKeys, scriptCommands, type Key } from './schema-keys.ts';

const pages = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'docs/networks.md',
  'docs/files.md',
  'docs/lessons.md',
  'docs/command-line.md',
  'tests/golden/README.md',
];
const names = (table: readonly (readonly string[])[]) => table.flatMap(([first]) => codesOf(first!));

describe('[docs] what the pages name is there', () => {
  const anchor = (heading: string): string =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replaceAll(' ', '-');

  it.each(pages)('%s: links lead to files and headings', (page) => {
    // What stands in code is no link of the page.
    const text = textOf(page)
      .replace(/^```.*?^```$/gms, '')
      .replace(/`[^`\n]*`/g, '');
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)];
    for (const [link, path, part] of links) {
      const file = path === '' ? page : join(dirname(page), path!);
      expect(existsSync(join(root, file)), link).toBe(true);
      if (part === undefined) continue;
      const headings = [...textOf(file).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchor(heading!));
      expect(headings, link).toContain(part);
    }
  });

  it.each(pages)('%s: files and folders that it names', (page) => {
    const paths = codesOf(textOf(page)).filter((code) =>
      /^(?:src|tests|docs|static|bench|scripts|bin)\/[\w./-]+$/.test(code),
    );
    expect(paths.filter((path) => !/[A-Z]{4}/.test(path) && !existsSync(join(root, path)))).toEqual([]);
  });
});

describe('[docs] commands print what the pages say', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dla-docs-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const sessions = pages.flatMap((page) =>
    fencesOf(page)
      .filter(({ language }) => language === 'console')
      .map(({ text }) => [page, stepsOf(text)[0]!.command, text] as const),
  );

  it.each(sessions)('%s: %s', async (_page, _first, session) => {
    const run = terminal(folder);
    for (const step of stepsOf(session)) {
      const text = await run(step.command);
      if (!isPrinted(step, text)) expect(text, step.command).toBe(step.prints);
    }
  });

  it('every command has its part of the page, with all of its options', async () => {
    const { out } = await dla(['--help']);
    const parts = new Map(
      [...textOf('docs/command-line.md').matchAll(/^## ([\w-]+)\n(.*?)(?=^## |(?![^]))/gms)].map(([, name, text]) => [
        name,
        text!,
      ]),
    );
    const usages = [...out.matchAll(/^ {2}dla ([\w-]+)(.*)$/gm)];
    expect([...parts.keys()]).toEqual(usages.map(([, name]) => name));
    for (const [, name, usage] of usages) {
      const text = parts.get(name)! + (name === 'gradient' ? parts.get('run')! : '');
      for (const [option] of usage!.matchAll(/--(?!json)[a-z]+/g)) expect(text, name).toContain(option);
    }
  });
});

describe('[docs] the examples', () => {
  it.each([
    ['small', 'files', parseNetworkFile],
    ['drawn', 'files', parseNetworkFile],
    ['sweep', 'files', parseSweep],
    ['script', 'files', parseScript],
    ['lesson', 'lessons', parseLesson],
  ])('docs/%s.json is sound, and stands in docs/%s.md as it is', (name, page, parse) => {
    const text = textOf(`docs/${name}.json`);
    expect(parse(text)).toMatchObject({ ok: true });
    expect(fencesOf(`docs/${page}.md`).filter(({ language }) => language === 'json')).toContainEqual({
      language: 'json',
      text,
    });
  });

  // `npx vitest run tests/house/docs -u` draws it anew.
  it('docs/small.svg is the figure of docs/small.json', async () => {
    const { out } = await dla(['export', 'docs/small.json', '--to', 'svg']);
    await expect(out).toMatchFileSnapshot(join(root, 'docs/small.svg'));
  });
});

describe('[docs] the tables of keys in docs/files.md and docs/lessons.md are the schemas in static/schema', () => {
  const schemaOf = (name: string): unknown =>
    JSON.parse(readFileSync(join(root, `static/schema/${name}.json`), 'utf8'));
  const [config, graph, sweep, script] = tablesOf('docs/files.md', 'key');
  const [lesson] = tablesOf('docs/lessons.md', 'key');
  /** `levels[].block` has the keys of `block`; kinds of nodes, their attributes and measures, commands have a table of their own. */
  const elsewhere =
    /^(?:levels\[\]\.block\.|nodes\[\]\.attributes\.|(?:commands|names)\[\]\.)|\.measure\.|\.(?:en|zh)$/;

  it.each([
    ['network.v1', config],
    ['graph.v1', graph],
    ['sweep.v1', sweep],
    ['lesson.v1', lesson],
    ['script.v1', script],
  ])('%s', (name, table) => {
    const keys = schemaKeys(schemaOf(name)).filter(({ path }) => !elsewhere.test(path));
    const rows = new Map(table!.map((row) => [codesOf(row[0]!)[0]!, row]));
    const leaves = keys.filter(
      ({ path }) => rows.has(path) || !keys.some((other) => other.path.startsWith(`${path}.`)),
    );
    expect([...rows.keys()].sort()).toEqual(leaves.map(({ path }) => path).sort());
    for (const { path, values, defaults, required } of leaves) {
      const [, value, byDefault] = rows.get(path)!;
      const listed = path === 'nodes[].kind' || path === 'steps[].table.measure' ? [] : values;
      expect(codesOf(value!), path).toEqual(expect.arrayContaining(listed.map((each) => JSON.stringify(each))));
      const plain = defaults.filter((each) => typeof each !== 'object').map((each) => JSON.stringify(each));
      expect(codesOf(byDefault!), path).toEqual(expect.arrayContaining(plain));
      expect(byDefault === '', path).toBe(required);
    }
  });

  it('measures of lessons', () => {
    expect(names(tablesOf('docs/lessons.md', 'measure')[0]!)).toEqual(measureNames);
  });

  it('every command of a script with its keys', () => {
    const [commands] = tablesOf('docs/files.md', 'command');
    const said = commands!.map(([name, keys]) => {
      const optional = codesOf([...keys!.matchAll(/\[([^\]]*)\]/g)].map(([, within]) => within!).join());
      return {
        name: codesOf(name!)[0],
        keys: codesOf(keys!).map((key) => ({ key, required: !optional.includes(key) })),
      };
    });
    expect(said).toEqual(scriptCommands(schemaOf('script.v1')));
  });

  it('attributes and inputs of every kind of node', () => {
    const [kinds] = tablesOf('docs/files.md', 'kind');
    const rows = new Map(kinds!.map((row) => [codesOf(row[0]!)[0]!, row]));
    const schema = graphKinds(schemaOf('graph.v1'));
    expect([...rows.keys()]).toEqual(schema.map(({ kind }) => kind));
    for (const { kind, inputs, attributes } of schema) {
      const [, taken, cell] = rows.get(kind)!;
      const [least, most] = inputs;
      const said = most === least ? `${least}` : most === Infinity ? `${least} or more` : `${least} or ${most}`;
      expect(taken!.split(/[,:]/)[0], kind).toBe(said);
      const words = attributes.flatMap(({ values }) => values);
      const codes = codesOf(cell!);
      expect(
        codes.filter((code) => !words.includes(code)),
        kind,
      ).toEqual(attributes.map(({ path }) => path));
      for (const attribute of attributes) expectAttribute(cell!, attribute, kind);
    }
  });

  function expectAttribute(cell: string, { path, values, defaults, required }: Key, kind: string): void {
    const [, after] = new RegExp(`\`${path}\`([^\`]*)`).exec(cell)!;
    if (values.length > 0) {
      expect(codesOf(cell), `${kind}.${path}`).toEqual(expect.arrayContaining([...values]));
      if (defaults.length > 0) expect(cell, `${kind}.${path}`).toContain(`\`${path}\` \`${String(defaults[0])}\``);
    } else if (defaults.length === 1)
      expect(after, `${kind}.${path}`).toMatch(new RegExp(`^ ${String(defaults[0])}\\b`));
    else if (required) expect(after, `${kind}.${path}`).toMatch(/^(?:, )?$/);
  }
});

describe('[docs] the tables of docs/networks.md', () => {
  const page = 'docs/networks.md';

  it('ops, blocks and decoders are those of the code', () => {
    const [opRows] = tablesOf(page, 'op');
    expect(names(opRows!).sort()).toEqual(Object.keys(ops).sort());
    expect(names(tablesOf(page, 'block')[0]!)).toEqual(Object.keys(blockOptions));
    expect(names(tablesOf(page, 'decoder')[0]!)).toEqual(decoderNames);
  });

  it('the six structures of the example have the numbers that stand there', () => {
    const [rows] = tablesOf(page, 'structure');
    expect(names(rows!)).toEqual(structureNames);
    for (const [name, , nodes, passed, parameters, macs] of rows!) {
      const document = exampleWith(codesOf(name!)[0] as StructureName);
      const { graph } = lowerDocument(document);
      const costs = countCosts(graph);
      const skip = blockPaths(document, graph).find(({ block }) => block === 'level1-b1')!.skip;
      expect([nodes, passed, parameters, macs], name).toEqual([
        String(document.nodes.filter(({ kind }) => kind === 'aggregation').length),
        String(skip ?? 'none'),
        costs.parameters.toLocaleString('en-US'),
        costs.macs.toLocaleString('en-US'),
      ]);
    }
  });

  function exampleWith(structure: StructureName) {
    const config = JSON.parse(textOf('docs/small.json')) as { levels: Record<string, unknown>[] };
    Object.assign(config.levels[1]!, { structure, levelRoot: structure !== 'plain' });
    return buildNetwork(unwrap(parseConfig(config)));
  }

  it('both counts of DLA-34', () => {
    const config = presetConfig('dla34');
    const { parameters } = countCosts(lowerDocument(buildNetwork(config)).graph);
    for (const count of [parameters, parameters + countUnused(config)])
      expect(textOf(page)).toContain(count.toLocaleString('en-US'));
  });
});

it('[docs] CONTRIBUTING says of every package what it is for', () => {
  const { dependencies, devDependencies } = JSON.parse(textOf('package.json')) as Record<string, object>;
  const [table = []] = tablesOf('CONTRIBUTING.md', 'package');
  expect(table.map(([name]) => name).sort()).toEqual(Object.keys({ ...dependencies, ...devDependencies }).sort());
  expect(table.filter(([, reason]) => !reason)).toEqual([]);
});
