import { writeModel, type OnnxNode, type OnnxTensor } from '#lib/dla/exchange/onnx/model.ts';
import { toOnnx } from '#lib/dla/exchange/onnx/to-onnx.ts';
import { sourceOfDocument } from '#lib/dla/exchange/source.ts';
import { openOnnx, type Foreign } from '#lib/dla/foreign/open-onnx.ts';
import { GRAPH_FORMAT } from '#lib/graph/document/schema.ts';
import { IssueError } from '#lib/issue.ts';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { dla } from '../cli/cli.ts';
import { golden, goldenDocument } from '../golden/goldens.ts';
import { bytesSource } from '../weights/bytes-source.ts';
import { parseNpy } from '../weights/parse-npy.ts';
import { expectSamples, seededValues, type Samples } from './reference.ts';

const folder = mkdtempSync(join(tmpdir(), 'dla-onnx-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const tensor = (name: string, ...shape: number[]): OnnxTensor => ({
  name,
  shape,
  floats: () => Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, at) => at + 1),
});
const ints = (name: string, ...values: number[]): OnnxTensor => ({ name, shape: [values.length], ints: values });

/** A file of one input [1, 4, 6, 6] and one output. */
function open(nodes: readonly OnnxNode[], tensors: readonly OnnxTensor[], opset: number): Promise<Foreign> {
  const shape = [1, 4, 6, 6];
  const bytes = writeModel({
    ...{ name: 'made', opset, ir: 9, nodes, tensors, metadata: {} },
    inputs: [{ name: 'x', shape }],
    outputs: [{ name: 'y', shape }],
  });
  return openOnnx(bytesSource(bytes), 'made.onnx');
}

async function faultsOf(work: Promise<unknown>): Promise<unknown> {
  const error = await work.then(() => undefined).catch((thrown: unknown) => thrown);
  if (!(error instanceof IssueError)) throw new Error('it was read', { cause: error });
  return error.issues.map(({ kind, received }) => [kind, received]);
}

describe('group norms of other exporters', () => {
  const norm = (groups: number, epsilon = 1e-5): OnnxNode => ({
    type: 'GroupNormalization',
    inputs: ['x', 'n.weight', 'n.bias'],
    output: 'y',
    attributes: { num_groups: groups, epsilon: { float: epsilon } },
  });

  it.each([
    [18, 2, [1, 1, 2, 2]],
    [21, 4, [1, 2, 3, 4]],
  ])('[onnx] of operator set %i have a scale for each group, or each channel', async (opset, count, expected) => {
    const { document, weights } = await open([norm(2)], [tensor('n.weight', count), tensor('n.bias', count)], opset);
    expect(document.nodes[1]).toMatchObject({ id: 'n', kind: 'group-norm', attributes: { groups: 2 } });
    expect([...(await weights.tensors.get('n.weight')!.read())]).toEqual(expected);
  });

  it('[onnx] of another ε, or whose channels are no groups, are refused by name', async () => {
    const tensors = [tensor('n.weight', 4), tensor('n.bias', 4)];
    const refused = (what: string) => [['onnx-operators', [[`GroupNormalization (${what})`, 1, 'y']]]];
    expect(await faultsOf(open([norm(2, 1e-3)], tensors, 21))).toEqual(refused('epsilon'));
    expect(await faultsOf(open([norm(3)], tensors, 21))).toEqual(refused('num_groups'));
    expect(await faultsOf(open([norm(2)], tensors, 18))).toEqual(refused('inputs[1]'));
  });

  it('[onnx] an instance norm over groups that has scales of its own is refused', async () => {
    const nodes: OnnxNode[] = [
      { type: 'Reshape', inputs: ['x', 'apart'], output: 'groups' },
      { type: 'InstanceNormalization', inputs: ['groups', 'scales', 'shifts'], output: 'y' },
    ];
    const tensors = [ints('apart', 0, 2, -1), tensor('scales', 2), tensor('shifts', 2)];
    expect(await faultsOf(open(nodes, tensors, 17))).toEqual([
      ['onnx-operators', [['InstanceNormalization (inputs[1])', 1, 'y']]],
    ]);
  });
});

