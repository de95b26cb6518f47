import { mean } from '@tensorflow/tfjs-core';
import type { Kernel } from './kernel';

export const globalAvgPool: Kernel<'global-avg-pool'> = { run: ([x]) => mean(x!, [1, 2], true) };
