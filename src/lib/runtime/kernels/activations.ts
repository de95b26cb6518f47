import {
  exp,
  logSoftmax as tfLogSoftmax,
  mul,
  relu as tfRelu,
  sigmoid as tfSigmoid,
  softmax as tfSoftmax,
  step,
  sub,
  sum,
} from '@tensorflow/tfjs-core';
import type { Kernel } from './kernel.ts';

export const relu: Kernel<'relu'> = {
  run: ([x]) => tfRelu(x!),
  // At zero the slope is zero, as in PyTorch.
  backward: (gradient, { output }) => ({ inputs: [mul(gradient, step(output))] }),
};

export const sigmoid: Kernel<'sigmoid'> = {
  run: ([x]) => tfSigmoid(x!),
  backward: (gradient, { output }) => ({ inputs: [mul(gradient, mul(output, sub(1, output)))] }),
};

export const softmax: Kernel<'softmax'> = {
  run: ([x]) => tfSoftmax(x!, 3),
  backward: (gradient, { output }) => ({
    inputs: [mul(output, sub(gradient, sum(mul(gradient, output), 3, true)))],
  }),
};

export const logSoftmax: Kernel<'log-softmax'> = {
  run: ([x]) => tfLogSoftmax(x!, 3),
  backward: (gradient, { output }) => ({ inputs: [sub(gradient, mul(exp(output), sum(gradient, 3, true)))] }),
};
