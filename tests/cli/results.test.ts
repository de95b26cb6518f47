import { serialiseConfig } from '#lib/dla/network/parse.ts';
import { parseNpy } from '#tests/weights/parse-npy.ts';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PNG } from 'pngjs';
import { afterAll, describe, expect, it } from 'vitest';
import { expectSamples, expectValues, type Samples } from '../exchange/reference.ts';
import { golden, toConfig } from '../golden/goldens.ts';
import { dla, dlaJson, goldenText } from './cli.ts';

interface Level {
  readonly name: string;
  readonly shape: readonly number[];
  readonly mean: number;
  readonly std: number;
  readonly maxAbs: number;
}

interface Run {
  readonly backend: string;
  readonly seconds: number;
  readonly logits?: readonly number[];
  readonly probabilities?: readonly number[];
  readonly levels: readonly Level[];
}

type Stats = Samples & { readonly mean: number; readonly std: number };

const folder = mkdtempSync(join(tmpdir(), 'dla-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string): string => join(folder, name);
const weights = (name: string): string => fileURLToPath(new URL(`../weights/${name}`, import.meta.url));
const npy = (path: string) => parseNpy(readFileSync(path), path);

function expectStats({ shape, mean, std, maxAbs }: Level, expected: Stats): void {
  expect(shape).toEqual(expected.shape);
  const close = (a: number, b: number): unknown => expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-4 * expected.maxabs);
  close(mean, expected.mean);
  close(std, expected.std);
  close(maxAbs, expected.maxabs);
}

describe('dla run', () => {
  it.each(['dla34', 'dla46x_c'])('%s: logits and statistics of every level are those of PyTorch', async (id) => {
    const { stem, levels, logits } = golden<{
      runs: readonly { stem: Samples; levels: readonly (Stats & Samples)[]; logits: readonly number[] }[];
    }>(id).runs[0]!;
    const saved = file(id);
    const run = await dlaJson<Run>(['run', id, '--size', '64x64', '--save', saved]);
    expect(run.backend).toBe('wasm');
    expectValues(Float32Array.from(run.logits!), logits);
    expect(run.probabilities!.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
    const ratio = run.probabilities![3]! / run.probabilities![8]!;
    expect(ratio).toBeCloseTo(Math.exp(logits[3]! - logits[8]!), 3);
    expect(run.levels.map(({ name }) => name)).toEqual(levels.map((_, level) => `level${level}`));
    levels.forEach((expected, index) => expectStats(run.levels[index]!, expected));
    const names = ['stem.npy', ...run.levels.map(({ name }) => `${name}.npy`), 'logits.npy'];
    expect(readdirSync(saved).sort()).toEqual(names.sort());
    for (const [name, expected] of [
      ['stem', stem],
      ['level3', levels[3]!],
    ] as const) {
      const { shape, data } = npy(join(saved, `${name}.npy`));
      expectSamples(data, shape, expected);
    }
    expect(npy(join(saved, 'logits.npy')).shape).toEqual([1, 1000]);
  });

  it('dla34up: score, up-sampled score and log-softmax are saved', async () => {
    const expected = golden<{ runs: readonly Record<string, Samples>[] }>('dla34up').runs[0]!;
    const run = await dlaJson<Run>(['run', 'dla34up', '--size', '64x128', '--save', file('dense')]);
    expect(run).not.toHaveProperty('logits');
    for (const name of ['score', 'upsampled', 'log_softmax']) {
      const { shape, data } = npy(join(file('dense'), `${name}.npy`));
      expectSamples(data, shape, expected[name]!);
    }
  });

  it('graph-order-and-names: outputs by id, logits of the classifier', async () => {
    const { output } = golden<{ runs: readonly { output: Record<string, Stats> }[] }>('graph-order-and-names').runs[0]!;
    const args = ['run', '-', '--save', file('graph'), '--json'];
    const run = await dlaJson<Run>(args, goldenText('graph-order-and-names'));
    expect(run.levels.map(({ name }) => name)).toEqual(['0', 'map']);
    for (const level of run.levels) expectStats(level, output[level.name]!);
    expectValues(Float32Array.from(run.logits!), output['0']!.value);
    expect(readdirSync(file('graph')).sort()).toEqual(['0.npy', 'map.npy']);
    const map = npy(join(file('graph'), 'map.npy'));
    expectSamples(map.data, map.shape, output.map!);
  });

  it.each(['timm.f32.safetensors', 'official.pth', 'official-legacy.pth'])('weights from dla46_c.%s', async (name) => {
    const seeded = await dlaJson<Run>(['run', 'dla46_c', '--size', '64x64']);
    const { code, out, err } = await dla([
      'run',
      'dla46_c',
      '--size',
      '64x64',
      '--weights',
      weights(`dla46_c.${name}`),
    ]);
    expect(code).toBe(0);
    expectValues(Float32Array.from((JSON.parse(out) as Run).logits!), seeded.logits!);
    // Official checkpoints hold projections that nothing uses; that is said, not refused.
    expect(err.join('\n').includes('level4.project.0.weight')).toBe(name.startsWith('official'));
  });

  it('weights of another network are refused tensor by tensor', async () => {
    const args = ['run', 'dla34', '--size', '64x64', '--weights', weights('dla46_c.timm.f32.safetensors')];
    const { code, out, err } = await dla(args);
    expect([code, out]).toEqual([1, '']);
    expect(err.find((line) => line.includes('fc.weight'))).toMatch(/512.*256|256.*512/);
  });

  it('an image is scaled, cropped and normalised: a grey one gives the network a constant', async () => {
    const grey = (value: number): Buffer => {
      const png = new PNG({ width: 90, height: 70 });
      png.data.forEach((_, index) => (png.data[index] = index % 4 === 3 ? 255 : value));
      return PNG.sync.write(png);
    };
    writeFileSync(file('grey.png'), grey(128));
    const run = await dlaJson<Run>(['run', 'dla46_c', '--size', '64x64', '--input', file('grey.png')]);
    expect(run.logits).toHaveLength(1000);
    writeFileSync(file('other.png'), grey(200));
    const other = await dlaJson<Run>(['run', 'dla46_c', '--size', '64x64', '--input', file('other.png')]);
    expect(other.logits).not.toEqual(run.logits);
    writeFileSync(file('cut.png'), readFileSync(file('grey.png')).subarray(0, 60));
    const broken = await dla(['run', 'dla46_c', '--input', file('cut.png')]);
    expect(broken).toMatchObject({ code: 1, out: '' });
    expect(broken.err).toHaveLength(1);
    expect(broken.err[0]).toContain('cut.png');
  });

  it('says how a picture was read where that needs saying, and reads it as Pillow does (N3, N4)', async () => {
    const picture = (name: string): string => fileURLToPath(new URL(`../images/${name}`, import.meta.url));
    const ran = async (name: string) => dla(['run', 'dla46_c', '--size', '32x32', '--input', picture(name)]);
    const turned = await ran('turned.jpg');
    expect(turned).toMatchObject({ code: 0, err: [expect.stringContaining('EXIF orientation 6')] });
    expect((await ran('palette-transparent.png')).err).toEqual([expect.stringContaining('transparent pixels')]);
    expect((await ran('full.jpg')).err).toEqual([]);
  });
});

interface GoldenGradient {
  readonly config: Parameters<typeof toConfig>[0];
  readonly classes: number;
  readonly label: number;
  readonly loss: number;
  readonly logits: readonly number[];
  readonly input_grad: Stats;
  readonly grad_l2: Readonly<Record<string, number>>;
}

describe('dla gradient', () => {
  it('loss, logits, norms and the gradient of the input are those of PyTorch', async () => {
    const expected = golden<GoldenGradient>('gradient-dla46_c');
    const config = serialiseConfig(toConfig(expected.config, { kind: 'classifier', classes: expected.classes }));
    const args = ['gradient', '-', '--label', String(expected.label), '--size', '64x64', '--save', file('gradient')];
    const found = await dlaJson<{
      loss: number;
      logits: readonly number[];
      gradients: Readonly<Record<string, number>>;
      inputGradient: { mean: number; std: number; maxAbs: number };
    }>(args, config);
    expect(Math.abs(found.loss - expected.loss)).toBeLessThanOrEqual(1e-4 * expected.loss);
    expectValues(Float32Array.from(found.logits), expected.logits);
    expect(Object.keys(found.gradients).sort()).toEqual(Object.keys(expected.grad_l2).sort());
    for (const [name, norm] of Object.entries(expected.grad_l2))
      expect(Math.abs(found.gradients[name]! - norm) / norm, name).toBeLessThanOrEqual(1e-3);
    expectStats({ name: 'input', shape: expected.input_grad.shape, ...found.inputGradient }, expected.input_grad);
    const input = npy(join(file('gradient'), 'input_gradient.npy'));
    expectSamples(input.data, input.shape, expected.input_grad);
  });

  it('a label that is no class, and a network without classes, are refused', async () => {
    const beyond = await dla(['gradient', 'dla46_c', '--size', '32x32', '--label', '1000']);
    expect(beyond).toMatchObject({ code: 1, out: '' });
    expect(beyond.err).toEqual([expect.stringContaining('999')]);
    const dense = await dla(['gradient', 'dla34up', '--size', '32x32', '--label', '1']);
    expect([dense.code, dense.err.length]).toEqual([1, 1]);
  });
});

describe('dla diff', () => {
  interface Difference {
    readonly added: readonly string[];
    readonly removed: readonly string[];
    readonly changed: readonly { a: string; b: string; changes: Record<string, { a: unknown; b: unknown }> }[];
    readonly counts: Readonly<Record<string, { a: number; b: number; difference: number }>>;
  }

  it('says what is added, removed and changed, and the difference in every count', async () => {
    const { added, removed, changed, counts } = await dlaJson<Difference>([
      'diff',
      'dla34',
      'dla34-boundary',
      '--json',
    ]);
    expect(removed).toEqual(['fc']);
    expect(added).toContain('head');
    expect(changed).toEqual([]);
    expect(counts.parameters).toEqual({ a: 15742104, b: 17539553, difference: 17539553 - 15742104 });
    expect(Object.keys(counts)).toEqual(['parameters', 'officialParameters', 'macs', 'activations', 'tensors']);
    const { out } = await dla(['diff', 'dla34', 'dla34-boundary']);
    expect(out).toMatch(/^- fc: classifier of level5-n1$/m);
    expect(out).toMatch(/^\+ head: dense-head of dla_up-ida_3-node_4$/m);
    expect(out).toMatch(/^parameters +15,742,104 +17,539,553 +\+1,797,449$/m);
  });

  it('a changed node comes with its values', async () => {
    const wider = goldenText('graph-two-blocks')
      .replaceAll('"classes": 10', '"classes":12')
      .replaceAll('"classes":10', '"classes":12');
    writeFileSync(file('wider.json'), wider);
    const args = ['diff', '-', file('wider.json')];
    const { changed, added, removed } = await dlaJson<Difference>([...args, '--json'], goldenText('graph-two-blocks'));
    expect([added, removed]).toEqual([[], []]);
    expect(changed).toEqual([{ a: 'logits', b: 'logits', changes: { classes: { a: 10, b: 12 } } }]);
    expect((await dla(args, goldenText('graph-two-blocks'))).out).toMatch(/^~ logits: classes 10 -> 12$/m);
  });

  it('of a network and itself there is none', async () => {
    const { out } = await dla(['diff', 'dla60', 'dla60']);
    expect(out).not.toMatch(/^[-+~]/m);
    expect(out).toMatch(/^MACs +([\d,]+) +\1 +0$/m);
  });
});

describe('dla show and export', () => {
  it('a lesson that is printed names its figures in the language that is asked for', async () => {
    const { out } = await dla(['lesson', 'show', 'hda', '--language', 'zh']);
    expect(out).toContain('**合并树，两个块** · **浅层结构，两个块**');
    expect(out).toContain('| 浅层结构 | 1 | 2 | 3 | 3 |');
    expect((await dla(['lesson', 'show', 'hda', '--language', 'en'])).out).toContain('| shallow | 1 | 2 | 3 | 3 |');
  });

  it('a config is its own file, and comes back as written', async () => {
    const shown = await dla(['show', 'dla60']);
    const again = await dla(['show', '-'], shown.out);
    expect(again).toEqual(shown);
    expect((await dla(['export', 'dla60', '--to', 'config'])).out).toBe(shown.out);
    expect(JSON.parse(shown.out)).toMatchObject({
      format: 'dla-network',
      block: { kind: 'bottleneck', baseWidth: 64 },
    });
  });

  it('a config as a graph counts the same', async () => {
    const shown = await dla(['show', 'dla34up', '--as', 'graph']);
    expect((await dla(['show', '-', '--as', 'graph'], shown.out)).out).toBe(shown.out);
    const [config, graph] = [
      await dlaJson<{ macs: number }>(['count', 'dla34up']),
      await dlaJson(['count', '-'], shown.out),
    ];
    expect(graph).toMatchObject({ macs: config.macs });
  });

  it('defaults are written out', async () => {
    const shown = await dla(['show', '-'], goldenText('graph-two-blocks'));
    const { nodes } = JSON.parse(shown.out) as { nodes: { kind: string; attributes: object }[] };
    const block = nodes.find(({ kind }) => kind === 'block')!;
    expect(block.attributes).toMatchObject({ stride: 2, dilation: 1, projection: 'pool' });
  });

  it('the graph of a config has that config', async () => {
    const graph = await dla(['show', 'dla102', '--as', 'graph']);
    expect((await dla(['show', '-', '--as', 'config'], graph.out)).out).toBe((await dla(['show', 'dla102'])).out);
  });

  it('a graph document of another family has no config', async () => {
    for (const args of [
      ['show', 'resnet18', '--as', 'config'],
      ['export', 'resnet18', '--to', 'config'],
    ]) {
      const { code, out, err } = await dla(args);
      expect([code, out, err.length]).toEqual([1, '', 1]);
    }
  });

  it('a picture as its options say', async () => {
    const draw = async (...options: readonly string[]): Promise<string> =>
      (await dla(['export', 'dla46_c', '--to', 'svg', ...options])).out;
    const sizes = async (...options: readonly string[]): Promise<readonly number[]> => {
      const [, width, height] = /^<svg [^>]*width="([\d.]+)" height="([\d.]+)"/.exec(await draw(...options))!;
      return [Number(width), Number(height)];
    };
    const [width, height] = (await sizes()) as [number, number];
    expect(await sizes('--scale', '2.5')).toEqual([2.5 * width, 2.5 * height]);
    const plain = await draw();
    expect(plain).toContain('>16 ch · 224×224<');
    expect(await draw('--no-counts')).not.toMatch(/>16 ch · 224×224<|>16×224×224</);
    const count = await dlaJson<{ parameters: number; macs: number }>(['count', 'dla46_c']);
    const full = await draw('--legend', '--ground', '--theme', 'print');
    expect(full).toMatch(/<\/metadata>\n<rect x="\S+" y="\S+" width="\S+" height="\S+" fill="#ffffff"\/>/);
    expect(full).toContain(
      `>DLA-46-C · ${count.parameters.toLocaleString('en')} parameters · ${count.macs.toLocaleString('en')} multiply-adds<`,
    );
    expect(full).toContain('>bottleneck block<');
    expect(full.match(/fill="#cfdcef"/g)).toBeNull();
    expect((await dla(['show', '-', '--as', 'graph'], full)).out).toBe(
      (await dla(['show', 'dla46_c', '--as', 'graph'])).out,
    );
    expect(await dla(['export', 'dla46_c', '--to', 'svg', '--scale', '5'])).toMatchObject({ code: 2, out: '' });
    expect(await dla(['export', 'dla46_c', '--to', 'dot', '--legend'])).toMatchObject({ code: 2, out: '' });
  });

  it('every format', async () => {
    const start = async (to: string): Promise<string> =>
      (await dla(['export', 'dla46_c', '--to', to])).out.slice(0, 60);
    expect(await start('graph')).toContain('"$schema": "graph.v1.json"');
    expect(await start('pytorch')).toMatch(/^# Written by DLA Explorer/);
    expect(await start('svg')).toMatch(/^<svg xmlns/);
    expect(await start('pdf')).toMatch(/^%PDF-1\.7/);
    expect(await start('dot')).toMatch(/^digraph "DLA-46-C" {/);
    const args = ['--to', 'onnx', '--weights', weights('dla46_c.timm.f32.safetensors'), '--out', file('x.onnx')];
    expect(await dla(['export', 'dla46_c', ...args])).toEqual({ code: 0, out: '', err: [] });
    const seeded = await dla(['export', 'dla46_c', '--to', 'onnx', '--out', file('seeded.onnx')]);
    expect(seeded.code).toBe(0);
    // The file holds the seeded weights.
    expect(readFileSync(file('x.onnx')).equals(readFileSync(file('seeded.onnx')))).toBe(true);
  });
});
