import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goldenText } from './cli.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const folder = mkdtempSync(join(tmpdir(), 'dla-package-'));
const temporary = join(folder, 'tmp');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  readonly bytes: Buffer;
}

/** Runs `bin/dla.js` of a package; `input` is written to its standard input. */
function run(from: string, args: readonly string[], { input = '', read = true } = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, TMPDIR: temporary };
    const child = spawn(process.execPath, [join(from, 'bin/dla.js'), ...args], { env });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    if (read) child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    else child.stdout.destroy();
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({
        code,
        out: Buffer.concat(out).toString(),
        err: Buffer.concat(err).toString(),
        bytes: Buffer.concat(out),
      }),
    );
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

/** A checkout, dependencies beside it. */
function installed(name: string): string {
  const to = join(folder, name);
  mkdirSync(to);
  for (const part of ['bin', 'scripts', 'src', 'package.json'])
    cpSync(join(root, part), join(to, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(to, 'node_modules'));
  return to;
}

beforeAll(() => mkdirSync(temporary));

describe('bin/dla.js', () => {
  it('two first runs at once build once, print the same, and leave nothing half done', async () => {
    const home = installed('twice');
    const [first, second] = await Promise.all([run(home, ['tensors', 'dla34']), run(home, ['tensors', 'dla34'])]);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(first.out)).toHaveLength(187);
    expect(second).toEqual(first);
    expect(readdirSync(join(home, 'dist'))).toEqual([expect.stringMatching(/^cli-[0-9a-f]+$/)]);
  });

  it('where the package cannot be written to, the bundle lies in the temporary folder', async () => {
    const home = installed('read-only');
    // A file in place of the folder refuses even root.
    writeFileSync(join(home, 'dist'), '');
    expect(await run(home, ['run', 'dla46_c', '--size', '32x32', '--json'])).toMatchObject({ code: 0, err: '' });
    expect(readdirSync(temporary).filter((name) => name.startsWith('dla-explorer-'))).toHaveLength(1);
  });

  it('reads standard input, and answers with the exit code', async () => {
    const sound = await run(root, ['check', '-'], { input: goldenText('graph-decoder') });
    expect(sound).toMatchObject({ code: 0, out: '', err: '' });
    const broken = await run(root, ['count', '-'], { input: '{' });
    expect(broken).toMatchObject({ code: 1, out: '' });
    expect(broken.err.trimEnd().split('\n')).toHaveLength(1);
    expect((await run(root, ['nothing'])).code).toBe(2);
  });

  it('a reader that goes away ends it without a word', async () => {
    const { err } = await run(root, ['export', 'densenet121', '--to', 'onnx'], { read: false });
    expect(err).toBe('');
  });

  it('binary results come whole through a pipe', async () => {
    const path = join(folder, 'x.onnx');
    await run(root, ['export', 'dla46_c', '--to', 'onnx', '--out', path]);
    const { bytes } = await run(root, ['export', 'dla46_c', '--to', 'onnx']);
    expect(bytes.equals(readFileSync(path))).toBe(true);
  });
});
