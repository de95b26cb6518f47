import { countCosts } from '#lib/dla/analysis/costs.ts';
import { countLevels } from '#lib/dla/analysis/count.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import type { NetworkConfig } from '#lib/dla/network/config.ts';
import { configTensors } from '#lib/dla/network/tensors.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { presetConfig, presetOf, presets } from '#lib/dla/presets/presets.ts';
import { describe, expect, it } from 'vitest';
import { golden, toConfig, type GoldenNetwork } from './goldens.ts';

interface SummaryRow {
  readonly params: number;
  readonly macs: number;
  readonly activations: number;
  readonly tensors: number;
  readonly imagenet?: { readonly top1: number; readonly top5: number };
}

const summary = golden<Record<string, SummaryRow>>('summary');

function countOf(config: NetworkConfig) {
  const document = buildNetwork(config);
  const { graph, issues } = lowerDocument(document);
  expect(issues).toEqual([]);
  return {
    ...countCosts(graph),
    names: configTensors(config, graph).map(({ name, shape }) => [name, shape]),
    graph,
    document,
  };
}

describe('presets count as timm and PyTorch do', () => {
  it.each(presets.filter((preset) => preset.config && preset.accuracy).map((preset) => preset.id))('%s', (id) => {
    const { params, macs, activations, tensors } = summary[id]!;
    const counted = countOf(presetConfig(id));
    expect(counted).toMatchObject({ parameters: params, macs, activations, tensors });
  });

  it.each(presets.filter((preset) => preset.document).map((preset) => preset.id))('%s', (id) => {
    const { graph, issues } = lowerDocument(presetOf(id)!.document!);
    expect(issues).toEqual([]);
    expect(countCosts(graph)).toMatchObject({ parameters: summary[id]!.params, tensors: summary[id]!.tensors });
  });

  it('their accuracies are the published ones, and all of those', () => {
    const shown = presets.flatMap(({ id, accuracy }) => (accuracy ? [[id, accuracy] as const] : []));
    const published = Object.entries(summary).filter(([, { imagenet }]) => imagenet);
    expect(Object.fromEntries(shown)).toEqual(
      Object.fromEntries(published.map(([id, { imagenet }]) => [id, { top1: imagenet!.top1, top5: imagenet!.top5 }])),
    );
  });
});

const networks = ['dla34', 'dla46_c', 'dla46x_c', 'dla60', 'dla60_res2next', 'dla102'];
const structured = ['dla34', 'dla46_c'].flatMap((net) =>
  ['plain', 'shallow', 'ida', 'tree', 'reentrant', 'merged'].map((structure) => `structure-${net}-${structure}`),
);

describe('names, shapes and order are those of the state_dict', () => {
  it.each([...networks, ...structured])('%s', (name) => {
    const file = golden<GoldenNetwork>(name);
    const counted = countOf(toConfig(file.config, { kind: 'classifier', classes: file.classes }));
    expect(counted.names).toEqual(file.state_dict);
    expect(counted).toMatchObject({ parameters: file.params, ...file.cost_224 });
  });
});

describe("torchvision's networks have its names, shapes and order", () => {
  it.each(['resnet18', 'resnet50', 'resnext50_32x4d', 'densenet121'])('%s', (id) => {
    const { graph } = lowerDocument(presetOf(id)!.document!);
    expect(graph.tensors.map(({ name, shape }) => [name, shape])).toEqual(golden<GoldenNetwork>(id).state_dict);
  });
});

interface DenseGolden {
  readonly config: {
    readonly backbone: string;
    readonly down_ratio: 2;
    readonly decoder: 'none' | 'shallow' | 'ida' | 'ida-up';
  };
  readonly classes: number;
  readonly params: number;
  readonly params_used?: number;
  readonly unused?: readonly (readonly [string, readonly number[]])[];
  readonly state_dict: readonly (readonly [string, readonly number[]])[];
  readonly cost_512x256: { readonly macs: number; readonly activations: number };
}

describe('dense networks', () => {
  it.each(['dla34up', 'dla102up', 'decoder-dla34-none', 'decoder-dla34-shallow', 'decoder-dla34-ida'])('%s', (name) => {
    const file = golden<DenseGolden>(name);
    const backbone = presetConfig(file.config.backbone);
    const { decoder, down_ratio: downRatio } = file.config;
    const counted = countOf({
      ...backbone,
      input: { channels: 3, height: 512, width: 256 },
      head: { kind: 'segmentation', decoder, downRatio, classes: file.classes },
    });
    const unused = new Set((file.unused ?? []).map(([tensor]) => tensor));
    expect(counted.names).toEqual(file.state_dict.filter(([tensor]) => !unused.has(tensor)));
    expect(counted).toMatchObject({ parameters: file.params_used ?? file.params, ...file.cost_512x256 });
  });
});

interface Reach {
  readonly stride: number;
  readonly receptive_field: readonly [number, number];
}

describe('receptive fields are those measured by back-propagation', () => {
  const whole: object = summary;
  const measured = (whole as { _receptive_field: Record<string, readonly Reach[]> })._receptive_field;
  it.each(Object.keys(measured))('%s', (id) => {
    const { document, graph } = countOf(presetConfig(id));
    const found = countLevels(document, graph).map(({ reduction, receptiveField }) => ({ reduction, receptiveField }));
    expect(found).toEqual(measured[id]!.map((row) => ({ reduction: row.stride, receptiveField: row.receptive_field })));
  });
});
