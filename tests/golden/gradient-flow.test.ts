import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { indexOf, weightPrefix } from '#lib/graph/document/queries.ts';
import { Engine } from '#lib/runtime/session/engine.ts';
import { useNodeBackend } from '#lib/runtime/tfjs/node-backends.ts';
import { gradientRows, learningNodes } from '#lib/workspace/gradients/rows.ts';
import { saliencyOf } from '#lib/workspace/gradients/saliency.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { backwardCase } from './backward.ts';
import { TOLERANCE } from './forward.ts';

describe("what the gradient panel shows is PyTorch's", () => {
  const engine = new Engine(useNodeBackend);
  afterAll(() => engine.dispose());

  it.each(['gradient-dla46_c', 'gradient-dla34'])('[golden] %s: norms of nodes, saliency of places', async (name) => {
    const { document, file } = backwardCase(name);
    const { graph } = lowerDocument(document);
    const nodes = learningNodes(graph);
    const given = { weights: { kind: 'seeded' }, input: { kind: 'seeded' }, backend: 'wasm' } as const;
    const report = await engine.gradient({ graph, ...given, label: file.label, nodes });
    const rows = gradientRows(document, graph, report);
    expect(rows.map(({ id }) => id)).toEqual(nodes);

    const { node } = indexOf(document);
    const prefixes = new Map(nodes.map((id) => [id, `${weightPrefix(document, node.get(id)!)}.`]));
    const owners = new Map<string, number>();
    for (const [tensor, norm] of Object.entries(file.grad_l2)) {
      // The stem's names have no prefix of their own: the longest prefix that fits is the node's.
      const fitting = [...prefixes].filter(([, prefix]) => tensor.startsWith(prefix));
      const [owner] = fitting.reduce((best, each) => (each[1].length > best[1].length ? each : best));
      owners.set(owner, (owners.get(owner) ?? 0) + norm ** 2);
    }
    expect(owners.size).toBe(rows.length);
    for (const { id, weights, result } of rows) {
      const expected = Math.sqrt(owners.get(id)!);
      expect(Math.abs(weights - expected) / expected, id).toBeLessThanOrEqual(TOLERANCE);
      expect(result, id).toBeGreaterThan(0);
    }

    const { values, width, most } = saliencyOf(report.input);
    const [, channels, height] = file.input;
    expect(values).toHaveLength(height * width);
    const largest = file.input_grad.maxabs!;
    expect(Math.abs(most - largest) / largest).toBeLessThanOrEqual(TOLERANCE);
    // At every place that the file knows, the saliency is at least that channel's.
    file.input_grad.index.forEach((index, i) => {
      expect(index).toBeLessThan(channels * height * width);
      const known = Math.abs(file.input_grad.value[i]!);
      expect(values[index % (height * width)]!).toBeGreaterThanOrEqual(known - TOLERANCE * most);
    });
  });
});
