import { GRAPH_FORMAT } from '#lib/graph/document/schema.ts';
import { toOnnx } from '#lib/dla/exchange/onnx/to-onnx.ts';
import { sourceOfConfig, sourceOfDocument, type ExportSource } from '#lib/dla/exchange/source.ts';
import { openOnnx, type Foreign } from '#lib/dla/foreign/open-onnx.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { serialiseGraph } from '#lib/dla/network/graph-file.ts';
import { structureHash } from '#lib/dla/op-graph/identity.ts';
import { parseNetworkFile } from '#lib/dla/network/file.ts';
import { presets } from '#lib/dla/presets/presets.ts';
import { readConfig } from '#lib/dla/reading/read-config.ts';
import { readNetwork } from '#lib/dla/reading/reading.ts';
import { seededInput } from '#lib/dla/weights/seeded.ts';
import { IssueError, type Issue } from '#lib/issue.ts';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as ort from 'onnxruntime-web';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dla } from '../cli/cli.ts';
import { goldenDocument } from '../golden/goldens.ts';
import { parseNpy } from '../weights/parse-npy.ts';
import { bytesSource } from '#lib/dla/weights/byte-source.ts';
import { expectValues, seededValues } from './reference.ts';

const pathOf = (name: string): string => new URL(`data/${name}.onnx`, import.meta.url).pathname;
const bytesOf = (name: string): Uint8Array => new Uint8Array(readFileSync(pathOf(name)));
const open = (bytes: Uint8Array, name = 'x.onnx'): Promise<Foreign> => openOnnx(bytesSource(bytes), name);

const folder = mkdtempSync(join(tmpdir(), 'dla-onnx-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(() => {
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = 'error';
});

/** How many nodes of each kind a document has, the image left out. */
function kindsOf({ document }: Foreign): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const { kind } of document.nodes) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  counts.delete('input');
  return Object.fromEntries(counts);
}

const files: readonly (readonly [name: string, kinds: Readonly<Record<string, number>>])[] = [
  ['resnet18-folded', { 'conv-unit': 1, 'down-sample': 1, block: 8, classifier: 1 }],
  ['resnet50', { 'conv-unit': 1, 'down-sample': 1, block: 5, classifier: 1 }],
  ['resnext50', { 'conv-unit': 1, 'down-sample': 1, block: 4, classifier: 1 }],
  ['regnet-folded', { 'conv-unit': 1, block: 3, classifier: 1 }],
  ['densenet', { 'conv-unit': 5, 'down-sample': 2, concat: 6, 'batch-norm': 6, relu: 6, conv: 5, classifier: 1 }],
  ['vgg11_bn', { 'conv-unit': 8, 'down-sample': 5, linear: 2, relu: 2, classifier: 1 }],
  ['dense', { 'conv-unit': 2, 'down-sample': 2, 'up-sample': 3, concat: 1, conv: 1, add: 1, pad: 1, softmax: 1 }],
  ['odd', { 'conv-unit': 2, 'down-sample': 2, linear: 1, relu: 1, classifier: 1 }],
  ['res2net', { 'conv-unit': 1, block: 4, classifier: 1 }],
  ['res2net-folded', { 'conv-unit': 1, block: 4, classifier: 1 }],
  ['port-tiny', { 'conv-unit': 5, 'down-sample': 3, block: 10, aggregation: 6, classifier: 1 }],
  ['port-tiny-folded', { 'conv-unit': 5, 'down-sample': 3, block: 10, aggregation: 6, classifier: 1 }],
];

