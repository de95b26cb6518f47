import { afterAll, describe, expect, it } from 'vitest';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { interventions, readInterventions } from '../../src/cli/interventions.ts';
import { lowerDocument, lowerWith } from '#lib/dla/lowering/lower.ts';
import type { RunProgress } from '#lib/runtime/compute/session.ts';
import { Engine } from '#lib/runtime/session/engine.ts';
import { useNodeBackend } from '#lib/runtime/tfjs/node-backends.ts';
import { dla, dlaJson } from '../cli/cli.ts';
import { expectSamples, type Samples } from '../exchange/reference.ts';
import { parseNpy } from '../weights/parse-npy.ts';
import { golden, goldenDocument } from './goldens.ts';

interface Interventions {
  readonly input: readonly number[];
  readonly cases: readonly {
    readonly arguments: readonly string[];
    readonly output: Readonly<Record<string, Samples>>;
  }[];
}

const folder = mkdtempSync(join(tmpdir(), 'dla-interventions-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const files = ['interventions-decoder', 'interventions-resnet18'] as const;
const cases = files.flatMap((file) =>
  golden<Interventions>(file).cases.map((each) => ({ file, ...each, title: each.arguments.join(' ') })),
);

describe('an ablated, scaled or bypassed part gives the outputs of PyTorch', () => {
  it.each(cases)('$file $title', async ({ file, arguments: given, output }) => {
    const [, , height, width] = golden<Interventions>(file).input;
    const document = JSON.stringify(goldenDocument(file));
    await dlaJson(['run', '-', ...given, '--size', `${height}x${width}`, '--save', folder, '--json'], document);
    for (const [id, expected] of Object.entries(output)) {
      const { shape, data } = parseNpy(readFileSync(join(folder, `${id}.npy`)), id);
      expectSamples(data, shape, expected);
    }
  });
});

describe('the same of what follows alone, the values before it taken from the run of the untouched network', () => {
  it.each(files)('%s', async (file) => {
    const document = goldenDocument(file);
    const untouched = lowerDocument(document).graph;
    const engine = new Engine(useNodeBackend);
    const run = async (given: readonly string[], outputs: readonly string[]) => {
      const { values } = parseArgs({ args: [...given], options: interventions });
      const graph = lowerWith(document, readInterventions(values, document));
      let steps = 0;
      const onProgress = ({ phase, of }: RunProgress) => {
        if (phase === 'steps') steps = of;
      };
      const keep = new Map(outputs.map((id) => [id, { full: true }]));
      const order = { graph, untouched, keep, weights: { kind: 'seeded' }, input: { kind: 'seeded' } } as const;
      return { ...(await engine.run({ ...order, backend: 'cpu' }, { onProgress })), steps: () => steps };
    };
    const whole = (await run([], untouched.outputs)).steps();
    const shares = [];
    for (const { arguments: given, output } of golden<Interventions>(file).cases) {
      const { results, steps } = await run(given, Object.keys(output));
      for (const [id, expected] of Object.entries(output))
        expectSamples(results.get(id)!.data!, expected.shape, expected);
      shares.push(steps() / whole);
    }
    expect(Math.min(...shares)).toBeLessThan(0.5);
    engine.dispose();
  });
});

describe('what cannot be done is refused, and the place is named', () => {
  const decoder = JSON.stringify(goldenDocument('interventions-decoder'));
  it.each([
    [['--ablate', 'level7'], 'level7: there is no node or group with the id "level7".'],
    [['--scale', 'stem>level3=2'], 'level3: does not take "stem": there is no such edge.'],
    [
      ['--bypass', 'level2'],
      'level2: cannot be bypassed: it outputs 24 × 8 × 12, but what would be passed on is 16 × 16 × 24.',
    ],
    [['--bypass', 'input'], 'input: cannot be bypassed: it takes nothing that could be passed on.'],
  ])('%j', async (given, message) => {
    expect(await dla(['run', '-', ...given], decoder)).toEqual({ code: 1, out: '', err: [message] });
  });

  it.each(['level2', 'level2=', '=2', 'level2=x', 'level2=1e300'])('--scale %s is wrong usage', async (text) => {
    expect((await dla(['run', '-', '--scale', text], decoder)).code).toBe(2);
  });
});
