import type { Fix, Issue } from '#lib/issue.ts';
import type { StepLabel } from '#lib/step.ts';
import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { sayFix, sayIssue, sayStep } from './messages.ts';

describe('[messages] an issue in plain words', () => {
  it.each<[Issue, string]>([
    [
      { kind: 'not-json', at: '', line: 24, column: 7, expected: 'key', received: '}' },
      'line 24, column 7: this is not JSON: expected a key in double quotes, found "}".',
    ],
    [
      { kind: 'blocks-power-of-two', at: 'levels[2].blocks', line: 40, expected: 'tree', received: 6 },
      'line 40, levels[2].blocks: tree levels join their blocks in pairs: expected a power of two (1, 2, 4, 8 …), found 6.',
    ],
    [
      { kind: 'not-expected', at: 'first.block', expected: ['basic', 'split'], received: 'vgg' },
      'first.block: expected one of "basic" or "split", found "vgg".',
    ],
    [
      { kind: 'not-expected', at: '', line: 1, expected: 'Object', received: [] },
      'line 1: expected an object, found an array.',
    ],
    [{ kind: 'byte-order-mark', at: '' }, 'The file starts with a byte order mark. Save it as UTF-8 without one.'],
    [
      { kind: 'newer-version', at: 'version', line: 3, expected: 1, received: 2 },
      'line 3, version: the file has version 2, but this program reads versions up to 1. Use a newer program.',
    ],
    [
      { kind: 'cycle', at: 'a', received: Array.from({ length: 12 }, (_, index) => `n${index}`) },
      'a: these nodes form a cycle: n0, n1, n2, n3, n4, n5, n6, n7 … (12 in all). A network has no cycles: remove one of the edges.',
    ],
    [
      { kind: 'no-structure', at: 'n2', expected: { structure: 'ida', input: 1, takes: 'n1' }, received: 'b1' },
      'n2: this level is none of the six structures; the nearest is IDA, where input 2 is "n1"; found "b1".',
    ],
    [
      {
        kind: 'unfit-connection',
        at: 'join',
        expected: { rule: 'sizes-differ', value: [8, 8], shape: [64, 8, 8], equation: 'aggregation-node' },
        received: { from: 'deep', input: 1, shape: [32, 4, 4], value: [4, 4] },
      },
      'join: "deep" outputs 32 × 4 × 4 next to 64 × 8 × 8, which does not fit N(x₁ … xₖ) = ReLU(BN(W · concat(x₁ … xₖ))): inputs must agree in height and width: expected 8 × 8, found 4 × 4. Resample one of them.',
    ],
  ])('%j', (issue, words) => expect(sayIssue(issue)).toBe(words));

  it('is one line, whatever stands in a file', () => {
    const received = `a\nb\u0000\u2028${'x'.repeat(1000)}`;
    for (const kind of ['unknown-key', 'not-expected', 'run-failed', 'image-broken', 'pickle-global'] as const)
      expect(sayIssue({ kind, at: 'a\nb', expected: 'number', received })).not.toMatch(/\p{Cc}/u);
  });

  it('is short, however long its place and its values are, of every kind (R12)', () => {
    const long = 'k'.repeat(9_000_000);
    for (const kind of Object.keys(en.issues) as Issue['kind'][])
      for (const data of [long, [long, long]])
        expect(sayIssue({ kind, at: long, expected: data, received: data }).length, kind).toBeLessThan(2300);
  });

  it('every kind says something whatever its data', () => {
    const kinds = Object.keys(en.issues) as Issue['kind'][];
    for (const kind of kinds)
      for (const data of [undefined, null, 3, 'x', ['x', 'y'], [3, 4, 5], {}]) {
        const words = sayIssue({ kind, at: 'here', ...(data !== undefined && { expected: data, received: data }) });
        expect(words).toMatch(/^here: .+\.$/);
        expect(words).not.toMatch(/undefined|\[object|NaN/);
      }
  });
});

describe('[messages] a remedy in a few words', () => {
  const edge = { from: 'a', to: 'b', input: 1, replaces: false };
  it.each<[Fix, string]>([
    [{ kind: 'insert-projection', node: 'b', input: 1 }, 'Insert a projection'],
    [{ kind: 'insert-projection', ...edge, outChannels: 32 }, 'Insert a projection to 32 channels'],
    [{ kind: 'insert-down-sample', ...edge, factor: 2 }, 'Insert a max-pool by 2'],
    [
      { kind: 'insert-up-sample', ...edge, factor: 4, outChannels: 8 },
      'Insert an up-sampling by 4 and a projection to 8 channels',
    ],
    [{ kind: 'reconnect', from: 'a', to: 'b', input: 0 }, 'Replace its input'],
    [{ kind: 'edit-level', level: 'level3', structure: 'tree', blocks: 4 }, 'Use 4 blocks'],
  ])('%j', (fix, words) => expect(sayFix(fix)).toBe(words));
});

describe('[messages] a step of the history', () => {
  it.each<[StepLabel, string]>([
    [{ kind: 'insert', values: { name: 'N1', from: 'a', to: 'b' } }, 'Insert N1 between a and b'],
    [{ kind: 'group', values: { count: 1 } }, 'Group 1 node'],
    [{ kind: 'remove' }, 'Remove nodes'],
    [
      { kind: 'set-attributes', values: { name: 'B1', what: 'outChannels', from: '8', to: '16' } },
      'B1: channels 8 → 16',
    ],
    [{ kind: 'set-attributes', values: { name: 'B1', what: 'toString', to: 'valueOf' } }, 'B1: toString valueOf'],
    [{ kind: 'other', values: { name: 'sharpen-edges' } }, 'Sharpen edges'],
  ])('%j', (label, words) => expect(sayStep(label)).toBe(words));
});
