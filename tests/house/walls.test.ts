import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ESLint } from 'eslint';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cruise, roomCircles, roomGraph, type Cruise } from './rooms.ts';

/** A file that crosses a wall, what it imports, and the rules that must report it (no rule: the way is open). */
const crossings: [file: string, imports: string, rules: string[]][] = [
  ['src/lib/issue.ts', '#lib/messages/en.ts', ['issue']],
  ['src/lib/keys.ts', '#lib/issue.ts', ['keys']],
  ['src/lib/graph/view/keys.ts', '#lib/keys.ts', []],
  ['src/lib/messages/en.ts', '#lib/dla/ops/conv2d.ts', []],
  ['src/lib/graph/document/a.ts', '#lib/dla/ops/conv2d.ts', ['graph-document', 'graph-without-dla']],
  ['src/lib/graph/document/a.test.ts', '#lib/dla/ops/conv2d.ts', ['graph-without-dla']],
  ['src/lib/graph/document/b.ts', '../commands/connect.ts', ['graph-document']],
  ['src/lib/graph/commands/a.ts', '#lib/graph/view/Canvas.svelte', ['graph-commands', 'svelte-only-on-screen']],
  ['src/lib/graph/view/Canvas.svelte', '#lib/dla/ops/conv2d.ts', ['graph-view', 'graph-without-dla']],
  ['src/lib/graph/view/b.ts', '#lib/graph/editor/editor.svelte.ts', ['graph-view']],
  ['src/lib/dla/ops/a.ts', '@tensorflow/tfjs-core', ['tfjs-only-in-its-rooms']],
  ['src/lib/dla/ops/b.ts', 'svelte', ['svelte-only-on-screen']],
  ['src/lib/dla/ops/c.ts', '#lib/dla/modules/basic.ts', ['dla-ops']],
  ['src/lib/dla/ops/d.ts', 'node:fs', ['node-only-in-the-command-line']],
  ['src/lib/dla/ops/e.ts', 'd3', ['d3-only-where-it-draws']],
  ['src/lib/dla/op-graph/scope.ts', '#lib/dla/modules/basic.ts', ['dla-op-graph']],
  ['src/lib/dla/modules/a.ts', '#lib/dla/lowering/lower.ts', ['dla-modules']],
  ['src/lib/dla/op-graph/a.ts', '#lib/dla/lowering/lower.ts', ['dla-op-graph']],
  ['src/lib/dla/lowering/lower.ts', '#lib/dla/modules/basic.ts', []],
  ['src/lib/dla/reading/a.ts', '#lib/dla/figure/about.ts', ['dla-reading']],
  ['src/lib/dla/structures/a.ts', '#lib/dla/reading/a.ts', ['dla-structures']],
  ['src/lib/dla/weights/a.ts', '#lib/graph/document/document.ts', ['dla-weights']],
  ['src/lib/dla/network.ts', '#lib/runtime/session/client.ts', ['dla-network', 'dla-without-runtime']],
  ['src/lib/runtime/kernels/a.ts', '#lib/dla/modules/basic.ts', ['runtime-kernels']],
  ['src/lib/runtime/compute/a.ts', '#lib/runtime/tfjs/upload.ts', ['runtime-compute']],
  ['src/lib/runtime/tfjs/upload.ts', '#lib/runtime/compute/read.ts', []],
  ['src/lib/runtime/tfjs/b.ts', '#lib/runtime/training/learn.ts', ['runtime-tfjs']],
  ['src/lib/runtime/training/learn.ts', '#lib/runtime/tfjs/upload.ts', []],
  ['src/lib/runtime/gl/a.ts', '#lib/runtime/session/client.ts', ['runtime-gl']],
  ['src/lib/runtime/gl/c.ts', '@tensorflow/tfjs-core', ['tfjs-only-in-its-rooms']],
  ['src/lib/runtime/gl/b.ts', '#lib/runtime/tfjs/upload.ts', ['runtime-gl']],
  ['src/lib/runtime/session/worker.ts', '#lib/runtime/gl/b.ts', []],
  ['src/lib/runtime/plain/a.ts', '#lib/runtime/kernels/a.ts', ['runtime-plain']],
  ['src/lib/ui/Button.svelte', '#lib/graph/document/document.ts', ['ui']],
  ['src/lib/workspace/a.ts', 'elkjs', ['elk-only-in-layout']],
  ['src/lib/ui/a.ts', 'idb', ['storage-only-in-workspace']],
  ['src/lib/somewhere/a.ts', '#lib/issue.ts', ['every-file-has-a-room']],
  ['src/lib/ui/b.ts', 'vitest', ['no-test-in-the-product']],
  ['src/lib/ui/c.ts', '#lib/ui/nowhere.ts', ['resolvable']],
  ['src/lib/dla/figure/read/a.ts', '../label/words.ts', ['figure-read']],
  ['src/lib/dla/figure/label/words.ts', '../read/bands.ts', []],
  ['src/lib/dla/figure/read/bands.ts', '../measure.ts', []],
  ['src/lib/dla/figure/measure.ts', '#lib/graph/layout/layout.ts', []],
  ['src/lib/dla/figure/plan/a.ts', '../place/a.ts', ['figure-plan']],
  ['src/lib/dla/figure/place/a.ts', '../route/a.ts', ['figure-place']],
  ['src/lib/dla/figure/route/a.ts', '../decoder/a.ts', ['figure-route']],
  ['src/lib/dla/figure/decoder/a.ts', '../figure.ts', ['figure-decoder']],
  ['src/lib/dla/figure/figure.ts', './read/bands.ts', []],
  ['src/lib/dla/figure/round.ts', './about.ts', []],
  ['src/lib/dla/figure/about.ts', './round.ts', ['no-circle']],
  ['src/lib/graph/commands/connect.ts', '#lib/graph/document/document.ts', []],
  ['src/lib/dla/modules/basic.ts', '#lib/graph/document/document.ts', []],
  ['src/lib/dla/structures/plain.ts', '#lib/graph/document/document.ts', []],
  ['src/lib/runtime/kernels/conv2d.ts', '@tensorflow/tfjs-core', []],
  ['src/lib/graph/editor/editor.svelte.ts', 'svelte', []],
  ['src/lib/workspace/core/a.ts', '#lib/workspace/run/runs.ts', ['feature-core']],
  ['src/lib/workspace/shared/a.ts', '#lib/workspace/core/b.ts', ['core-above-shared']],
  ['src/lib/workspace/core/b.ts', '#lib/workspace/shared/b.ts', []],
  ['src/lib/workspace/shared/b.ts', '#lib/messages/en.ts', []],
  ['src/lib/workspace/training/a.ts', '#lib/workspace/run/runs.ts', ['feature-training']],
  ['src/lib/workspace/gradients/a.ts', '#lib/workspace/run/runs.ts', []],
  ['src/lib/workspace/run/runs.ts', '#lib/workspace/core/b.ts', []],
  ['src/lib/workspace/games/a.ts', '#lib/workspace/core/b.ts', ['every-feature-has-a-row']],
  ['src/routes/draw/Canvas.svelte', '../page/Page.svelte', ['feature-draw']],
  ['src/routes/page/Page.svelte', '../run/Panel.svelte', []],
  ['src/routes/run/Panel.svelte', '#lib/workspace/training/a.ts', ['feature-run']],
  ['src/routes/shared/Part.svelte', '#lib/workspace/core/b.ts', []],
  ['src/routes/+page.svelte', '#lib/graph/view/Canvas.svelte', []],
];

