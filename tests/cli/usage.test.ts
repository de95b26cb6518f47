import { describe, expect, it } from 'vitest';
import { dla } from './cli.ts';

describe('wrong usage exits with 2, names the fault and shows the usage', () => {
  it.each([
    [[], 'command'],
    [['draw'], 'draw'],
    [['__proto__'], '__proto__'],
    [['count'], 'argument'],
    [['count', 'dla34', 'dla60'], 'argument'],
    [['count', 'dla34', '--sizes', '64x64'], '--sizes'],
    [['count', 'dla34', '--size'], '--size'],
    [['count', 'dla34', '--size', '64'], '64'],
    [['count', 'dla34', '--size', '0x64'], '0x64'],
    [['count', 'dla34', '--size', '64x65537'], '65537'],
    [['show', 'dla34', '--as', 'onnx'], 'onnx'],
    [['export', 'dla34'], '--to'],
    [['export', 'dla34', '--to', 'toString'], 'toString'],
    [['gradient', 'dla34'], '--label'],
    [['gradient', 'dla34', '--label', 'cat'], 'cat'],
    [['gradient', 'dla34', '--label', '-1'], '--label'],
    [['list', '--json=no'], '--json'],
  ])('%j', async (args, named) => {
    const { code, out, err } = await dla(args);
    expect([code, out]).toEqual([2, '']);
    expect(err[0]).toContain(named);
    expect(err.join('\n')).toContain('Usage: dla ');
  });
});

describe('help', () => {
  it.each([[['--help']], [['help']], [['-h']]])('%j lists every command', async (args) => {
    const { code, out, err } = await dla(args);
    expect([code, err]).toEqual([0, []]);
    for (const name of ['list', 'show', 'check', 'count', 'tensors', 'run', 'gradient', 'diff', 'export'])
      expect(out).toContain(`  dla ${name} `);
  });

  it('of one command', async () => {
    expect((await dla(['run', '--help'])).out).toMatch(/^Usage: dla run NETWORK/);
  });
});

describe('input at fault exits with 1, one line per issue', () => {
  it.each([
    [['count', 'dla35'], 'dla35'],
    [['count', '/'], '/'],
    [['run', 'dla34', '--weights', 'none.pth'], 'none.pth'],
    [['run', 'dla34', '--input', 'none.png'], 'none.png'],
    [['run', 'dla46_c', '--input', 'package.json'], 'package.json'],
    [['run', 'dla46_c', '--weights', 'package.json'], 'package.json'],
    [['export', 'dla46_c', '--to', 'dot', '--out', '/none/x.dot'], '/none/x.dot'],
    [['run', 'dla46_c', '--size', '32x32', '--save', '/dev/null/x'], '/dev/null/x'],
  ])('%j', async (args, named) => {
    const { code, out, err } = await dla(args);
    expect([code, out, err.length]).toEqual([1, '', 1]);
    expect(err[0]).toContain(named);
    expect(err[0]).not.toContain('\n');
  });

  it('what is not JSON is named by line and column', async () => {
    const { code, err } = await dla(['count', '-'], '{\n  "format": dla\n}');
    expect([code, err.length]).toEqual([1, 1]);
    expect(err[0]).toMatch(/line 2/);
  });
});
