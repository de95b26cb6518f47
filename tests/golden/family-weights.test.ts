import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Detection } from '#lib/dla/detection/detections.ts';
import { checkpointOf, tensorsOf, type NamedTensor } from '#tests/weights/checkpoint-of.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { dla, dlaJson } from '../cli/cli.ts';
import { expectDetections } from './detections.ts';
import { parseNpy } from '../weights/parse-npy.ts';

interface Sample {
  readonly shape: readonly number[];
  readonly maxabs: number;
  readonly index: readonly number[];
  readonly value: readonly number[];
}

interface Family {
  readonly dialect: string;
  readonly network: { readonly head: object; readonly norm?: object };
  readonly used: number;
  readonly unused: readonly string[];
  readonly missing: readonly string[];
  readonly heads: Readonly<Record<string, number>>;
  readonly detections?: readonly Detection[];
  readonly found?: number;
  readonly run: {
    readonly input: readonly [number, number, number, number];
    readonly tolerance: number;
    readonly tensors: Readonly<Record<string, Sample>>;
  };
}

const families = fileURLToPath(new URL('../weights/family/', import.meta.url));
const expected = JSON.parse(readFileSync(join(families, 'family.expected.json'), 'utf8')) as Record<string, Family>;
const folder = mkdtempSync(join(tmpdir(), 'dla-family-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const configOf = (file: string, changed: object = {}): string =>
  fileOf('network.json', JSON.stringify({ ...expected[file]!.network, ...changed }));

describe('files of the projects that people train DLA networks with', () => {
  it.each(Object.keys(expected))('[weights] %s is identified, and runs as in its project', async (file) => {
    const { run, detections, found: count, ...of } = expected[file]!;
    const { dialect, network, used, unused, missing, heads } = of;
    const path = join(families, file);
    const found = await dlaJson<object>(['identify', path, '--json']);
    expect(found).toEqual({ dialect, network, used, unused, missing, heads, refused: null });

    const size = `${run.input[2]}x${run.input[3]}`;
    const out = join(folder, dialect);
    const ran = await dla(['run', configOf(file), '--weights', path, '--size', size, '--save', out, '--json']);
    expect(ran.code, ran.err.join('\n')).toBe(0);
    for (const [name, { shape, maxabs, index, value }] of Object.entries(run.tensors)) {
      const saved = parseNpy(readFileSync(join(out, `${name}.npy`)));
      expect(saved.shape).toEqual(shape);
      const worst = Math.max(...index.map((at, i) => Math.abs(saved.data[at]! - value[i]!)));
      expect(worst / maxabs, name).toBeLessThanOrEqual(run.tolerance);
    }
    if (detections) {
      const told = await dla(['run', configOf(file), '--weights', path, '--size', size, '--detections', '--json']);
      const all = JSON.parse(told.out) as readonly Detection[];
      expectDetections(all, detections);
      expect(all).toHaveLength(count!);
    }
    const counts = ran.err.flatMap((line) => Number(/^(\d+) tensors/.exec(line)?.[1] ?? 0));
    expect(Math.max(0, ...counts), ran.err.join('\n')).toBe(unused.length);
  });
});

const shrunk = (shape: readonly number[]): NamedTensor => ({
  shape,
  data: new Float32Array(shape.reduce((a, b) => a * b, 1)),
});

describe('a file that is not the network’s is refused whatever else of it fits', () => {
  it('[weights] statistics of a norm that keeps none, and offsets of a plain convolution', async () => {
    const own = await tensorsOf('family/family.dd3d.pth');
    const dd3d = (tensors: Record<string, NamedTensor>) => fileOf('x.pth', checkpointOf(tensors));
    const config = configOf('family.dd3d.pth', { norm: { kind: 'group', groups: 8 } });
    const run = ['run', config, '--size', '32x32', '--weights'];
    const stats = await dla([...run, dd3d(own)]);
    expect(stats).toMatchObject({ code: 1, out: '' });
    expect(stats.err.join()).toMatch(/base_layer\.norm\.running_mean/);

    const offsets = 'model.backbone.bottom_up.level2.tree1.conv1.conv_offset_mask.weight';
    const plain = ['run', configOf('family.dd3d.pth'), '--size', '32x32', '--weights'];
    const deform = await dla([...plain, dd3d({ ...own, [offsets]: shrunk([27, 16, 3, 3]) })]);
    expect(deform).toMatchObject({ code: 1, out: '' });
    expect(deform.err.join()).toContain(offsets);
  });

  it('[weights] what is missing is named before what has another shape', async () => {
    const { ['model.backbone.bottom_up.level0.0.norm.bias']: _, ...rest } = await tensorsOf('family/family.dd3d.pth');
    const path = fileOf(
      'x.pth',
      checkpointOf({ ...rest, 'model.backbone.bottom_up.level1.0.weight': shrunk([16, 9, 3, 3]) }),
    );
    const { code, err } = await dla(['run', configOf('family.dd3d.pth'), '--size', '32x32', '--weights', path]);
    expect(code).toBe(1);
    expect(err).toHaveLength(2);
    expect(err[0]).toContain('level0.1.bias');
    expect(err[1]).toMatch(/^level1\.0\.weight: .*16 × 8 × 3 × 3.*16 × 9 × 3 × 3/);

    const told = await dla(['identify', path, '--json']);
    expect(told.code).toBe(1);
    const { refused, missing, network } = JSON.parse(told.out) as Record<string, unknown>;
    expect(missing).toEqual(['level0.1.bias', 'level1.0.weight']);
    expect(refused).toBe(told.err.join(' '));
    expect(network).toEqual(expected['family.dd3d.pth']!.network);
  });

  it('[weights] CenterTrack’s file is refused for a network that its tensors would fit', async () => {
    const own = await tensorsOf('family/family.dd3d.pth');
    const names = Object.entries(own).map(([name, tensor]): [string, NamedTensor] => [
      name.replace('model.backbone.bottom_up.', 'base.'),
      tensor,
    ]);
    const path = fileOf(
      'x.pth',
      checkpointOf({ ...Object.fromEntries(names), 'base.pre_img_layer.0.weight': shrunk([8, 3, 7, 7]) }),
    );
    for (const args of [
      ['identify', path],
      ['run', configOf('family.dd3d.pth'), '--weights', path],
    ]) {
      const { code, err } = await dla(args);
      expect(code).toBe(1);
      expect(err.join()).toMatch(/CenterTrack/);
    }
  });

  it('what is no file of weights is refused in one line', async () => {
    const path = fileOf('x.pth', 'no weights');
    const { code, out, err } = await dla(['identify', path]);
    expect({ code, out, lines: err.length }).toEqual({ code: 1, out: '', lines: 1 });
  });
});
