import { buildNetwork } from '#lib/dla/network/build.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { sizeOf, type OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { elements } from '#lib/dla/ops/op.ts';
import { presetOf, presets } from '#lib/dla/presets/presets.ts';
import { emptyDocument, type GraphDocument, type GraphNode } from '#lib/graph/document/document.ts';
import { describe, expect, it } from 'vitest';
import { tools, type ToolId } from './conventions.ts';
import { reconcile } from './reconcile.ts';

const ids = tools.map(({ id }) => id);
const toolOf = (id: ToolId) => tools.find((tool) => tool.id === id)!;

function chain(...nodes: readonly Omit<GraphNode, 'id' | 'inputs'>[]): GraphDocument {
  const ids = nodes.map((_, index) => `n${index}`);
  return {
    ...emptyDocument,
    nodes: nodes.map((node, index) => ({ ...node, id: ids[index]!, inputs: index === 0 ? [] : [ids[index - 1]!] })),
  };
}

const image = (channels: number, height: number, width: number) => ({
  kind: 'input',
  attributes: { channels, height, width },
});
const node = (kind: string, attributes: GraphNode['attributes'] = {}) => ({ kind, attributes });

function of(document: GraphDocument, id: ToolId) {
  const { graph, issues } = lowerDocument(document);
  expect(issues).toEqual([]);
  return reconcile(document, graph, toolOf(id));
}

const totals = (document: GraphDocument): Readonly<Record<string, number>> =>
  Object.fromEntries(ids.map((id) => [id, of(document, id).total]));

const presetDocument = (id: string): GraphDocument => {
  const { config, document } = presetOf(id)!;
  return config ? buildNetwork(config) : document;
};

