import { toDot } from '#lib/dla/exchange/dot/to-dot.ts';
import { toOnnx } from '#lib/dla/exchange/onnx/to-onnx.ts';
import { toSafetensors } from '#lib/dla/exchange/safetensors/to-safetensors.ts';
import { hashesOf, sourceOf, sourceOfConfig, sourceOfDocument, type ExportSource } from '#lib/dla/exchange/source.ts';
import { presetConfig, presetDocument, presetOf } from '#lib/dla/presets/presets.ts';
import { openWeights } from '#lib/dla/weights/open.ts';
import { BinaryReader } from '@bufbuild/protobuf/wire';
import { describe, expect, it } from 'vitest';
import { goldenDocument } from '../golden/goldens.ts';
import { joinBytes } from '../weights/build.ts';
import { bytesSource } from '#lib/dla/weights/byte-source.ts';
import { seededValues } from './reference.ts';

/** Metadata of an ONNX file: key and value of every `metadata_props` (field 14). */
function onnxMetadata(bytes: Uint8Array): Readonly<Record<string, string>> {
  const reader = new BinaryReader(bytes);
  const found: [string, string][] = [];
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    if (field !== 14) {
      reader.skip(type, field);
      continue;
    }
    const end = reader.uint32() + reader.pos;
    const texts: string[] = [];
    while (reader.pos < end) {
      reader.tag();
      texts.push(reader.string());
    }
    found.push([texts[0]!, texts[1]!]);
  }
  return Object.fromEntries(found);
}

const sources: readonly (readonly [string, ExportSource])[] = [
  ['dla46_c', sourceOfConfig(presetConfig('dla46_c'))],
  ['graph-order-and-names', sourceOfDocument(goldenDocument('graph-order-and-names'))],
];

describe.each(sources)('%s: exports say which network they are', (_, source) => {
  const hashes = hashesOf(source);

  it('an ONNX file in its metadata', () => {
    expect(onnxMetadata(toOnnx(source, seededValues))).toMatchObject(hashes);
  });

  it('a Graphviz file in its first lines', () => {
    expect(toDot(source).split('\n').slice(1, 3)).toEqual([
      `  // structure: ${hashes.structure}`,
      `  // names: ${hashes.names}`,
    ]);
  });

  it('a safetensors file in its metadata; it reads back exactly, in the order of the tensors', async () => {
    const file = await openWeights(
      bytesSource(joinBytes(...toSafetensors(source, seededValues))),
      'weights.safetensors',
    );
    expect(Object.fromEntries(file.metadata)).toEqual({ format: 'pt', ...hashes });
    expect([...file.tensors].map(([name, { shape }]) => [name, shape])).toEqual(
      source.tensors.map(({ name, shape }) => [name, shape]),
    );
    for (const tensor of source.tensors)
      // Compared byte by byte outside of `toEqual`, which looks at each of sixty million by itself.
      expect(
        Buffer.from((await file.tensors.get(tensor.name)!.read()).buffer).equals(
          Buffer.from(seededValues(tensor).buffer),
        ),
        tensor.name,
      ).toBe(true);
  });
});

it('a document that a config makes has the hashes of the config, also where the order of tensors is the config’s', () => {
  const config = presetConfig('dla34up');
  expect(hashesOf(sourceOf(presetDocument(presetOf('dla34up')!)))).toEqual(hashesOf(sourceOfConfig(config)));
});
