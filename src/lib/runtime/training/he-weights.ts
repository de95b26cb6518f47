import type { WeightTensor } from '#lib/dla/op-graph/op-graph.ts';
import type { WeightProvider } from '#lib/runtime/compute/weight-provider.ts';
import { normalOf } from './random.ts';

/**
 * Weights to begin a training with: normal with variance 2 / fan-in (He et al., arXiv 1502.01852, equation 10), norms with
 * scale 1 and shift 0, biases 0. Each tensor is drawn from the seed and its name; `names` gives tensors another's name, so
 * that networks of different structure can begin alike.
 */
export const heWeights = (seed: number, names: ReadonlyMap<string, string> = new Map()): WeightProvider => ({
  key: `he ${JSON.stringify([seed, ...names])}`,
  read({ name, shape, fill }: WeightTensor) {
    const values = new Float32Array(shape.reduce((product, extent) => product * extent, 1));
    if (fill === 'scale') return values.fill(1);
    if (fill === 'bias') return values;
    const deviation = Math.sqrt(2 / (values.length / shape[0]!));
    const normal = normalOf(`${seed} ${names.get(name) ?? name}`);
    return values.map(() => deviation * normal());
  },
});
