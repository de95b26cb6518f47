import { writeModel, type OnnxNode, type OnnxTensor } from '#lib/dla/exchange/onnx/model.ts';
import { toOnnx } from '#lib/dla/exchange/onnx/to-onnx.ts';
import { sourceOfConfig, sourceOfDocument, type ExportSource } from '#lib/dla/exchange/source.ts';
import { openOnnx, type Foreign } from '#lib/dla/foreign/open-onnx.ts';
import { serialiseGraph } from '#lib/dla/network/graph-file.ts';
import { presets } from '#lib/dla/presets/presets.ts';
import { GRAPH_FORMAT } from '#lib/graph/document/schema.ts';
import { IssueError } from '#lib/issue.ts';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { dla } from '../cli/cli.ts';
import { golden, goldenDocument } from '../golden/goldens.ts';
import { bytesSource } from '#lib/dla/weights/byte-source.ts';
import { parseNpy } from '../weights/parse-npy.ts';
import { expectSamples, seededValues, type Samples } from './reference.ts';

/** The key of the document in the metadata, misspelt. */
const withoutDocument = (bytes: Buffer): Uint8Array => {
  const at = bytes.lastIndexOf(GRAPH_FORMAT, bytes.lastIndexOf('{\n  "$schema"'));
  return Buffer.concat([bytes.subarray(0, at), Buffer.from('x'), bytes.subarray(at + 1)]);
};

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

  it.each([
    ['without its document', { standard: false, carried: false }],
    ['of standard operators', { standard: true, carried: true }],
  ])('[onnx] a file %s runs with its own weights and gives what PyTorch gives', async (_, { standard, carried }) => {
    const { runs } = golden<{ runs: readonly { output: Record<string, Samples> }[] }>('graph-deform');
    const source = sourceOfDocument(goldenDocument('graph-deform'));
    const bytes = Buffer.from(toOnnx(source, seededValues, { standard }));
    const path = join(folder, 'deform.onnx');
    writeFileSync(path, carried ? bytes : withoutDocument(bytes));
    expect(await dla(['run', path, '--save', folder])).toMatchObject({ code: 0, err: [] });
    for (const [id, expected] of Object.entries(runs[0]!.output)) {
      const { data, shape } = parseNpy(readFileSync(join(folder, `${id}.npy`)));
      expectSamples(data, shape, expected);
    }
  });
});

describe('files of standard operators', () => {
  const deforming = presets.flatMap(({ id, config }) =>
    config?.head.kind === 'detection' ? [[id, sourceOfConfig(config)] as const] : [],
  );
  const sources = [...deforming, ['graph-deform', sourceOfDocument(goldenDocument('graph-deform'))] as const];
  const written = (source: ExportSource): Buffer =>
    Buffer.from(toOnnx(source, () => new Float32Array(), { standard: true }));
  const opened = (bytes: Uint8Array, options = {}) => openOnnx(bytesSource(bytes), 'x.onnx', options);

  it.each(sources)('[onnx] %s comes back as the same document', async (_, source) => {
    const { document } = await opened(written(source));
    expect(serialiseGraph(document)).toBe(serialiseGraph(source.document));
  });

  it('[onnx] their document can be had at another size', async () => {
    const { document } = await opened(written(deforming[0]![1]), { size: { height: 64, width: 96 } });
    expect(document.nodes[0]!.attributes).toEqual({ channels: 3, height: 64, width: 96 });
  });

  it('[onnx] are refused by their operators where the document is lost, or where one number of theirs is another', async () => {
    const bytes = written(sourceOfDocument(goldenDocument('graph-deform')));
    const changed = Buffer.from(bytes);
    // The places at which taps stand: their first is -1.
    const at = changed.indexOf(Buffer.from(new Float32Array([-1, 0, 1, 2, 3]).buffer));
    changed.writeFloatLE(-2, at);
    for (const other of [withoutDocument(bytes), changed])
      expect(JSON.stringify(await faultsOf(opened(other)))).toMatch(/onnx-operators.*GatherElements/);
  });
});
