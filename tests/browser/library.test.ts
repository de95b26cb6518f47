import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sweep } from '../../src/library/count.ts';
import { exportText } from '../../src/library/exporting.ts';
import { edit } from '../../src/library/edit.ts';
import { preset } from '../../src/library/network.ts';
import { serve } from '../../scripts/serve.mjs';
import { violationsOf } from './accessibility.ts';
import { expect, test } from './fixtures.ts';
import { expectNoWider } from './hand.ts';

// The package as `npm pack` makes it, in a folder of its own: Node, the compiler and pages take it from there.

const root = process.cwd();
let home: string;
let host: Awaited<ReturnType<typeof serve>>;

test.describe.configure({ mode: 'default' });

test.beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'dla-package-'));
  execFileSync('npm', ['pack', '--silent', '--pack-destination', home], { cwd: root });
  const packed = readdirSync(home).find((name) => name.endsWith('.tgz'))!;
  const installed = join(home, 'node_modules/dla-explorer');
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['xzf', join(home, packed), '-C', installed, '--strip-components', '1']);
  // What it depends on, as npm would put it beside.
  const { dependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
    dependencies: object;
  };
  for (const name of [...Object.keys(dependencies), '@types/node', 'undici-types']) {
    mkdirSync(dirname(join(home, 'node_modules', name)), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), join(home, 'node_modules', name));
  }
  mkdirSync(join(home, 'node_modules/.bin'));
  symlinkSync('../dla-explorer/bin/dla.js', join(home, 'node_modules/.bin/dla'));
  cpSync(join(installed, 'examples'), home, { recursive: true });
  writeFileSync(join(home, 'package.json'), '{ "type": "module", "private": true }');
  host = await serve({ folder: home });
});
test.afterAll(async () => {
  await host.close();
  rmSync(home, { recursive: true, force: true });
});

const node = (...args: readonly string[]): string =>
  execFileSync(process.execPath, args, { cwd: home, encoding: 'utf8', env: { ...process.env, FORCE_COLOR: '0' } });
const npx = (...args: readonly string[]): string =>
  execFileSync('npx', ['--no-install', ...args], { cwd: home, encoding: 'utf8' });

test('[library] in Node a hundred variants are counted, as the core counts them', () => {
  const [first, ...lines] = node('count-variants.js').trim().split('\n');
  expect(first).toBe('100 variants');
  const vary = [
    { path: 'levels[3..4].structure', values: ['shallow', 'ida', 'tree', 'reentrant', 'merged'] },
    { path: 'levels[3].blocks', values: [2, 4, 8, 16] },
    { path: 'width', values: [0.5, 0.75, 1, 1.25, 1.5] },
  ];
  const rows = sweep({ base: 'dla34', vary, objectives: [{ min: 'macs' }, { max: 'receptiveField' }] });
  const best = rows.filter(({ pareto }) => pareto);
  expect(best.length).toBeGreaterThan(1);
  expect(lines).toEqual(
    best.map(({ values, measured }) =>
      [...values, measured!.parameters, measured!.macs, measured!.receptiveField].map(String).join(' '),
    ),
  );
});

test('[library] a page draws a figure with it, which opens again as its network', async ({ page }) => {
  await page.goto(`${host.address}figure.html`);
  await expect(page.getByRole('img', { name: 'DLA-34' })).toBeVisible();
  const network = edit(preset('dla34'), { do: 'set-structure', level: 'level3', structure: 'ida' });
  const drawn = exportText(network, 'svg', { width: 1200, legend: true });
  const [shown, wanted] = await page.evaluate((svg) => {
    const there = document.body.innerHTML;
    document.body.innerHTML = svg;
    return [there, document.body.innerHTML];
  }, drawn);
  expect(shown).toBe(wanted);
});

test('[library] a page runs a network on WebGL with it, Node on WebAssembly and by definitions, npx the command line: all agree', async ({
  page,
}) => {
  await page.goto(`${host.address}webgl.html`);
  await expect(page.locator('body')).toHaveText(/^class \d+ of 1000, [\d.]+ s on webgl$/);
  const found = Number(/class (\d+)/.exec(await page.locator('body').innerText())![1]);
  const { logits } = JSON.parse(npx('dla', 'run', 'dla46_c', '--json')) as { readonly logits: readonly number[] };
  expect(logits.indexOf(Math.max(...logits))).toBe(found);
  writeFileSync(
    join(home, 'both.js'),
    `import '@tensorflow/tfjs-backend-wasm';
    import { build, openTfjs, plainBackend, preset, run } from 'dla-explorer';
    const network = build({ ...preset('dla46_c').config, input: { channels: 3, height: 32, width: 32 } });
    const all = [];
    for (const backend of [plainBackend(), await openTfjs('wasm')]) {
      const { values, outputs } = await run(network, { backend, keep: ['level2-b1'] });
      all.push([...values].map(([id, { shape, data }]) => [id, shape, [...data]]), outputs);
      backend.dispose();
    }
    console.log(JSON.stringify(all));`,
  );
  type Values = readonly (readonly [string, readonly number[], readonly number[]])[];
  const [plain, outputs, wasm] = JSON.parse(node('both.js')) as [Values, readonly string[], Values];
  expect(outputs).toEqual(['fc']);
  expect(plain.map(([id, shape]) => [id, shape])).toEqual([
    ['fc', [1000, 1, 1]],
    ['level2-b1', [64, 8, 8]],
  ]);
  for (const [index, [, , data]] of plain.entries()) {
    const most = Math.max(...data.map(Math.abs));
    const apart = data.map((value, at) => Math.abs(value - wasm[index]![2][at]!));
    expect(Math.max(...apart)).toBeLessThanOrEqual(1e-4 * most);
  }
});

