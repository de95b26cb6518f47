import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { digitsConfig } from '#lib/dla/presets/small.ts';
import { Engine } from '#lib/runtime/session/engine.ts';
import { useNodeBackend } from '#lib/runtime/tfjs/node-backends.ts';
import { memory } from '@tensorflow/tfjs-core';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DIGITS_HELD_OUT, digitExamples, splitExamples } from './examples.ts';
import { TRAINING_DEFAULTS } from './order.ts';

const digits = digitExamples(
  readFileSync('static/samples/digits-8x8.bin'),
  readFileSync('static/samples/digits-labels.bin'),
);

test('[training] a DLA with trees of depth 1 reads 97 % of 297 digits that it never saw', async () => {
  const { graph } = lowerDocument(buildNetwork(digitsConfig('tree')));
  const engine = new Engine(useNodeBackend);
  const options = { ...TRAINING_DEFAULTS, heldOut: DIGITS_HELD_OUT, seed: 1 };
  const report = await engine.train({
    variants: [{ name: 'tree', graph }],
    data: { kind: 'examples', examples: digits },
    options,
    backend: 'wasm',
  });
  const [trained] = report.variants;
  expect([report.learned, report.heldOut, trained!.curve.length]).toEqual([1500, 297, TRAINING_DEFAULTS.epochs]);
  expect(trained!.curve.at(-1)!.heldOut.accuracy).toBeGreaterThanOrEqual(0.97);
  expect(memory().numTensors).toBe(0);

  // The saved weights, read back and run with batch norms folded, make of single images what the training saw.
  const file = new Blob([trained!.weights]);
  const weights = { kind: 'file', file, fileName: 'digits.safetensors', key: 'digits' } as const;
  const { heldOut } = splitExamples(digits, DIGITS_HELD_OUT, options.seed);
  let right = 0;
  for (const [i, label] of heldOut.labels.entries()) {
    const data = heldOut.images.slice(64 * i, 64 * (i + 1));
    const run = await engine.run({
      graph,
      weights,
      input: { kind: 'pixels', data },
      keep: new Map([['fc', { full: true }]]),
      backend: 'wasm',
    });
    expect(run.match!.missing).toEqual([]);
    const logits = run.results.get('fc')!.data!;
    if (logits.indexOf(Math.max(...logits)) === label) right += 1;
  }
  expect(right / heldOut.labels.length).toBeCloseTo(trained!.curve.at(-1)!.heldOut.accuracy, 10);
  engine.dispose();
});
