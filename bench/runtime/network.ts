import { sourceOfConfig, type ExportSource } from '#lib/dla/exchange/source.ts';
import { imageOf } from '#lib/dla/op-graph/image.ts';
import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { seededInput } from '#lib/dla/weights/seeded.ts';
import { seededWeights } from '#lib/runtime/compute/seeded-weights.ts';
import type { WeightProvider } from '#lib/runtime/compute/weight-provider.ts';

export interface Work {
  readonly preset: string;
  /** Whether its deformable convolutions are plain ones instead. */
  readonly plain?: boolean;
  readonly height: number;
  readonly width: number;
}

export interface Network {
  readonly source: ExportSource;
  readonly graph: OpGraph;
  /** The last of its results, which ways are compared by. */
  readonly result: number;
  /** All of them: heads of detection are several. */
  readonly results: readonly number[];
  readonly values: ReadonlyMap<string, Float32Array>;
  readonly provider: WeightProvider;
  /** One image, NCHW without N. */
  readonly input: Float32Array;
}

/** A network with its weights made, so that no measurement contains that. */
export async function networkOf({ preset, plain, height, width }: Work): Promise<Network> {
  const config = presetConfig(preset);
  const head = plain ? ({ ...config.head, node: 'conv' } as typeof config.head) : config.head;
  const source = sourceOfConfig({ ...config, head, input: { channels: 3, height, width } });
  const { graph } = source;
  const seeded = seededWeights();
  const values = new Map<string, Float32Array>();
  for (const tensor of graph.tensors) values.set(tensor.name, await seeded.read(tensor));
  const provider = {
    key: `${preset} ${plain ? 'plain ' : ''}seeded`,
    read: ({ name }: { readonly name: string }) => values.get(name)!,
  };
  const input = seededInput(imageOf(graph).shape);
  const results = graph.outputs.map((id) => graph.results.get(id)!);
  return { source, graph, result: graph.ops.length - 1, results, values, provider, input };
}
