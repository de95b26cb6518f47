import { readFileSync } from 'node:fs';
import type { NetworkConfig } from '#lib/dla/network/config.ts';
import { parseConfig } from '#lib/dla/network/parse.ts';
import type { GraphDocument, GraphNode, Position } from '#lib/graph/document/document.ts';
import { unwrap } from '#lib/issue.ts';

/** Reads a file of reference numbers that PyTorch made. */
export const golden = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`./data/${name}.json`, import.meta.url), 'utf8')) as T;

interface GoldenConfig {
  readonly levels: readonly number[];
  readonly channels: readonly number[];
  readonly block: string;
  readonly cardinality: number;
  readonly base_width: number;
  readonly scale?: number;
  readonly residual_root: boolean;
  readonly structure?: string;
}

/** A golden file's `config` as a network config (docs/files.md). */
export function toConfig(config: GoldenConfig, head: NetworkConfig['head']): NetworkConfig {
  const { block: kind, cardinality, base_width: baseWidth, scale } = config;
  const structure = config.structure ?? 'merged';
  return unwrap(
    parseConfig({
      format: 'dla-network',
      version: 1,
      name: 'golden',
      input: { channels: 3, height: 224, width: 224 },
      stem: { channels: config.channels[0], kernel: 7, stride: 1 },
      block:
        kind === 'basic'
          ? { kind }
          : kind === 'res2net'
            ? { kind, cardinality, baseWidth, scale }
            : { kind, cardinality, baseWidth },
      levels: config.levels.map((depth, level) =>
        level < 2
          ? { kind: 'conv', channels: config.channels[level], convs: depth, stride: level === 0 ? 1 : 2 }
          : {
              kind: 'aggregation',
              structure,
              blocks: 2 ** depth,
              channels: config.channels[level],
              stride: 2,
              levelRoot: level > 2 && structure !== 'plain',
              rootResidual: config.residual_root && structure !== 'plain',
              dilation: 1,
            },
      ),
      head,
    }),
  );
}

export interface GoldenNetwork {
  readonly config: GoldenConfig;
  readonly classes: number;
  readonly params: number;
  readonly state_dict: readonly (readonly [string, readonly number[]])[];
  readonly cost_224: { readonly macs: number; readonly activations: number };
}

/** The document of a `graph-*` golden file. */
export function goldenDocument(name: string): GraphDocument {
  type Written = Pick<GraphNode, 'id' | 'kind'> & Partial<GraphNode>;
  type WrittenDocument = Partial<Omit<GraphDocument, 'nodes' | 'positions'>> & {
    readonly nodes: readonly Written[];
    readonly positions?: Readonly<Record<string, Position>>;
  };
  const { document } = golden<{ document: WrittenDocument }>(name);
  const nodes = document.nodes.map(({ inputs = [], attributes = {}, ...node }) => ({ ...node, inputs, attributes }));
  return { name, groups: [], ...document, nodes, positions: new Map(Object.entries(document.positions ?? {})) };
}
