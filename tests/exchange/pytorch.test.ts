import { toOnnx } from '#lib/dla/exchange/onnx/to-onnx.ts';
import { toPyTorch } from '#lib/dla/exchange/pytorch/to-pytorch.ts';
import { hashesOf, sourceOfConfig, sourceOfDocument, type ExportSource } from '#lib/dla/exchange/source.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { parseNetworkFile, type NetworkFile } from '#lib/dla/network/file.ts';
import { parseConfig } from '#lib/dla/network/parse.ts';
import { presetConfig, presetOf } from '#lib/dla/presets/presets.ts';
import { seededInput } from '#lib/dla/weights/seeded.ts';
import type { GraphDocument, GraphNode } from '#lib/graph/document/document.ts';
import * as ort from 'onnxruntime-web';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { dlaJson } from '../cli/cli.ts';
import { golden, goldenDocument } from '../golden/goldens.ts';
import { expectSamples, expectValues, seededValues, type Samples } from './reference.ts';

const runner = fileURLToPath(new URL('./python/run.py', import.meta.url));
const python = ['python3', 'python3.11', 'python3.12'].find(
  (name) => spawnSync(name, ['-c', 'import numpy']).status === 0,
);
/** What a PyTorch must be able to do on this machine before anything is proven by it. */
const deforms =
  'import torch, torchvision.ops as ops; ops.deform_conv2d(torch.ones(1, 1, 3, 3), torch.zeros(1, 2, 3, 3), torch.ones(1, 1, 1, 1))';
/** A Python with PyTorch and torchvision themselves, as Debian's python3-torchvision brings them. */
const installed = ['/usr/bin/python3', 'python3'].find((name) => spawnSync(name, ['-P', '-c', deforms]).status === 0);
/** Tests for a machine that has what they need; on another it is said that they were not run, for what is skipped counts as failed. */
const describeWith = (found: string | undefined, missing: string, name: string, tests: () => void) =>
  found ? describe(name, tests) : console.warn(`Not run, for this machine has no ${missing}: ${name}.`);