const targets = [
  'messages/en',
  'graph/document/document',
  'graph/layout/layout',
  'dla/ops/conv2d',
  'runtime/compute/read',
  'runtime/session/client',
];

/** Rooms that the files above join in a circle, or not, though no file is in one. */
const circles: [a: string, b: string, joined: boolean][] = [
  ['graph-document', 'graph-commands', true],
  ['runtime-tfjs', 'runtime-training', true],
  ['runtime-compute', 'runtime-training', true],
  ['runtime-gl', 'runtime-session', true],
  ['runtime-kernels', 'runtime-session', false],
  ['dla-lowering', 'dla-structures', false],
];

describe('the walls between the rooms', () => {
  const root = process.cwd();
  const house = mkdtempSync(join(tmpdir(), 'walls-'));
  let found: Cruise;
  let reported: Map<string, string[]>;

  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(house, file)), { recursive: true });
    writeFileSync(join(house, file), text);
  };

  beforeAll(() => {
    mkdirSync(join(house, 'scripts'));
    for (const file of ['.dependency-cruiser.cjs', 'scripts/features.cjs', 'package.json'])
      copyFileSync(join(root, file), join(house, file));
    symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'));
    for (const target of targets) write(`src/lib/${target}.ts`, 'export const value = 1;\n');
    for (const [file, imports] of crossings) {
      // In a module the type of a thing is as forbidden as the thing.
      const module = `import type * as it from '${imports}';\nexport type It = typeof it;\n`;
      const component = `<script lang="ts">\nimport * as it from '${imports}';\n</script>\n\n{Object.keys(it)}\n`;
      write(file, file.endsWith('.svelte') ? component : module);
    }
    found = cruise(house);
    reported = new Map();
    for (const { from, rule } of found.summary.violations)
      reported.set(from, [...(reported.get(from) ?? []), rule.name].sort());
  });

  afterAll(() => rmSync(house, { recursive: true, force: true }));

  test.each(crossings)('[walls] %s, importing %s, is reported by %j', (file, _imports, rules) => {
    expect(reported.get(file) ?? []).toEqual(rules.toSorted());
  });

  test.each(circles)('[walls] %s and %s are in one circle: %j', (a, b, joined) => {
    const circle = roomCircles(roomGraph(found)).find((rooms) => rooms.includes(a));
    expect(circle?.includes(b) ?? false).toBe(joined);
  });
});

