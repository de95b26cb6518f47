import '@tensorflow/tfjs-backend-cpu';
import { memory, setBackend, tensor1d } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { meanScore, scoreOf } from '#lib/runtime/compute/score.ts';
import { cosineRate, Sgd } from './sgd.ts';

test('[training] gradient descent with momentum and decay, as PyTorch has it', async () => {
  await setBackend('cpu');
  const sgd = new Sgd({ momentum: 0.9, weightDecay: 0.1 });
  let [weight, velocity] = [2, 0];
  let tensor = tensor1d([weight]);
  for (const [slope, rate] of [
    [1, 0.5],
    [-3, 0.2],
    [0.5, 0.1],
  ] as const) {
    velocity = 0.9 * velocity + slope + 0.1 * weight;
    weight -= rate * velocity;
    const gradient = tensor1d([slope]);
    const next = sgd.step('w', tensor, gradient, rate) as typeof tensor;
    gradient.dispose();
    tensor.dispose();
    tensor = next;
    expect((await tensor.data())[0]).toBeCloseTo(weight, 5);
  }
  tensor.dispose();
  sgd.dispose();
  expect(memory().numTensors).toBe(0);
});

test('[training] the rate falls along half a cosine', () => {
  expect([0, 25, 50, 75, 100].map((step) => cosineRate(0.2, step, 100))).toEqual([
    0.2,
    expect.closeTo(0.1 * (1 + Math.SQRT1_2), 12),
    expect.closeTo(0.1, 12),
    expect.closeTo(0.1 * (1 - Math.SQRT1_2), 12),
    0,
  ]);
});

test('[training] the score of a batch, and the gradient of its mean loss', () => {
  const logits = Float32Array.of(1, 2, 0, /* */ 0, 0, 3);
  const { loss, accuracy, slopes } = scoreOf(logits, Uint16Array.of(1, 0));
  const sum = [Math.exp(1) + Math.exp(2) + 1, 2 + Math.exp(3)];
  expect(loss).toBeCloseTo((Math.log(sum[0]!) - 2 + Math.log(sum[1]!)) / 2, 12);
  expect(accuracy).toBe(0.5);
  const expected = [Math.exp(1), Math.exp(2) - sum[0]!, 1].map((value) => value / sum[0]! / 2);
  expected.forEach((value, i) => expect(slopes[i]).toBeCloseTo(value, 6));
  expect(scoreOf(Float32Array.of(NaN, NaN), Uint16Array.of(0)).accuracy).toBe(0);
  expect(
    meanScore([
      [3, { loss: 1, accuracy: 1 }],
      [1, { loss: 5, accuracy: 0 }],
    ]),
  ).toEqual({ loss: 2, accuracy: 0.75 });
});