test('[library] who imports it has types: strict, in Node and in pages, of the declarations themselves too', () => {
  writeFileSync(
    join(home, 'consumer.ts'),
    `import { count, edit, exportFiles, hashes, IssueError, layout, lower, parse, plainBackend, preset, run, sayIssue, serialise } from 'dla-explorer';
    import type { Backend, Command, ConfigInput, Network, Weights } from 'dla-explorer';
    const network: Network = preset('dla34');
    const config: ConfigInput | undefined = network.config;
    const command: Command = { do: 'edit-level', level: 'level3', blocks: 8 };
    const parameters: number = count(edit(network, command)).parameters;
    const again: Network = parse(serialise(network));
    const weights: Weights = { key: 'zeros', read: ({ shape }) => new Float32Array(shape.reduce((a, b) => a * b, 1)) };
    const mine: Backend = { ...plainBackend(), name: 'mine' };
    const ran = await run(again, { backend: mine, weights });
    const kinds: string[] = lower(network).ops.map(({ kind }) => kind);
    const [file] = await exportFiles(network, 'safetensors');
    try { parse('{'); } catch (error) { if (error instanceof IssueError) console.log(error.issues.map(sayIssue)); }
    // @ts-expect-error no such structure
    edit(network, { do: 'set-structure', level: 'level3', structure: 'spiral' });
    export { config, file, kinds, parameters, ran, hashes, layout };
`,
  );
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const strict = ['--strict', '--noEmit', '--skipLibCheck', 'false', '--target', 'es2022'];
  const ways = [
    ['--module', 'nodenext', '--types', 'node', '--lib', 'es2022'],
    ['--module', 'esnext', '--moduleResolution', 'bundler', '--lib', 'es2022,dom,dom.iterable'],
  ];
  for (const way of ways) node(tsc, ...strict, ...way, 'consumer.ts');
});

test('[library] the command line runs by the name of the package too, and nothing else runs where it is installed', () => {
  expect(npx('dla-explorer', '--help')).toBe(npx('dla', '--help'));
  const { scripts } = JSON.parse(readFileSync(join(home, 'node_modules/dla-explorer/package.json'), 'utf8')) as {
    readonly scripts: object;
  };
  // npm asks who installs a package whether these may run.
  expect(Object.keys(scripts).filter((name) => /^(?:(?:pre|post)?install|prepare)$/.test(name))).toEqual([]);
});

test('[library] the package holds no source, no test and nothing of Svelte, and the licences of what is bundled', () => {
  const installed = join(home, 'node_modules/dla-explorer');
  const files = readdirSync(installed, { recursive: true, encoding: 'utf8' });
  expect(files.filter((file) => /\.test\.|\.svelte|^src|^tests/.test(file))).toEqual([]);
  const library = files.filter((file) => /^dist\/library\/.*\.js$/.test(file));
  expect(library.length).toBeGreaterThan(1);
  for (const file of library) {
    const text = readFileSync(join(installed, file), 'utf8');
    const bare = [...text.matchAll(/^import(?:[^'"]*from)? ?["']([^."'][^"']*)["']/gm)].map(([, name]) => name!);
    expect(bare.filter((name) => !name.startsWith('@tensorflow/'))).toEqual([]);
  }
  expect(readFileSync(join(installed, 'dist/licences.txt'), 'utf8')).toContain('valibot');
});

test('[library] the front page leads to its page: every export with its docstring, and no link that leads nowhere', async ({
  page,
}) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'Library for developers' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The library');
  const source = readFileSync('src/library/index.ts', 'utf8');
  const names = [...source.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(([, list]) =>
    list!.split(',').flatMap((each) => /(\w+)\s*$/.exec(each)?.[1] ?? []),
  );
  await expect.poll(() => page.getByRole('article').evaluateAll((all) => all.map(({ id }) => id))).toEqual(names);
  for (const name of names) await expect(page.locator(`#${name} .english p`).first()).toHaveText(/\w{3}/);
  const lost = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('a[href^="#"]')]
        .map((link) => link.getAttribute('href')!.slice(1))
        .filter((id) => !document.getElementById(id)),
    );
  await expect.poll(lost).toEqual([]);
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    await expectNoWider(page);
    expect(await violationsOf(page)).toEqual([]);
  }
});