const folder = mkdtempSync(join(tmpdir(), 'dla-pytorch-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ran {
  readonly stateDict: readonly (readonly [string, readonly number[]])[];
  readonly upSampling: readonly (readonly [string, readonly (readonly number[])[]])[];
  readonly outputs: readonly { readonly shape: readonly number[]; readonly data: readonly number[] }[];
}

/** Runs an exported file with the seeded weights and image; its names must be those of the source, in order. */
function run(source: ExportSource, input: readonly number[], ...dump: readonly string[]): Ran {
  return runBy([python!], source, input, dump);
}

function runBy(
  [command, ...flags]: readonly string[],
  source: ExportSource,
  input: readonly number[],
  dump: readonly string[] = [],
): Ran {
  const file = join(folder, 'network.py');
  writeFileSync(file, toPyTorch(source));
  const given = [...flags, '-B', runner, file, JSON.stringify(input), ...dump];
  const { stdout, stderr, status } = spawnSync(command!, given, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  // PyTorch itself says on stderr what it misses of a machine (NNPACK, say), and computes all the same.
  if (status !== 0) throw new Error(stderr);
  const ran = JSON.parse(stdout) as Ran;
  const tensors = ran.stateDict.filter(([name]) => !name.endsWith('num_batches_tracked'));
  expect(tensors).toEqual(source.tensors.map(({ name, shape }) => [name, shape]));
  const norms = source.tensors.filter(({ name }) => name.endsWith('running_var')).length;
  expect(ran.stateDict.length - tensors.length).toBe(norms);
  return ran;
}

const sized = (id: string, [, , height, width]: readonly number[]): ExportSource => {
  const { config, document } = presetOf(id)!;
  return config
    ? sourceOfConfig({ ...config, input: { channels: 3, height: height!, width: width! } })
    : sourceOfDocument(document);
};

describeWith(python, 'Python with NumPy', 'PyTorch files compute what PyTorch computed', () => {
  it.each(['dla34', 'dla46x_c', 'dla60_res2next', 'dla102', 'resnet50', 'densenet121'])('%s', (id) => {
    const { input, logits } = golden<{ runs: readonly { input: readonly number[]; logits: readonly number[] }[] }>(id)
      .runs[0]!;
    const { outputs } = run(sized(id, input), input);
    expect(outputs.map(({ shape }) => shape)).toEqual([[1, 1000]]);
    expectValues(Float32Array.from(outputs[0]!.data), logits);
  });

  it.each([
    ['dla34up', 'ida-up'],
    ['decoder-dla34-none', 'none'],
    ['decoder-dla34-ida', 'ida'],
  ] as const)('%s', (name, decoder) => {
    const file = golden<{ runs: readonly { input: readonly number[]; log_softmax: Samples }[] }>(name);
    const { input, log_softmax } = file.runs[0]!;
    const source = sourceOfConfig({
      ...presetConfig('dla34'),
      input: { channels: 3, height: input[2]!, width: input[3]! },
      head: { kind: 'segmentation', decoder, downRatio: 2, classes: 19 },
    });
    const { outputs, upSampling } = run(source, input);
    expectSamples(Float32Array.from(outputs[0]!.data), outputs[0]!.shape, log_softmax);
    const two = upSampling.find(([, kernel]) => kernel.length === 4)![1];
    expect(two[0]).toEqual([0.0625, 0.1875, 0.1875, 0.0625]);
    expect(two[1]).toEqual([0.1875, 0.5625, 0.5625, 0.1875]);
  });

  it.each(['graph-decoder', 'graph-order-and-names', 'graph-dense-chain', 'graph-two-blocks', 'graph-deform'])(
    '%s',
    (name) => {
      const document = goldenDocument(name);
      const file = golden<{ runs: readonly { input: readonly number[]; output: Record<string, Samples> }[] }>(name);
      const { input, output } = file.runs[0]!;
      const { outputs } = run(sourceOfDocument(document), input);
      expect(outputs).toHaveLength(Object.keys(output).length);
      lowerDocument(document).graph.outputs.forEach((id, index) =>
        expectSamples(Float32Array.from(outputs[index]!.data), outputs[index]!.shape, output[id]!),
      );
    },
  );
});

// What stands above has a small PyTorch of its own.
describeWith(
  installed,
  'PyTorch with torchvision (python3-torchvision of Debian)',
  'PyTorch and torchvision themselves compute an exported file as PyTorch did',
  () => {
    it.each(['graph-deform', 'ctdet_dla34', 'ctdet_dlav0_34', 'smoke_dla34'])('%s', (name) => {
      const file = golden<{
        readonly runs: readonly {
          readonly input: readonly number[];
          readonly output?: Record<string, Samples>;
          readonly heads?: Record<string, Samples>;
        }[];
      }>(name);
      const { input, output, heads } = file.runs[0]!;
      const source = output ? sourceOfDocument(goldenDocument(name)) : sized(name, input);
      const { outputs } = runBy([installed!, '-P'], source, input);
      const names = output ? source.graph.outputs : Object.keys(heads!);
      expect(outputs).toHaveLength(names.length);
      names.forEach((id, index) =>
        expectSamples(Float32Array.from(outputs[index]!.data), outputs[index]!.shape, (output ?? heads)![id]!),
      );
    });
  },
);

const node = (id: string, kind: string, inputs: string, attributes: GraphNode['attributes'], name = id): GraphNode => ({
  id,
  kind,
  name,
  inputs: inputs.split(' ').filter(Boolean),
  attributes,
});
const image = node('image', 'input', '', { channels: 4, height: 8, width: 8 });
const group = (id: string, members: string, name = id) => ({ id, name, members: members.split(' ') });
const documentOf = (nodes: readonly GraphNode[], groups: GraphDocument['groups'] = []): GraphDocument => ({
  name: '"""\n# \\',
  nodes: [image, ...nodes],
  groups,
  positions: new Map(),
});

describeWith(python, 'Python with NumPy', 'a PyTorch file writes what it computes', () => {
  it.each([
    ['a config', 'docs/small.json', [1, 3, 64, 64]],
    ['a graph document', 'docs/drawn.json', [1, 3, 64, 64]],
  ] as const)('%s: dump gives every node, and compare-port finds each of them equal', async (_, file, input) => {
    const { value } = parseNetworkFile(readFileSync(file)) as { readonly value: NetworkFile };
    const source = value.kind === 'config' ? sourceOfConfig(value.config) : sourceOfDocument(value.document);
    const dump = join(folder, 'dump.npz');
    run(source, input, dump);
    const { nodes } = await dlaJson<{ nodes: readonly { id: string; status: string }[] }>(['compare-port', file, dump]);
    expect(nodes.filter(({ status }) => status !== 'equal')).toEqual([]);
    expect(nodes).toHaveLength(source.document.nodes.length);
  });
});

/** Names that a careless exporter stumbles over. */
const awkward: Readonly<Record<string, GraphDocument>> = {
  'groups that interleave': documentOf(
    [
      node('a1', 'conv-unit', 'image', { outChannels: 4 }),
      node('b1', 'block', 'a1', { block: 'basic', outChannels: 6 }),
      node('a2', 'block', 'b1', { block: 'basic', outChannels: 6, stride: 2, projection: 'conv' }),
      node('b2', 'classifier', 'a2', { classes: 3 }),
    ],
    [group('a', 'a1 a2'), group('b', 'b1 b2')],
  ),
  'a classifier without a name': documentOf([node('c', 'classifier', 'image', { classes: 3, linear: true }, '')]),
  'a convolution without a name': documentOf([
    node('c', 'conv', 'image', { outChannels: 4, kernel: 3, stride: 2, groups: 2, bias: true }, ''),
    node('d', 'conv-unit', 'c', { outChannels: 4 }, 'weight'),
  ]),
  'a deformable convolution that is the network': documentOf([
    node('d', 'deform-conv', 'image', { outChannels: 4 }, ''),
  ]),
  'a batch norm without a name': documentOf([
    node('n', 'batch-norm', 'image', {}, ''),
    node('d', 'conv-unit', 'n', { outChannels: 4 }, 'running_mean'),
  ]),
  'a deformable convolution without a name': documentOf([
    node('n', 'group-norm', 'image', { groups: 2 }, ''),
    node('d', 'deform-conv', 'n', { outChannels: 4 }, 'inner'),
    node('c', 'deform-unit', 'd', { outChannels: 4, norm: 'group', normGroups: 2 }),
    node('e', 'deform-unit', 'c', { outChannels: 4, deformable: false }),
    node('h', 'detection-head', 'e', { channels: 2, hidden: 0 }, 'conv_offset_mask'),
  ]),
  'an up-sampling without a name': documentOf([
    node('u', 'up-sample', 'image', { mode: 'transposed', factor: 2 }, ''),
    node('v', 'up-sample', 'u', { mode: 'nearest', factor: 3 }),
    node('w', 'down-sample', 'v', { factor: 2, kernel: 3, mode: 'average' }),
  ]),
  'groups without a name that share a path': documentOf(
    [
      node('a', 'conv-unit', 'image', { outChannels: 4 }, 'x'),
      node('b', 'conv', 'a', { outChannels: 4 }, 'x'),
      node('c', 'conv-unit', 'b', { outChannels: 4 }, ''),
      node('d', 'aggregation', 'c b', { outChannels: 4, residual: true }, ''),
    ],
    [group('g', 'a', ''), group('h', 'c', 'y'), group('i', 'd', 'z')],
  ),
  'names that Python or PyTorch has': documentOf(
    [
      ...['type', 'training', 'training_', 'forward', '__class__', 'class', '_modules', 'T_destination', 'add_module'],
      ...['keys', 'code', 'graph', 'Ellipsis', 'ﬁ', '主干', '0', 'weight', '\u0000', 'a b'],
    ].map((name, index) =>
      node(`n${index}`, 'conv-unit', index === 0 ? 'image' : `n${index - 1}`, { outChannels: 4 }, name),
    ),
  ),
  'names that look like code': documentOf(
    [
      node('self', 'conv-unit', 'image', { outChannels: 4 }, '"); import os #'),
      node('x', 'conv-unit', 'self', { outChannels: 4 }, "'''\n\\"),
      node('torch', 'relu', 'x', {}),
      node('F', 'add', 'torch x', {}),
      node('lambda', 'concat', 'F F', {}),
      node('a-b', 'conv-unit', 'lambda', { outChannels: 4, activation: 'none' }),
      node('a_b', 'conv-unit', 'a-b', { outChannels: 4 }),
      node('0', 'batch-norm', 'a_b', {}, '\u2028 \u0085 😀'),
    ],
    [group('train', 'self x', 'train')],
  ),
};

describeWith(python, 'Python with NumPy', 'PyTorch files take any name, in any order', () => {
  it.each(Object.keys(awkward))('%s', async (title) => {
    const document = awkward[title]!;
    expect(lowerDocument(document).issues).toEqual([]);
    const source = sourceOfDocument(document);
    const { outputs } = run(source, [1, 4, 8, 8]);
    ort.env.wasm.numThreads = 1;
    const session = await ort.InferenceSession.create(toOnnx(source, seededValues, { standard: true }));
    const results = await session.run({ input: new ort.Tensor('float32', seededInput([1, 4, 8, 8]), [1, 4, 8, 8]) });
    session.outputNames.forEach((name, index) => {
      expect(outputs[index]!.shape).toEqual(results[name]!.dims);
      expectValues(results[name]!.data as Float32Array, outputs[index]!.data);
    });
  });
});

describe('PyTorch files are what TorchScript compiles', () => {
  it('a name that a module has already stands under another attribute, and in the state_dict as itself (R6)', () => {
    const text = toPyTorch(sourceOfDocument(awkward['names that Python or PyTorch has']!));
    expect(text).toContain('        self.training__ = ConvUnit(4, 4)\n        self.training_ = ConvUnit(4, 4)\n');
    expect(text).toContain('    "training__": "training",\n');
    expect(text).not.toMatch(/self\.(?:forward|type|keys|code|Ellipsis|weight) =/);
  });

  it('nothing is reached through tables of modules, and no method takes any number of arguments (R6)', () => {
    const texts = [
      ...Object.values(awkward).map((document) => toPyTorch(sourceOfDocument(document))),
      ...['dla34up', 'dla60_res2net', 'dla102x'].map((id) => toPyTorch(sourceOfConfig(presetConfig(id)))),
    ];
    for (const text of texts) expect(text).not.toMatch(/_modules\[|def forward\(self, \*|super\(\)\.forward/);
  });
});

describe('PyTorch files are compact', () => {
  it('a config names its levels, and brings only the classes that it uses', () => {
    const text = toPyTorch(sourceOfConfig(presetConfig('dla34')));
    expect(text).toContain('class Network(nn.Module):\n    """DLA-34\n');
    expect(text).toContain('        self.level3.tree2.root = Aggregation(448, 128)\n');
    expect(text).not.toMatch(/Bottleneck|up_sampling|in_order/);
    // What it says of itself, and what writes its values, stands beside the code.
    const code = text
      .replace(/"{3}DLA-34[^]*?"{3}/, '')
      .replace(/NODES = \{[^]*?\n\}/, '')
      .replace(/def dump[^]*$/, '');
    expect(code.split('\n').length).toBeLessThan(200);
  });

  it('its docstring has the config, the counts and the hashes, and every function says its types', () => {
    const config = presetConfig('dla60_res2net');
    const source = sourceOfConfig(config);
    const text = toPyTorch(source);
    const doc = text.slice(text.indexOf(`"""${config.name}\n`)).split('"""')[1];
    const { structure, names } = hashesOf(source);
    for (const said of ['20,848,072', structure, names, 'Takes [N, 3, 224, 224]; gives fc [N, 1000].'])
      expect(doc).toContain(said);
    expect(parseConfig(JSON.parse(doc!.slice(doc!.indexOf('{'))))).toEqual({ ok: true, value: config });
    const signatures = [...text.matchAll(/def \w+\(([^]*?)\)( -> [\w.[\], ]+)?:\n/g)];
    expect(signatures.length).toBeGreaterThan(10);
    for (const [all, args, result] of signatures) {
      expect(result, all).toBeDefined();
      for (const arg of args!.split(/,(?![^[]*\])/).map((each) => each.trim()))
        if (arg !== '' && arg !== 'self') expect(arg, all).toMatch(/^\*{0,2}\w+: /);
    }
    expect(text).toContain('class Bottle2neck(Block):');
  });

  it('only a graph whose groups interleave needs its order restored', () => {
    const ordered = (id: string): boolean => toPyTorch(sourceOfConfig(presetConfig(id))).includes('in_order');
    expect(['dla34', 'dla102', 'dla60_res2net', 'dla34up', 'dla169up'].filter(ordered)).toEqual([]);
    expect(toPyTorch(sourceOfDocument(awkward['groups that interleave']!))).toContain('in_order');
  });
});
