import { logSoftmax as tfLogSoftmax, relu as tfRelu, sigmoid as tfSigmoid } from '@tensorflow/tfjs-core';
import type { Kernel } from './kernel';

export const relu: Kernel<'relu'> = { run: ([x]) => tfRelu(x!) };
export const sigmoid: Kernel<'sigmoid'> = { run: ([x]) => tfSigmoid(x!) };
export const logSoftmax: Kernel<'log-softmax'> = { run: ([x]) => tfLogSoftmax(x!, 3) };
