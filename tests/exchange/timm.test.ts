import { toTimm } from '#lib/dla/exchange/timm/to-timm.ts';
import { hashesOf, sourceOf, sourceOfConfig, sourceOfDocument } from '#lib/dla/exchange/source.ts';
import { presetConfig, presetDocument, presetOf } from '#lib/dla/presets/presets.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { unwrap } from '#lib/issue.ts';
import { describe, expect, it } from 'vitest';
import { goldenDocument } from '../golden/goldens.ts';

const entriesOf = (text: string): ReadonlyMap<string, string> =>
  new Map([...text.matchAll(/^ {4}"([^"]+)": "([^"]+)",$/gm)].map(([, ours, theirs]) => [ours!, theirs!]));

describe('a network that timm has', () => {
  it.each(['dla34', 'dla46x_c', 'dla60_res2next', 'dla169', 'resnet18', 'resnext50_32x4d', 'densenet121'])(
    '%s is made by one line, and its weights keep their names',
    (id) => {
      const text = unwrap(toTimm(sourceOf(presetDocument(presetOf(id)!))));
      expect(text).toContain(`timm.create_model("${id}", pretrained=False, num_classes=1000, in_chans=3)`);
      expect(entriesOf(text).size).toBe(0);
    },
  );

  it('may have other images and classes, and any name', () => {
    const config = presetConfig('dla46_c');
    const text = unwrap(
      toTimm(
        sourceOfConfig({
          ...config,
          name: 'mine',
          input: { channels: 1, height: 64, width: 96 },
          head: { kind: 'classifier', classes: 7 },
        }),
      ),
    );
    expect(text).toContain('timm.create_model("dla46_c", pretrained=False, num_classes=7, in_chans=1)');
  });

  it('that was drawn by hand has its weights renamed, each to one of its own shape', () => {
    const document = presetDocument(presetOf('dla34')!);
    const drawn: GraphDocument = {
      ...document,
      nodes: document.nodes.map((node) => ({ ...node, name: `my-${node.id}` })),
      groups: [],
    };
    const source = sourceOfDocument(drawn);
    const names = entriesOf(unwrap(toTimm(source)));
    const preset = sourceOf(document);
    expect(hashesOf(source).structure).toBe(hashesOf(preset).structure);
    expect(names.size).toBe(source.tensors.length);
    const shapes = new Map(preset.tensors.map(({ name, shape }) => [name, shape]));
    for (const { name, shape } of source.tensors) expect(shapes.get(names.get(name)!), name).toEqual(shape);
    expect(new Set(names.values()).size).toBe(preset.tensors.length);
    expect(names.get('my-level3-b4.conv2.weight')).toBe('level3.tree2.tree2.conv2.weight');
  });
});

it.each([
  ['a variant', sourceOfConfig({ ...presetConfig('dla34'), stem: { channels: 16, kernel: 5, stride: 1 } })],
  ['a dense network', sourceOfConfig(presetConfig('dla34up'))],
  ['a network of several outputs', sourceOfDocument(goldenDocument('graph-order-and-names'))],
])('%s is refused: timm has none like it', (_, source) =>
  expect(toTimm(source)).toMatchObject({ ok: false, issues: [{ kind: 'not-in-timm' }] }),
);
