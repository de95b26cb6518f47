import { presetConfig } from '#lib/dla/presets/presets.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { instance } from '@viz-js/viz';
import { describe, expect, it } from 'vitest';
import { sourceOfConfig, sourceOfDocument } from '../source.ts';
import { toDot } from './to-dot.ts';

/** What Graphviz itself finds in a file. */
async function drawn(dot: string) {
  const { status, output } = (await instance()).render(dot, { format: 'json' });
  expect(status).toBe('success');
  const { objects = [], edges = [] } = JSON.parse(output!) as {
    readonly objects?: readonly { readonly name: string; readonly label: string; readonly nodes?: unknown }[];
    readonly edges?: readonly unknown[];
  };
  const isCluster = ({ name }: { readonly name: string }) => name.startsWith('cluster_');
  return { clusters: objects.filter(isCluster), nodes: objects.filter((each) => !isCluster(each)), edges };
}

describe('DOT', () => {
  it.each(['dla34', 'dla60x', 'ctdet_dla34'])('%s: Graphviz draws every node, edge and group of it', async (id) => {
    const source = sourceOfConfig(presetConfig(id));
    const { document } = source;
    const { clusters, nodes, edges } = await drawn(toDot(source));
    expect(nodes.map(({ name }) => name).sort()).toEqual(document.nodes.map((node) => node.id).sort());
    expect(clusters.map(({ name }) => name).sort()).toEqual(
      document.groups.map((group) => `cluster_${group.id}`).sort(),
    );
    expect(edges).toHaveLength(document.nodes.reduce((sum, node) => sum + node.inputs.length, 0));
  });

  it('has every node, every edge in order, and groups as nested clusters', () => {
    const source = sourceOfConfig(presetConfig('dla34'));
    const lines = toDot(source).split('\n');
    const edges = lines.filter((line) => line.includes(' -> '));
    expect(edges).toHaveLength(source.document.nodes.reduce((sum, node) => sum + node.inputs.length, 0));
    expect(lines.filter((line) => /^ +"[^"]+" \[label=/.test(line))).toHaveLength(source.document.nodes.length);
    expect(edges.filter((line) => line.endsWith('-> "level3-n2";'))).toEqual(
      ['level3-b4', 'level3-b3', 'level3-down', 'level3-n1'].map((from) => `  "${from}" -> "level3-n2";`),
    );
    expect(lines).toContain('  subgraph "cluster_level3" {');
    expect(lines).toContain('    subgraph "cluster_level3-tree1" {');
    expect(lines).toContain('      "level3-n1" [label="root\\naggregation\\n128×28×28"];');
  });

  it('holds no character that would break it, nor HTML that a name spells out (R5)', () => {
    const [node] = sourceOfConfig(presetConfig('dla34')).document.nodes;
    const document: GraphDocument = {
      name: 'a\u0000b',
      nodes: [{ ...node!, name: '\u0001&lt;\ufffe\ud800' }],
      groups: [],
      positions: new Map(),
    };
    const dot = toDot(sourceOfDocument(document));
    expect(dot).toContain('digraph "a\ufffdb" {');
    expect(dot).toContain('label="\ufffd&amp;lt;\ufffd\ufffd\\ninput');
  });

  it('quotes what people write', async () => {
    const document: GraphDocument = {
      name: 'a "b" \\',
      nodes: [
        { id: 'x', kind: 'input', name: '"];\n\\', inputs: [], attributes: { channels: 1, height: 2, width: 3 } },
      ],
      groups: [],
      positions: new Map(),
    };
    const dot = toDot(sourceOfDocument(document));
    expect(dot).toContain('digraph "a \\"b\\" \\\\" {');
    expect(dot).toContain('  "x" [label="\\"];\\n\\\\\\ninput\\n1×2×3"];');
    expect((await drawn(dot)).nodes.map(({ name }) => name)).toEqual(['x']);
  });
});
