import type { Fill } from '#lib/dla/ops/op.ts';
import { fillSeeded, type SeededRole } from '#lib/dla/weights/seeded.ts';
import type { WeightProvider } from './weight-provider.ts';

const seededRoles = { weight: 'conv', scale: 'bn-scale', bias: 'bias' } as const satisfies Record<Fill, SeededRole>;

/** Seeded values; `names` gives tensors the seed of another name. */
export const seededWeights = (names: ReadonlyMap<string, string> = new Map()): WeightProvider => ({
  key: names.size === 0 ? 'seeded' : `seeded ${JSON.stringify([...names])}`,
  read: ({ name, shape, fill }) => fillSeeded(names.get(name) ?? name, shape, seededRoles[fill]),
});