describe('[R1] each convention on a network counted by hand', () => {
  it('a convolution with bias: 2·4·6 outputs of 27 products each', () => {
    const document = chain(image(3, 4, 6), node('conv', { outChannels: 2, kernel: 3, bias: true }));
    const macs = 48 * 27;
    // torchinfo: 56 parameters at 24 positions, the bias among them.
    expect(totals(document)).toEqual({
      torchinfo: 56 * 24,
      thop: macs,
      ptflops: macs + 48,
      'ptflops-pytorch': macs + 48,
      fvcore: macs,
    });
  });

  it('batch norm: 5 channels of 3·4', () => {
    expect(totals(chain(image(5, 3, 4), node('batch-norm')))).toEqual({
      torchinfo: 10,
      thop: 240,
      ptflops: 0,
      'ptflops-pytorch': 120,
      fvcore: 120,
    });
  });

  it('ReLU: 5·3·4, by the hook of the module and by the function', () => {
    const relu = chain(image(5, 3, 4), node('relu'));
    expect(totals(relu)).toEqual({ torchinfo: 0, thop: 0, ptflops: 0, 'ptflops-pytorch': 120, fvcore: 0 });
    expect(of(relu, 'ptflops-pytorch').rows).toMatchObject([
      { subject: 'relu', measure: 'by-module', ops: 1, value: 60 },
      { subject: 'relu', measure: 'by-function', ops: 1, value: 60 },
    ]);
  });

  it('max-pool from 3·4·6 to 3·2·3', () => {
    const document = chain(image(3, 4, 6), node('down-sample', { factor: 2 }));
    expect(totals(document)).toEqual({ torchinfo: 0, thop: 0, ptflops: 0, 'ptflops-pytorch': 144, fvcore: 0 });
  });

  it('average pool from 3·4·6 to 3·2·3: thop counts the results', () => {
    const document = chain(image(3, 4, 6), node('down-sample', { factor: 2, mode: 'average' }));
    expect(totals(document)).toEqual({ torchinfo: 0, thop: 18, ptflops: 0, 'ptflops-pytorch': 144, fvcore: 0 });
  });

  it('classifier as a linear layer: 3·4·6 pooled, 10 classes', () => {
    const document = chain(image(3, 4, 6), node('classifier', { classes: 10, linear: true }));
    expect(totals(document)).toEqual({
      torchinfo: 30 + 10,
      thop: 30 + 72 + 3,
      ptflops: 30,
      'ptflops-pytorch': 30 + 10 + 2 * 72,
      fvcore: 30 + 72,
    });
  });

  it('transposed convolution by 2 of 3·4·6: 16 taps at each input, or at each of four times as many outputs', () => {
    const document = chain(image(3, 4, 6), node('up-sample', { mode: 'transposed', factor: 2 }));
    expect(totals(document)).toEqual({
      torchinfo: 288 * 16,
      thop: 288 * 16,
      ptflops: 72 * 16,
      'ptflops-pytorch': 72 * 16,
      fvcore: 72 * 16,
    });
  });

  it.each([
    ['bilinear', 11, 4],
    ['nearest', 1, 1],
  ])('%s up-sampling to 3·8·12', (mode, thop, fvcore) => {
    expect(totals(chain(image(3, 4, 6), node('up-sample', { mode, factor: 2 })))).toEqual({
      torchinfo: 0,
      thop: thop * 288,
      ptflops: 0,
      'ptflops-pytorch': 2 * 288,
      fvcore: fvcore * 288,
    });
  });

  it('the fixed up-sampling of a dense head is no trained parameter: 2 classes, 4·4 taps', () => {
    const document = chain(image(3, 4, 6), node('dense-head', { classes: 2, upFactor: 2 }));
    const counted = ids.map((id) => [id, of(document, id).untrained, of(document, id).totalParameters]);
    expect(counted).toEqual([
      ['torchinfo', 0, 40],
      ['thop', 0, 40],
      ['ptflops', 32, 8],
      ['ptflops-pytorch', 32, 8],
      ['fvcore', 0, 40],
    ]);
  });

  it('a deformable convolution of 2·4·6 outputs: torchinfo sees it by its name, the others do not know it', () => {
    const document = chain(image(3, 4, 6), node('deform-conv', { outChannels: 2 }));
    // The offsets' own convolution has 27 outputs of 27 products, and a bias.
    const offsets = 27 * 27 * 24;
    expect(totals(document)).toEqual({
      torchinfo: offsets + 27 * 24 + 56 * 24,
      thop: offsets,
      ptflops: offsets + 27 * 24,
      'ptflops-pytorch': offsets + 27 * 24,
      fvcore: offsets,
    });
  });

  it('group norm: 4 channels of 3·5', () => {
    expect(totals(chain(image(4, 3, 5), node('group-norm', { groups: 2 })))).toEqual({
      torchinfo: 8,
      thop: 0,
      ptflops: 0,
      'ptflops-pytorch': 120,
      fvcore: 300,
    });
  });

  it('nothing else counts: sum, concat, sigmoid and slices', () => {
    const nodes: GraphNode[] = [
      { id: 'image', ...image(4, 2, 2), inputs: [] },
      { id: 'sum', ...node('add'), inputs: ['image', 'image'] },
      { id: 'both', ...node('concat'), inputs: ['sum', 'image'] },
    ];
    expect(Object.values(totals({ ...emptyDocument, nodes }))).toEqual([0, 0, 0, 0, 0]);
  });
});

describe('[R2] what the tools themselves print', () => {
  // thop 0.1.1.post2209072238 on torchvision's networks at 224², as its users have published them.
  it.each([
    ['resnet18', 1_824_033_792],
    ['resnet50', 4_133_742_592],
    ['resnet101', 7_866_435_584],
    ['densenet121', 2_897_007_104],
  ])('thop of %s', (id, macs) => expect(of(presetDocument(id), 'thop').total).toBe(macs));

  // README of ptflops 0.7.3, its benchmark of torchvision's networks, in billions.
  it.each([
    ['resnet18', '1.83', '1.81'],
    ['resnet50', '4.13', '4.09'],
    ['resnext50_32x4d', '4.29', undefined],
    ['densenet121', '2.90', undefined],
  ])('ptflops of %s', (id, pytorch, aten) => {
    const billions = (tool: ToolId): string => (of(presetDocument(id), tool).total / 1e9).toFixed(2);
    expect(billions('ptflops-pytorch')).toBe(pytorch);
    if (aten) expect(billions('ptflops')).toBe(aten);
  });

  // torchinfo, tests/test_output: resnet50.out (two images) and resnet18_depth_consistency.out (64²).
  it('torchinfo of resnet50 and of resnet18 at 64²', () => {
    const resnet50 = of(presetDocument('resnet50'), 'torchinfo');
    expect(((2 * resnet50.total) / 1e9).toFixed(2)).toBe('8.18');
    expect(resnet50.totalParameters).toBe(25_557_032);
    const resnet18 = presetDocument('resnet18');
    const small = {
      ...resnet18,
      nodes: resnet18.nodes.map((each) => (each.kind === 'input' ? { ...each, ...image(3, 64, 64) } : each)),
    };
    expect((of(small, 'torchinfo').total / 1e6).toFixed(2)).toBe('148.57');
  });
});

