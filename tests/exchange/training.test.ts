import { hashesOf, sourceOfConfig, type ExportSource } from '#lib/dla/exchange/source.ts';
import { toTraining } from '#lib/dla/exchange/training/to-training.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const of = (id: string, classes: number, name = presetConfig(id).name): ExportSource =>
  sourceOfConfig({
    ...presetConfig(id),
    name,
    input: { channels: 3, height: 32, width: 32 },
    head: { kind: 'classifier', classes },
  });
const sources = [of('dla46_c', 4), of('dla34', 5), of('dla46_c', 6, '"""\n\\')];
const text = toTraining(sources, 'network');

const folder = mkdtempSync(join(tmpdir(), 'dla-training-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const script = join(folder, 'train.py');
writeFileSync(script, text);

const has = (python: string, code: string): boolean => spawnSync(python, ['-c', code]).status === 0;
const pythons = ['python3', '/usr/bin/python3'];
const torch = pythons.find((python) => has(python, 'import torch.distributed as d; assert d.is_gloo_available()'));
if (!torch) console.warn('There is no PyTorch here: that the training script learns is not tested.');

interface Line {
  readonly variant: string;
  readonly seed: number;
  readonly epoch: number;
  readonly steps: number;
  readonly loss: number;
  readonly test: { readonly loss: number; readonly top1: number };
}

/** Runs the script in so many processes, as `torchrun` would start them; gives what the first one printed. */
async function train(processes: number, ...args: readonly string[]): Promise<readonly Line[]> {
  const port = await new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const free = (server.address() as AddressInfo).port;
      server.close(() => resolve(free));
    });
  });
  const outputs = await Promise.all(
    Array.from({ length: processes }, (_, rank) => {
      const env = {
        ...process.env,
        OMP_NUM_THREADS: '1',
        ...(processes > 1 && {
          RANK: `${rank}`,
          LOCAL_RANK: `${rank}`,
          WORLD_SIZE: `${processes}`,
          MASTER_ADDR: '127.0.0.1',
          MASTER_PORT: `${port}`,
        }),
      };
      const child = spawn(torch!, ['-B', script, '--synthetic', ...args], { env, timeout: 100_000 });
      return new Promise<string>((resolve, reject) => {
        const printed: Record<'out' | 'err', string> = { out: '', err: '' };
        child.stdout.on('data', (part: Buffer) => (printed.out += part.toString()));
        child.stderr.on('data', (part: Buffer) => (printed.err += part.toString()));
        child.on('close', (code) => (code === 0 ? resolve(printed.out) : reject(new Error(printed.err))));
      });
    }),
  );
  expect(outputs.slice(1).join('')).toBe('');
  return outputs[0]!
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

describe('a training script', () => {
  it('holds its networks, by name and with their hashes, and is sound Python', () => {
    for (const source of sources) expect(text).toContain(`structure: ${hashesOf(source).structure}`);
    expect(text).toContain('    "DLA-46-C": network_1,\n    "DLA-34": network_2,\n');
    expect(text).toContain('    "DLA-34": (3, 32, 32, 5),\n');
    const python = pythons.find((each) => has(each, ''));
    if (python)
      expect(spawnSync(python, ['-c', `import ast; ast.parse(open(${JSON.stringify(script)}).read())`]).status).toBe(0);
  });

  it('takes two steps in two processes of a CPU, goes on from its checkpoint in one, and evaluates', async () => {
    if (!torch) return;
    const out = join(folder, 'run');
    const [first, ...others] = await train(2, '--variant', 'dla46c', '--seed', '3', '--out', out);
    expect(others).toEqual([]);
    expect(first).toMatchObject({ variant: 'DLA-46-C', seed: 3, epoch: 1, steps: 2 });
    expect(Number.isFinite(first!.loss)).toBe(true);
    expect(existsSync(join(out, 'best.pth'))).toBe(true);
    const [second] = await train(1, '--variant', 'DLA-46-C', '--out', out, '--resume', '--epochs', '2');
    expect(second).toMatchObject({ epoch: 2, steps: 2 });
    expect(readFileSync(join(out, 'log.jsonl'), 'utf8').trim().split('\n')).toHaveLength(2);
    const [again] = await train(1, '--weights', join(out, 'last.pth'), '--evaluate');
    expect(again).toEqual(second!.test);
  }, 120_000);

  it('needs a classifier', () => {
    expect(() => toTraining([sourceOfConfig(presetConfig('dla34up'))], 'network')).toThrow('no-classifier');
  });
});
