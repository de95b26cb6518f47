import { presetConfig } from '#lib/dla/presets/presets.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { describe, expect, it } from 'vitest';
import { sourceOfConfig, sourceOfDocument } from '../source.ts';
import { toDot } from './to-dot.ts';

describe('DOT', () => {
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

  it('quotes what people write', () => {
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
  });
});