describe('deformable convolutions', () => {
  const deform = (moves: string, masks: string, attributes: OnnxNode['attributes'] = {}): OnnxNode => ({
    type: 'DeformConv',
    inputs: ['x', 'd.weight', moves, 'd.bias', masks],
    output: 'y',
    attributes: { pads: [1, 1, 1, 1], ...attributes },
  });
  const cut = (output: string, from: string, to: string): OnnxNode => ({
    type: 'Slice',
    inputs: ['offsets', from, to, 'channels'],
    output,
  });
  const before: readonly OnnxNode[] = [
    {
      type: 'Conv',
      inputs: ['x', 'd.conv_offset_mask.weight', 'd.conv_offset_mask.bias'],
      output: 'offsets',
      attributes: { pads: [1, 1, 1, 1] },
    },
    cut('rows', 'at0', 'at9'),
    cut('columns', 'at9', 'at18'),
    cut('weighs', 'at18', 'at27'),
    { type: 'Concat', inputs: ['rows', 'columns'], output: 'moves', attributes: { axis: 1 } },
    { type: 'Concat', inputs: ['columns', 'rows'], output: 'turned', attributes: { axis: 1 } },
    { type: 'Sigmoid', inputs: ['weighs'], output: 'masks' },
    { type: 'Sigmoid', inputs: ['rows'], output: 'others' },
  ];
  const tensors = [
    tensor('d.weight', 4, 4, 3, 3),
    tensor('d.bias', 4),
    tensor('d.conv_offset_mask.weight', 27, 4, 3, 3),
    tensor('d.conv_offset_mask.bias', 27),
    ...[0, 9, 18, 27].map((at) => ints(`at${at}`, at)),
    ints('channels', 1),
  ];

  it('[onnx] as CenterNet cuts what moves their taps and lays it together', async () => {
    const { document, weights } = await open([...before, deform('moves', 'masks')], tensors, 19);
    expect(document.nodes.map(({ kind }) => kind)).toEqual(['input', 'deform-conv']);
    expect([...weights.tensors.keys()]).toEqual(
      ['weight', 'bias', 'conv_offset_mask.weight', 'conv_offset_mask.bias'].map((name) => `d.${name}`),
    );
  });

  it.each([
    ['inputs[2]', deform('turned', 'masks')],
    ['inputs[2]', deform('moves', 'others')],
    ['inputs[2]', deform('moves', 'weighs')],
    ['pads', deform('moves', 'masks', { pads: [0, 0, 0, 0] })],
    ['strides', deform('moves', 'masks', { strides: [2, 2] })],
    ['offset_group', deform('moves', 'masks', { offset_group: 2 })],
  ])('[onnx] that no document can hold are refused by what they have: %s', async (what, node) => {
    expect(await faultsOf(open([...before, node], tensors, 19))).toEqual([
      ['onnx-operators', [[`DeformConv (${what})`, 1, 'y']]],
    ]);
  });

  it('[onnx] a file of them runs with its own weights and gives what PyTorch gives', async () => {
    const { runs } = golden<{ runs: readonly { output: Record<string, Samples> }[] }>('graph-deform');
    const bytes = Buffer.from(toOnnx(sourceOfDocument(goldenDocument('graph-deform')), seededValues));
    // Without the key of its document, which is not there then.
    bytes[bytes.lastIndexOf(GRAPH_FORMAT, bytes.lastIndexOf('{\n  "$schema"'))] = 'x'.charCodeAt(0);
    const path = join(folder, 'deform.onnx');
    writeFileSync(path, bytes);
    expect(await dla(['run', path, '--save', folder])).toMatchObject({ code: 0, err: [] });
    for (const [id, expected] of Object.entries(runs[0]!.output)) {
      const { data, shape } = parseNpy(readFileSync(join(folder, `${id}.npy`)));
      expectSamples(data, shape, expected);
    }
  });
});
