import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import type { Op } from '#lib/dla/op-graph/op-graph.ts';
import type { GraphNode } from '#lib/graph/document/document.ts';
import { emptyDocument } from '#lib/graph/document/document.ts';
import { describe, expect, it } from 'vitest';

const lower = (size: number, kind: string, attributes: GraphNode['attributes']) =>
  lowerDocument({
    ...emptyDocument,
    nodes: [
      { id: 'image', kind: 'input', inputs: [], attributes: { channels: 3, height: size, width: size } },
      { id: 'x', kind, inputs: ['image'], attributes },
    ],
  });

/** Which pixels of the image the windows of an op take along an axis; −1 where they lie outside. */
function windows(ops: readonly Op[], size: number): readonly (readonly number[])[] {
  const border = ops.find((op) => op.kind === 'pad');
  const op = ops.at(-1) as Extract<Op, { kind: 'max-pool' }>;
  const { kernel, stride, padding } = op.attributes;
  const top = border?.attributes.top ?? 0;
  return Array.from({ length: op.shape[1] }, (_, index) =>
    Array.from({ length: kernel }, (_, tap) => {
      const at = index * stride - padding + tap - top;
      return at < 0 || at >= size ? -1 : at;
    }),
  );
}

describe('windows whose stride does not divide the size', () => {
  const cases = [1, 2, 3, 4, 5].flatMap((kernel) =>
    [2, 3].flatMap((stride) =>
      Array.from({ length: Math.floor(kernel / 2) + 1 }, (_, padding) => ({ kernel, stride, padding })),
    ),
  );

  it.each(cases)('[onnx] kernel $kernel, stride $stride, padding $padding take what PyTorch takes', (window) => {
    const { kernel, stride, padding } = window;
    for (let size = 6; size < 13; size += 1)
      for (const rounding of ['floor', 'ceil'] as const) {
        const attributes = { factor: stride, kernel, padding, [rounding]: true };
        const { graph, issues } = lower(size, 'down-sample', attributes);
        expect(issues).toEqual([]);
        const free = (size + 2 * padding - kernel) / stride;
        let count = Math[rounding](free) + 1;
        if (rounding === 'ceil' && (count - 1) * stride >= size + padding) count -= 1;
        const expected = Array.from({ length: count }, (_, index) =>
          Array.from({ length: kernel }, (_, tap) => {
            const at = index * stride - padding + tap;
            return at < 0 || at >= size ? -1 : at;
          }),
        );
        expect(windows(graph.ops, size), `${rounding} ${size}`).toEqual(expected);
      }
  });

  it('[onnx] are refused where nothing says how to count them, and need no border where the stride divides the size', () => {
    expect(lower(7, 'conv', { outChannels: 4, stride: 2 }).issues[0]).toMatchObject({ kind: 'indivisible-size' });
    const { graph } = lower(8, 'conv', { outChannels: 4, stride: 2, floor: true });
    expect(graph.ops.map(({ kind }) => kind)).toEqual(['input', 'conv2d']);
  });

  it('[onnx] a convolution whose padding is given may have an even kernel', () => {
    const { graph } = lower(8, 'conv', { outChannels: 4, kernel: 2, stride: 2, padding: 0 });
    expect(graph.ops.at(-1)!.shape).toEqual([4, 4, 4]);
    expect(lower(8, 'conv', { outChannels: 4, kernel: 2 }).issues[0]).toMatchObject({
      kind: 'not-allowed',
      at: 'x.kernel',
      expected: 'odd',
      received: 2,
    });
  });
});

it('[onnx] a folded node has biases in the place of batch norms', () => {
  const names = (kind: string, attributes: GraphNode['attributes']) =>
    lower(8, kind, { ...attributes, folded: true }).graph.tensors.map(({ name }) => name);
  expect(names('conv-unit', { outChannels: 4 })).toEqual(['x.0.weight', 'x.0.bias']);
  expect(names('aggregation', { outChannels: 4 })).toEqual(['x.conv.weight', 'x.conv.bias']);
  expect(names('block', { block: 'basic', outChannels: 4, projection: 'conv' })).toEqual(
    ['conv1', 'conv2', 'downsample.0'].flatMap((name) => [`x.${name}.weight`, `x.${name}.bias`]),
  );
});