test('[walls] no room imports another one that comes round to it', () => {
  const graph = roomGraph(cruise(process.cwd()));
  expect([...graph.get('runtime-session')!]).toContain('runtime-gl');
  expect(roomCircles(graph)).toEqual([]);
});

describe('the walls for the types that a component imports', () => {
  const eslint = new ESLint({
    ruleFilter: ({ ruleId }) => ruleId === 'no-restricted-imports',
    // The components below do not exist: without this they would be looked for in the TypeScript project.
    overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
  });

  test.each([
    ['src/lib/graph/view/Canvas.svelte', '#lib/dla/ops/conv2d.ts', 1],
    ['src/lib/graph/view/Canvas.svelte', '../../dla/ops/conv2d.ts', 1],
    ['src/lib/graph/view/Canvas.svelte', '../layout/layout.ts', 0],
    ['src/lib/ui/Table.svelte', '#lib/graph/document/document.ts', 1],
    ['src/lib/ui/Table.svelte', '#lib/messages.ts', 0],
    ['src/routes/page/Tab.svelte', '#lib/dla/network.ts', 0],
    ['src/routes/training/Bar.svelte', '#lib/workspace/run/runs.svelte.ts', 1],
    ['src/routes/training/Bar.svelte', '../run/see-images.ts', 1],
    ['src/routes/training/Bar.svelte', '#lib/workspace/core/workspace.svelte.ts', 0],
    ['src/routes/gradients/Bar.svelte', '#lib/workspace/run/runs.svelte.ts', 0],
  ])('[walls] %s, importing a type of %s, is reported %i times', async (filePath, imports, times) => {
    const code = `<script lang="ts">\n  import type { It } from '${imports}';\n  let { it }: { it: It } = $props();\n</script>\n\n{it}\n`;
    const [result] = await eslint.lintText(code, { filePath });
    expect(result?.messages.filter(({ ruleId }) => ruleId === 'no-restricted-imports')).toHaveLength(times);
  });
});

test('[walls] the core has no DOM to reach for', () => {
  const house = mkdtempSync(join(process.cwd(), 'node_modules/.core-'));
  try {
    const extend = { extends: '../../tsconfig.core.json', include: ['./*.ts'] };
    writeFileSync(join(house, 'tsconfig.json'), JSON.stringify(extend));
    writeFileSync(join(house, 'draw.ts'), 'export const title = document.title;\n');
    const tsc = join(process.cwd(), 'node_modules/typescript/bin/tsc');
    const { stdout } = spawnSync(process.execPath, [tsc, '--noEmit', '-p', house], { encoding: 'utf8' });
    expect(stdout).toMatch(/draw\.ts.*error TS\d+: Cannot find name 'document'/);
  } finally {
    rmSync(house, { recursive: true, force: true });
  }
});