describe('networks that PyTorch wrote as ONNX', () => {
  it.each(files)('[onnx] %s is read as blocks, and gives what onnxruntime gives', async (name, kinds) => {
    const foreign = await open(bytesOf(name), `${name}.onnx`);
    expect(kindsOf(foreign)).toEqual(kinds);
    const { channels, height, width } = foreign.document.nodes[0]!.attributes;
    const shape = [1, Number(channels), Number(height), Number(width)];
    const session = await ort.InferenceSession.create(bytesOf(name), { executionProviders: ['wasm'] });
    const results = await session.run({ input: new ort.Tensor('float32', seededInput(shape), shape) });
    await session.release();
    const saved = join(folder, name);
    expect(await dla(['run', pathOf(name), '--save', saved])).toMatchObject({ code: 0, err: [] });
    const { graph } = lowerDocument(foreign.document);
    const found = parseNpy(readFileSync(join(saved, `${graph.outputs[0]}.npy`)));
    const [expected] = Object.values(results);
    expect(found.data.length).toBe(expected!.data.length);
    expectValues(found.data, [...(expected!.data as Float32Array)]);
  });

  it('[onnx] a DLA whose names are kept is the network of its config', async () => {
    const { document } = await open(bytesOf('port-tiny'));
    const config = parseNetworkFile(readFileSync(new URL('data/tiny.json', import.meta.url)));
    expect(config).toMatchObject({ ok: true, value: { kind: 'config' } });
    const found = readConfig(document);
    if (!config.ok || config.value.kind !== 'config' || !found.ok) throw new Error('no config');
    expect({ ...found.value, name: 'tiny' }).toEqual(config.value.config);
  });

  it('[onnx] a DLA without names comes back as levels whose structure is told', async () => {
    const { aggregationLevels } = readNetwork((await open(bytesOf('port-tiny-folded'))).document);
    const structures = aggregationLevels.map(({ reading, label }) => [label, reading?.structure, reading?.levelRoot]);
    expect(structures).toEqual([
      ['level 1', 'merged', false],
      ['level 2', 'merged', true],
      ['level 3', 'ida', true],
    ]);
  });

  it('[onnx] levels are told by resolution where names have none', async () => {
    const { document } = await open(bytesOf('vgg11_bn'));
    expect(document.groups.map(({ label }) => label).filter(Boolean)).toEqual([
      'level 1',
      'level 2',
      'level 3',
      'level 4',
    ]);
  });

  it('[onnx] another size can be asked for', async () => {
    const { document } = await openOnnx(bytesSource(bytesOf('resnet50')), 'x', { size: { height: 64, width: 96 } });
    expect(document.nodes[0]!.attributes).toEqual({ channels: 3, height: 64, width: 96 });
  });
});

describe('networks that the app wrote as ONNX', () => {
  /** Without the values of weights, which are not read. */
  const written = (source: ExportSource): Uint8Array => toOnnx(source, () => new Float32Array());
  const sources = [
    ...presets.map(({ id, config, document }) => {
      return [id, config ? sourceOfConfig(config) : sourceOfDocument(document)] as const;
    }),
    ['graph-deform', sourceOfDocument(goldenDocument('graph-deform'))] as const,
  ];

  it.each(sources)('[onnx] %s comes back as the same document', async (_, source) => {
    const { document } = await open(written(source));
    expect(serialiseGraph(document)).toBe(serialiseGraph(source.document));
  });

  it.each(sources)('[onnx] %s is found again without its document: the same network', async (_, source) => {
    const bytes = written(source);
    const { document } = await open(withoutKey(bytes));
    expect(structureHash(lowerDocument(document).graph)).toBe(structureHash(source.graph));
    const config = readConfig(source.document);
    if (!config.ok) return;
    expect(readConfig(document)).toEqual(config);
  });

  it('[onnx] a file whose values another tool has named anew comes back as the same document', async () => {
    const source = sourceOfConfig(presets[0]!.config!);
    const renamed = Buffer.from(written(source)).toString('latin1').replaceAll('/Conv', '/Roll');
    const { document } = await open(new Uint8Array(Buffer.from(renamed, 'latin1')));
    expect(serialiseGraph(document)).toBe(serialiseGraph(source.document));
  });

  it('[onnx] a document that is not the network beside it is not believed', async () => {
    const source = sourceOfConfig(presets[0]!.config!);
    const nodes = source.document.nodes.map((node) =>
      node.id === 'base_layer' ? { ...node, attributes: { ...node.attributes, kernel: 5 } } : node,
    );
    const { document } = await open(written({ ...source, document: { ...source.document, nodes } }));
    expect(document.nodes.find(({ id }) => id === 'base_layer')!.attributes.kernel).toBe(7);
  });

  /** The key of the document in the file's metadata, misspelt. */
  function withoutKey(bytes: Uint8Array): Uint8Array {
    const at = Buffer.from(bytes).lastIndexOf(GRAPH_FORMAT, Buffer.from(bytes).lastIndexOf('{\n  "$schema"'));
    const changed = bytes.slice();
    changed[at] = 'x'.charCodeAt(0);
    return changed;
  }
});

