import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { dla, goldenText } from './cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'dla-scripts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const drawn = fileOf('drawn.json', goldenText('graph-two-blocks'));

describe('dla apply does what dla diff --script says', () => {
  it.each([
    ['dla34', 'dla60x'],
    ['dla34', 'dla34up'],
    ['dla46_c', drawn],
    [drawn, 'dla46_c'],
  ])('%s to %s', async (a, b) => {
    const script = fileOf('script.json', (await dla(['diff', a, b, '--script'])).out);
    const end = fileOf('end.json', (await dla(['apply', a, '--script', script])).out);
    expect((await dla(['hash', end])).out).toBe((await dla(['hash', b])).out);
    expect(JSON.parse((await dla(['count', end, '--json'])).out)).toEqual(
      JSON.parse((await dla(['count', b, '--json'])).out),
    );
    const both = await Promise.all([end, b].map((each) => dla(['show', each, '--as', 'graph'])));
    const inputs = both.map(({ out }) => (JSON.parse(out) as { nodes: { inputs?: readonly string[] }[] }).nodes.length);
    expect(inputs[0]).toBe(inputs[1]);
  });

  it('equal networks have no commands, and are said to be equal', async () => {
    const { code, out, err } = await dla(['diff', 'dla34', 'dla34', '--script']);
    expect([code, err]).toEqual([0, ['The networks are equal.']]);
    expect(JSON.parse(out)).toMatchObject({ commands: [] });
    expect((await dla(['diff', 'dla34', 'dla34'])).out).toMatch(/^The networks are equal\.\n/);
  });
});

describe('dla apply refuses', () => {
  it('a script that is none, by line and place', async () => {
    const file = fileOf('bad.json', '{\n"format": "dla-script",\n"version": 1,\n"colour": 2 }');
    expect(await dla(['apply', 'dla34', '--script', file])).toEqual({
      code: 1,
      out: '',
      err: ['line 4, colour: unknown key "colour". Remove it, or correct its spelling.'],
    });
  });

  it('a form that the end does not have', async () => {
    const text =
      '{"format":"dla-script","version":1,"commands":[{"do":"add-node","id":"x","kind":"relu","inputs":["input"]}]}';
    const answer = await dla(['apply', 'dla34', '--script', fileOf('two.json', text), '--as', 'config']);
    expect([answer.code, answer.out]).toEqual([1, '']);
  });

  it.each([
    ['no script', ['apply', 'dla34']],
    ['two files from standard input', ['apply', '-', '--script', '-']],
    ['another form', ['apply', 'dla34', '--script', 'x', '--as', 'png']],
    ['two networks from standard input', ['diff', '-', '-']],
  ])('%s as wrong usage', async (_, args) => {
    expect((await dla(args)).code).toBe(2);
  });
});
