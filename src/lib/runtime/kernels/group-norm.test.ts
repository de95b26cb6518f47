import '@tensorflow/tfjs-backend-wasm';
import { setBackend, tensor1d, tensor4d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { GROUP_NORM_EPSILON } from '#lib/dla/ops/group-norm.ts';
import { groupNorm } from './group-norm.ts';

describe('group norm on WebAssembly', () => {
  beforeAll(() => setBackend('wasm'));

  // A network of SMOKE's has half a million values in a group.
  it('[kernels] loses no digits over maps as large as they are used', async () => {
    const [height, width] = [384, 1280];
    const data = Float32Array.from({ length: height * width }, (_, at) => 3 + Math.sin(at * 0.7) + Math.cos(at * at));
    const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
    const variance = data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length;
    const result = tidy(() => {
      const [weight, bias] = [tensor1d([1.5]), tensor1d([-0.25])];
      return groupNorm.run(
        [tensor4d(data, [1, height, width, 1])],
        { groups: 1 },
        { weight, bias },
        { backend: 'wasm' },
        false,
      );
    });
    const found = await result.data<'float32'>();
    const scale = 1.5 / Math.sqrt(variance + GROUP_NORM_EPSILON);
    const worst = data.reduce(
      (most, value, at) => Math.max(most, Math.abs((value - mean) * scale - 0.25 - found[at]!)),
      0,
    );
    expect(worst).toBeLessThan(2e-6);
    result.dispose();
  });
});
