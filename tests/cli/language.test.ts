import { describe, expect, it } from 'vitest';
import { dla } from './cli.ts';

const CHINESE = /\p{Script=Han}/u;

describe('the language of the command line', () => {
  it.each([
    [['list', '--lang', 'fr'], 'fr'],
    [['list', '--lang'], '--lang'],
    [['list', '--lang='], '--lang'],
  ])('%j: one that is not spoken is wrong usage', async (args, named) => {
    const { code, out, err } = await dla(args);
    expect([code, out]).toEqual([2, '']);
    expect(err[0]).toContain(named);
  });

  it('leaves results for programs as they are', async () => {
    const answers = [await dla(['count', 'dla34', '--json'])];
    answers.push(await dla(['count', 'dla34', '--json', '--lang', 'zh']));
    answers.push(await dla(['--lang=zh', 'count', 'dla34', '--json']));
    answers.push(await dla(['count', 'dla34', '--json'], '', 'zh_CN.UTF-8'));
    expect(new Set(answers.map(({ code, out }) => `${code} ${out}`)).size).toBe(1);
  });

  it('is English where nobody asks for another, and again after another was spoken', async () => {
    const [before] = [await dla(['draw']), await dla(['draw', '--lang', 'zh'])];
    expect(before).toEqual(await dla(['draw'], '', 'C'));
    expect(before.err.join('')).not.toMatch(CHINESE);
  });
});
