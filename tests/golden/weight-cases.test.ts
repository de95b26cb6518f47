import { unwrap } from '#lib/issue.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { parseNetworkFile } from '#lib/dla/network/file.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { Engine } from '#lib/runtime/session/engine.ts';
import { useNodeBackend } from '#lib/runtime/tfjs/node-backends.ts';
import type { RunReport } from '#lib/runtime/session/orders.ts';
import { op, readWeightFile } from '#tests/weights/build.ts';
import { checkpointOf, prefixed, tensorsOf } from '#tests/weights/checkpoint-of.ts';
import { npyOf, npzOf, type Npy } from '#tests/weights/npz-of.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { TOLERANCE } from './forward.ts';

/** A small network, its files as PyTorch 1.13 and NumPy wrote them, and the logits that PyTorch has of the seeded image. */
const { logits } = JSON.parse(new TextDecoder().decode(readWeightFile('cases/expected.json'))) as { logits: number[] };
const file = unwrap(parseNetworkFile(readWeightFile('cases/tiny.json')));
const { graph } = lowerDocument(file.kind === 'config' ? buildNetwork(file.config) : file.document);
const weights = await tensorsOf('cases/legacy_proto3.pth');
const averaged = Object.fromEntries(
  Object.entries(weights).map(([name, { shape, data }]) => [name, { shape, data: data.map((value) => value / 2) }]),
);

const engine = new Engine(useNodeBackend);
afterAll(() => engine.dispose());

function run(fileName: string, bytes: Uint8Array, table?: string): Promise<RunReport> {
  const source = {
    kind: 'file',
    file: new Blob([bytes.slice()]),
    fileName,
    key: fileName,
    ...(table && { table }),
  } as const;
  const keep = new Map([['fc', { full: true }]]);
  return engine.run({ graph, weights: source, input: { kind: 'seeded' }, keep, backend: 'wasm' });
}

function expectLogits({ results }: RunReport) {
  const found = results.get('fc')!.data!;
  const most = Math.max(...logits.map(Math.abs));
  logits.forEach((value, i) => expect(Math.abs(found[i]! - value)).toBeLessThanOrEqual(TOLERANCE * most));
}

