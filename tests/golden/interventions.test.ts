import { afterAll, describe, expect, it } from 'vitest';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
