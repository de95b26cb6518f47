import '@tensorflow/tfjs-backend-wasm';
import {
  setBackend,
  conv2d,
  memory,
  randomUniform,
  relu as applyRelu,
  add,
  tidy,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { winogradFloats, winogradPays } from './winograd-form.ts';
import { convolveTiles, isTurned, turnFilter } from './winograd.ts';

const attributes = { kernel: 3, stride: 1, padding: 1, dilation: 1, groups: 1, bias: false, outChannels: 16 };

describe('Winograd on WebAssembly', () => {
  beforeAll(() => setBackend('wasm'));

  it.each([
    { map: [1, 16, 12, 8], outs: 16, padding: 1, bias: true, relu: true },
    { map: [1, 13, 14, 4], outs: 8, padding: 1, bias: false, relu: false },
    { map: [3, 7, 18, 12], outs: 24, padding: 0, bias: true, relu: false },
    { map: [2, 5, 3, 64], outs: 32, padding: 2, bias: false, relu: true },
    { map: [1, 1, 1, 4], outs: 8, padding: 1, bias: true, relu: false },
    { map: [1, 56, 56, 64], outs: 64, padding: 1, bias: true, relu: true },
  ] as const)(
    '[kernels] $map by 3×3 to $outs is what taps one by one give',
    async ({ map, outs, padding, bias, relu }) => {
      const before = memory().numTensors;
      const [found, expected] = tidy(() => {
        const x: Tensor4D = randomUniform([...map], -1, 1, 'float32', 1);
        const filter: Tensor4D = randomUniform([3, 3, map[3], outs], -1, 1, 'float32', 2);
        const shift = bias ? randomUniform([outs], -1, 1, 'float32', 3) : undefined;
        const plain: Tensor4D = conv2d(x, filter, 1, padding);
        const shifted = shift ? add<Tensor4D>(plain, shift) : plain;
        return [
          convolveTiles(x, turnFilter(filter), padding, shift, relu),
          relu ? applyRelu(shifted) : shifted,
        ] as const;
      });
      expect(found.shape).toEqual(expected.shape);
      const [a, b] = [await found.data<'float32'>(), await expected.data<'float32'>()];
      const most = b.reduce((worst, value) => Math.max(worst, Math.abs(value)), 0);
      expect(b.reduce((worst, value, i) => Math.max(worst, Math.abs(value - a[i]!)), 0) / most).toBeLessThan(1e-5);
      found.dispose();
      expected.dispose();
      expect(memory().numTensors).toBe(before);
    },
  );

  it('[kernels] the floats that it needs are those that it says', () => {
    tidy(() => {
      const x: Tensor4D = randomUniform([1, 16, 16, 8]);
      const filter: Tensor4D = randomUniform([3, 3, 8, 16]);
      const turned = turnFilter(filter);
      const held = memory().numBytes;
      const result = convolveTiles(x, turned, 1, undefined, false);
      expect(isTurned(turned)).toBe(true);
      expect(isTurned(filter)).toBe(false);
      expect(winogradFloats(8, 16, false)).toEqual({
        filter: turned.size,
        scratch: (memory().numBytes - held) / 4 - result.size,
      });
    });
  });

  it('[kernels] pays for 3×3 with stride 1 over maps of enough tiles, channels in fours', () => {
    expect(winogradPays(attributes, 64, [64, 14, 14])).toBe(true);
    expect(winogradPays(attributes, 64, [64, 7, 7])).toBe(false);
    expect(winogradPays(attributes, 3, [64, 56, 56])).toBe(false);
    expect(winogradPays(attributes, 64, [12, 56, 56])).toBe(false);
    for (const other of [{ kernel: 1 }, { stride: 2 }, { dilation: 2 }, { groups: 2 }])
      expect(winogradPays({ ...attributes, ...other }, 64, [64, 56, 56])).toBe(false);
  });
});
