import { readFileSync } from 'node:fs';
import { countCosts } from '#lib/dla/analysis/costs.ts';
import { parseNetworkFile } from '#lib/dla/network/file.ts';
import { parseGraph, serialiseGraph } from '#lib/dla/network/graph-file.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { sayIssue } from '#lib/messages/messages.ts';
import { unwrap } from '#lib/issue.ts';
import { describe, expect, it } from 'vitest';
import { golden } from './goldens.ts';

interface GoldenGraph {
  readonly document: unknown;
  readonly parameters: number;
  readonly macs: number;
  readonly activations: number;
  readonly state_dict: readonly (readonly [string, readonly number[]])[];
  readonly runs: readonly { readonly output: Readonly<Record<string, { readonly shape: readonly number[] }>> }[];
}

describe('graph documents count, and name and order their tensors, as PyTorch does', () => {
  it.each(['two-blocks', 'decoder', 'dense-chain', 'order-and-names', 'resnet18', 'deform'])('%s', (name) => {
    const file = golden<GoldenGraph>(`graph-${name}`);
    const document = unwrap(parseGraph(JSON.stringify(file.document)));
    // Written and read again, with the defaults in, it is the same network.
    for (const each of [document, unwrap(parseGraph(serialiseGraph(document, { defaults: true })))]) {
      const { graph, issues } = lowerDocument(each);
      expect(issues).toEqual([]);
      expect(graph.tensors.map((tensor) => [tensor.name, tensor.shape])).toEqual(file.state_dict);
      expect(countCosts(graph)).toMatchObject({
        parameters: file.parameters,
        macs: file.macs,
        activations: file.activations,
      });
      const output = file.runs[0]!.output;
      expect(graph.outputs).toEqual(Object.keys(output));
      for (const id of graph.outputs) {
        const [channels, ...size] = graph.ops[graph.results.get(id)!]!.shape;
        // A classifier's map of one pixel is [1, classes].
        expect([1, channels, ...size].slice(0, output[id]!.shape.length)).toEqual(output[id]!.shape);
      }
    }
  });
});

describe('broken files are refused by a message that names the place', () => {
  const read = (name: string): string => readFileSync(new URL(`./data/broken/${name}`, import.meta.url), 'utf8');
  const expected = JSON.parse(read('expected.json')) as Record<string, { fault: string; names: string[] }>;
  it.each(Object.entries(expected))('%s: $fault', (name, { names }) => {
    const result = parseNetworkFile(read(name));
    expect(result.ok).toBe(false);
    const words = result.ok ? '' : result.issues.map(sayIssue).join('\n');
    expect(names.filter((each) => words.includes(each))).not.toEqual([]);
  });
});
