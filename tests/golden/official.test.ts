import { countCosts } from '#lib/dla/analysis/costs.ts';
import { countUnused, unusedTensors } from '#lib/dla/analysis/official.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { describe, expect, it } from 'vitest';
import { golden } from './goldens.ts';

interface Row {
  readonly config?: unknown;
  readonly params: number;
  readonly official_params?: number;
  readonly tensors?: number;
  readonly official_tensors?: number;
}

const summary = golden<Record<string, Row>>('summary');
const rows = Object.entries(summary).filter(([, row]) => row.config);

describe("official counts are those of the authors' code", () => {
  it.each(rows.map(([id]) => id))('%s', (id) => {
    const { params, official_params, tensors, official_tensors } = summary[id]!;
    const config = presetConfig(id);
    const used = countCosts(lowerDocument(buildNetwork(config)).graph);
    expect(used.parameters + countUnused(config)).toBe(official_params ?? params);
    const all = tensors === undefined ? undefined : used.tensors + unusedTensors(config).length;
    expect(all).toBe(official_tensors ?? tensors);
  });
});

type Tensors = readonly (readonly [string, readonly number[]])[];

describe('unused tensors have the names, shapes and order of the official checkpoints', () => {
  const files = ['dla34', 'dla46_c', 'dla46x_c', 'dla60', 'dla102', 'dla60_res2next', 'dla34up', 'dla102up'];
  it.each(files)('%s', (id) => {
    const file = golden<{ official_unused?: Tensors; unused?: Tensors }>(id);
    const found = unusedTensors(presetConfig(id)).map(({ name, shape }) => [name, shape]);
    expect(found).toEqual(file.official_unused ?? file.unused ?? []);
  });
});