describe('weight files of strangers give the logits of PyTorch', () => {
  it.each([
    ['[R2] ck_lightning_ns.ckpt', 'state_dict.model', ['hyper_parameters (argparse.Namespace)']],
    ['[R2] ck_npscalar.pth', 'state_dict', ['best_acc (numpy.core.multiarray.scalar)']],
    ['[R4] legacy_proto3.pth', '', []],
    ['[R4] n_py2.npz', '', []],
  ])('%s', async (title, under, passedOver) => {
    const name = title.split(' ')[1]!;
    const report = await run(name, readWeightFile(`cases/${name}`));
    expectLogits(report);
    expect(report.match).toMatchObject({ missing: [], unexpected: [], refused: [], taken: { under }, others: [] });
    expect(report.match!.passedOver.map(({ name, type }) => `${name} (${type})`)).toEqual(passedOver);
  });

  const namespace = [op.global('argparse', 'Namespace'), op.emptyTuple, [0x81], op.emptyDict, op.build].flat();
  it.each([
    ['net', { net: weights }],
    ['a.b.c', { a: { b: { c: weights } }, epoch: op.int(3) }],
    ['state_dict_ema', { state_dict_ema: weights, optimizer: { state: { 0: weights['fc.bias']! } } }],
    ['module.model', prefixed('module.model.', weights)],
    ['state_dict._orig_mod.module', { args: namespace, state_dict: prefixed('_orig_mod.module.', weights) }],
    ['my net.backbone', { 'my net': prefixed('backbone.', weights) }],
  ])('[R3] under the wrappers %s', async (under, tree) => {
    const report = await run(under, checkpointOf(tree));
    expectLogits(report);
    expect(report.match).toMatchObject({ unexpected: [], taken: { under } });
  });

  it('[N6] averaged weights beside the plain ones: the plain ones, said, and the others on demand', async () => {
    const bytes = readWeightFile('cases/ema_both_timm.pth');
    const report = await run('ema', bytes);
    expectLogits(report);
    expect(report.match).toMatchObject({
      taken: { under: 'state_dict', averaged: false },
      others: [{ under: 'state_dict_ema', averaged: true }],
    });
    const other = await run('ema', bytes, 'state_dict_ema');
    expect(other.match).toMatchObject({ taken: { under: 'state_dict_ema' }, others: [{ under: 'state_dict' }] });
    expect(() => expectLogits(other)).toThrow();
    expectLogits(await run('ema', bytes));
  });

  it.each([
    ['flat', { ...prefixed('ema_model.', averaged), ...prefixed('model.', weights) }, 'model'],
    ['deeper', { ema: { module: averaged, decay: op.int(1) }, model: weights }, 'model'],
  ])('[N6] averaged weights that come first, %s', async (name, tree, under) => {
    const report = await run(name, checkpointOf(tree));
    expectLogits(report);
    expect(report.match).toMatchObject({ taken: { under }, others: [{ averaged: true }], unexpected: [] });
  });

  const plain = { shape: [2], data: Float32Array.of(1, 2) };
  it.each<[string, Npy]>([
    [
      'keys in another order, in double quotes',
      { header: (s) => `{"shape": ${s}, "fortran_order": False, "descr": "<f4"}` },
    ],
    [
      "Python 2's long numbers",
      { long: true, header: (s) => `{'descr': '<f4', 'fortran_order': False, 'shape': ${s}, }` },
    ],
    ['column-major', { fortran: true, header: (s) => `{'descr': '<f4', 'fortran_order': True, 'shape': ${s}, }` }],
    ['version 3.0', { version: 3, header: (s) => `{'descr': '<f4', 'fortran_order': False, 'shape': ${s}, }` }],
    [
      'big-endian, column-major, version 2.0',
      {
        version: 2,
        fortran: true,
        header: (s) => `{ 'fortran_order':True,'shape':${s},'descr':'>f4' }   `,
        encode: (data) => {
          const bytes = new Uint8Array(data.slice().buffer);
          for (let i = 0; i < bytes.length; i += 4) bytes.subarray(i, i + 4).reverse();
          return bytes;
        },
      },
    ],
    [
      'double precision',
      {
        header: (s) => `{'descr': '<f8', 'fortran_order': False, 'shape': ${s}}`,
        encode: (data) => new Uint8Array(Float64Array.from(data).buffer),
      },
    ],
  ])('[R4] npz: %s', async (name, how) => {
    expectLogits(await run(name, npzOf(weights, how)));
  });

  it('[R4] npz: arrays of texts and objects, and unsound ones, are passed over and named', async () => {
    const header = (descr: string) => (s: string) => `{'descr': ${descr}, 'fortran_order': False, 'shape': ${s}, }`;
    const report = await run(
      'more',
      npzOf(
        weights,
        { header: header("'<f4'") },
        {
          'arch.npy': npzEntry(header("'<U5'")),
          'pairs.npy': npzEntry(header("[('a', '<f4'), ('b', '<i8')]")),
          'broken.npy': Uint8Array.of(1, 2, 3),
          'readme.txt': Uint8Array.of(65),
        },
      ),
    );
    expectLogits(report);
    expect(report.match!.passedOver).toEqual([
      { name: 'arch', type: '<U5' },
      { name: 'pairs', type: 'structured' },
      { name: 'broken' },
    ]);
    function npzEntry(headerOf: Npy['header']) {
      return npyOf(plain, { header: headerOf });
    }
  });

  it('[R4] a tensor that is needed and cannot be read is named, with its type', async () => {
    const half = { ...weights };
    delete half['fc.bias'];
    const names = npzOf(
      half,
      { header: (s) => `{'descr': '<f4', 'fortran_order': False, 'shape': ${s}, }` },
      {
        'fc.bias.npy': npyOf(weights['fc.bias']!, {
          header: (s) => `{'descr': '<c8', 'fortran_order': False, 'shape': ${s}, }`,
        }),
      },
    );
    await expect(run('x.npz', names)).rejects.toMatchObject({
      issues: [{ kind: 'weights-dtype', at: 'x.npz/fc.bias.npy', received: '<c8' }],
    });
  });
});
