import { BATCH_NORM_EPSILON } from '#lib/dla/ops/batch-norm.ts';
import { numbers } from '#tests/runtime/reference.ts';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { memory, setBackend, tensor1d, tensor4d, tidy, type Tensor4D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { normalise, normaliseBackward, runningAfter, statisticsOf } from './batch-statistics.ts';

const SHAPE: Tensor4D['shape'] = [3, 2, 4, 5];
const CHANNELS = SHAPE[3];
const COUNT = 3 * 2 * 4;

/** By the definition, in float64; NHWC. */
function statistics(x: Float64Array, channel: number): { mean: number; variance: number } {
  const values = [...x].filter((_, i) => i % CHANNELS === channel);
  const mean = values.reduce((sum, value) => sum + value, 0) / COUNT;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / COUNT };
}

function normalised(x: Float64Array, weight: Float64Array, bias: Float64Array): Float64Array {
  const found = Array.from({ length: CHANNELS }, (_, channel) => statistics(x, channel));
  return x.map((value, i) => {
    const { mean, variance } = found[i % CHANNELS]!;
    return ((value - mean) / Math.sqrt(variance + BATCH_NORM_EPSILON)) * weight[i % CHANNELS]! + bias[i % CHANNELS]!;
  });
}

const x = numbers(COUNT * CHANNELS, 1).map((value, i) => 3 * value + (i % CHANNELS));
const weight = numbers(CHANNELS, 2).map((value) => value + 1.5);
const bias = numbers(CHANNELS, 3);
const slopes = numbers(COUNT * CHANNELS, 4);

/** How Σ slopes · result changes with each value of `data`, by differences to both sides. */
function finiteDifferences(data: Float64Array): number[] {
  const STEP = 1e-5;
  const loss = () => normalised(x, weight, bias).reduce((sum, value, i) => sum + value * slopes[i]!, 0);
  return Array.from(data, (value, place) => {
    data[place] = value + STEP;
    const above = loss();
    data[place] = value - STEP;
    const below = loss();
    data[place] = value;
    return (above - below) / (2 * STEP);
  });
}

function expectClose(found: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number) {
  const most = Array.from(expected).reduce((worst, value) => Math.max(worst, Math.abs(value)), 0);
  const error = Array.from(expected).reduce((worst, value, i) => Math.max(worst, Math.abs(value - found[i]!)), 0);
  expect(error / most).toBeLessThan(tolerance);
}

describe.each(['cpu', 'wasm'])('batch norm in training mode on %s', (backend) => {
  beforeAll(() => setBackend(backend));
  const upload = (data: Float64Array) => tensor1d(Float32Array.from(data));
  const uploadMaps = (data: Float64Array) => tensor4d(Float32Array.from(data), SHAPE);

  it('[training] normalises by the batch', async () => {
    const result = tidy(() => {
      const maps = uploadMaps(x);
      return normalise(maps, upload(weight), upload(bias), statisticsOf(maps));
    });
    expectClose(await result.data(), normalised(x, weight, bias), 1e-6);
    result.dispose();
    expect(memory().numTensors).toBe(0);
  });

  it('[training] its gradients are those of finite differences', async () => {
    const found = tidy(() => {
      const maps = uploadMaps(x);
      const { inputs, weights } = normaliseBackward(uploadMaps(slopes), maps, upload(weight), statisticsOf(maps));
      return { x: inputs[0]!, weight: weights.weight!, bias: weights.bias! };
    });
    expectClose(await found.x.data(), finiteDifferences(x), 1e-5);
    expectClose(await found.weight.data(), finiteDifferences(weight), 1e-5);
    expectClose(await found.bias.data(), finiteDifferences(bias), 1e-5);
    for (const gradient of Object.values(found)) gradient.dispose();
    expect(memory().numTensors).toBe(0);
  });

  it('[training] running statistics take a tenth of the batch, and its unbiased variance', async () => {
    const after = tidy(() => {
      const running = { mean: upload(bias), variance: upload(weight) };
      return { ...runningAfter(running, statisticsOf(uploadMaps(x)), COUNT) };
    });
    const mean = Array.from(bias, (value, c) => 0.9 * value + 0.1 * statistics(x, c).mean);
    const unbiased = (c: number) => (statistics(x, c).variance * COUNT) / (COUNT - 1);
    const variance = Array.from(weight, (value, c) => 0.9 * value + 0.1 * unbiased(c));
    expectClose(await after.mean.data(), mean, 1e-6);
    expectClose(await after.variance.data(), variance, 1e-6);
    for (const tensor of Object.values(after)) tensor.dispose();
  });
});