describe('files that are not read', () => {
  const issuesOf = async (work: Promise<unknown>): Promise<readonly Issue[]> => {
    try {
      await work;
    } catch (error) {
      if (error instanceof IssueError) return error.issues;
      throw error;
    }
    return [];
  };

  it('[onnx] operators that no document can hold are listed: how often, and where first', async () => {
    const bytes = Buffer.from(bytesOf('resnet50'));
    const text = bytes.toString('latin1').replaceAll('\x22\x04Relu', '\x22\x04Mish');
    const issues = await issuesOf(open(new Uint8Array(Buffer.from(text, 'latin1'))));
    expect(issues).toEqual([
      { kind: 'onnx-operators', at: 'x.onnx', expected: 1, received: [['Mish', 16, '/relu/Relu']] },
    ]);
  });

  it('[onnx] a file that is cut off or changed anywhere is read or refused, never more', async () => {
    const bytes = bytesOf('odd');
    for (let length = 0; length < bytes.length; length += 97) await issuesOf(open(bytes.slice(0, length)));
    for (let at = 0; at < bytes.length; at += 41) {
      const changed = bytes.slice();
      changed[at] = (changed[at]! * 7 + 113) % 256;
      await issuesOf(open(changed));
    }
    expect(await issuesOf(open(new Uint8Array(300).fill(8)))).toMatchObject([{ kind: 'onnx-broken' }]);
  });

  it('[onnx] values beside the model are read from there, and named where they are not there', async () => {
    const { config } = presets.find(({ id }) => id === 'dla46_c')!;
    const source = sourceOfConfig({ ...config!, input: { channels: 3, height: 32, width: 32 } });
    const parts: Uint8Array[] = [];
    const model = toOnnx(source, seededValues, {
      external: { file: 'w.data', write: (values) => parts.push(values().slice()) },
    });
    const path = join(folder, 'model.onnx');
    writeFileSync(path, model);
    const missing = await dla(['run', path]);
    expect(missing.code).toBe(1);
    expect(missing.err.join()).toContain('"w.data"');
    writeFileSync(join(folder, 'w.data'), Buffer.concat(parts));
    const [own, seeded] = [await dla(['run', path]), await dla(['run', path, '--weights', 'seeded'])];
    const logits = ({ out }: { readonly out: string }) => (JSON.parse(out) as { logits: number[] }).logits;
    expect(own).toMatchObject({ code: 0, err: [] });
    expect(logits(own)).toEqual(logits(seeded));
  });

  it('[onnx] dla import prints the document and writes its weights, which run it', async () => {
    const weights = join(folder, 'odd.safetensors');
    const { out, code } = await dla(['import', pathOf('odd'), '--weights', weights]);
    expect(code).toBe(0);
    const graph = join(folder, 'odd.json');
    writeFileSync(graph, out);
    const [foreign, own] = [await dla(['run', pathOf('odd')]), await dla(['run', graph, '--weights', weights])];
    const logits = ({ out: said }: { readonly out: string }) => (JSON.parse(said) as { logits: number[] }).logits;
    expect(logits(own)).toEqual(logits(foreign));
  });
});