/** The tools' own formulas over whole ops, from the weights and shapes that they see. */
const wholeCounts: Readonly<Record<ToolId, (graph: OpGraph) => number>> = {
  torchinfo: (graph) =>
    sum(graph, (op) => {
      const parameters = op.weights.filter(({ buffer }) => !buffer).reduce((all, weight) => all + sizeOf(weight), 0);
      return op.kind.includes('conv') ? parameters * op.shape[1] * op.shape[2] : parameters;
    }),
  thop: (graph) =>
    sum(graph, (op, input) => {
      if (op.kind === 'conv2d' || op.kind === 'conv-transpose2d') {
        const { shape } = op.weights[0]!;
        const perGroup = op.kind === 'conv2d' ? shape[1]! : 1;
        return elements(op.shape) * perGroup * shape[2]! * shape[3]!;
      }
      if (op.kind === 'linear') return sizeOf(op.weights[0]!);
      if (op.kind === 'batch-norm') return 4 * input;
      return op.kind === 'avg-pool' ? elements(op.shape) : 0;
    }) + pooled(graph, (input, output) => (input / output + 1) * output, 'torchvision calls a function'),
  ptflops: (graph) => convolved(graph) + biased(graph, ['conv2d']),
  'ptflops-pytorch': (graph) =>
    convolved(graph) +
    biased(graph, ['conv2d', 'linear']) +
    sum(graph, (op, input) =>
      ['batch-norm', 'group-norm', 'relu', 'max-pool', 'avg-pool'].includes(op.kind) ? 2 * input : 0,
    ) -
    (isDenseNet(graph) ? 1024 * 49 : 0) +
    pooled(graph, (input) => (isDenseNet(graph) ? input : 2 * input)),
  fvcore: (graph) =>
    convolved(graph) +
    sum(graph, (op, input) => (op.kind === 'batch-norm' ? 2 * input : op.kind === 'group-norm' ? 5 * input : 0)) +
    pooled(graph, (x) => x),
};

const sum = (graph: OpGraph, count: (op: OpGraph['ops'][number], input: number) => number): number =>
  graph.ops.reduce(
    (all, op) => all + count(op, op.inputs.length > 0 ? elements(graph.ops[op.inputs[0]!]!.shape) : 0),
    0,
  );
const isDenseNet = (graph: OpGraph): boolean => graph.results.has('features-norm5');
/** Weights times where they are used: at inputs where the convolution is transposed. */
const convolved = (graph: OpGraph): number =>
  sum(graph, (op) => {
    if (op.kind === 'linear') return sizeOf(op.weights[0]!);
    if (op.kind !== 'conv2d' && op.kind !== 'conv-transpose2d') return 0;
    const { shape } = op.kind === 'conv2d' ? op : graph.ops[op.inputs[0]!]!;
    return sizeOf(op.weights[0]!) * shape[1] * shape[2];
  });
const biased = (graph: OpGraph, kinds: readonly string[]): number =>
  sum(graph, (op) => (kinds.includes(op.kind) && op.weights.length === 2 ? elements(op.shape) : 0));
const pooled = (graph: OpGraph, count: (input: number, output: number) => number, functional?: string): number =>
  functional && isDenseNet(graph)
    ? 0
    : sum(graph, (op, input) => (op.kind === 'global-avg-pool' ? count(input, elements(op.shape)) : 0));

describe('[R3] our number and all rows give the tool’s own count of every preset', () => {
  it.each(presets.map(({ id }) => id))('%s', (id) => {
    const document = presetDocument(id);
    const { graph } = lowerDocument(document);
    for (const tool of tools) {
      const { macs, rows, total } = reconcile(document, graph, tool);
      expect(total, tool.id).toBe(wholeCounts[tool.id](graph));
      expect(rows.reduce((all, row) => all + row.value, macs)).toBe(total);
      expect(rows.every((row) => row.value !== 0 && row.ops > 0)).toBe(true);
    }
  });
});
