import { readFileSync } from 'node:fs';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { configTensors } from '#lib/dla/network/tensors.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { blobSource } from '#lib/dla/weights/byte-source.ts';
import { openWeights } from '#lib/dla/weights/open.ts';
import type { WeightFile, WeightTensor } from '#lib/dla/weights/weight-file.ts';
import { describe, expect, it } from 'vitest';
import { digitsInName, importReport } from './import-report.ts';

const tensorsOf = (id: string) => {
  const config = presetConfig(id);
  return configTensors(config, lowerDocument(buildNetwork(config)).graph).map(({ name, shape }) => ({ name, shape }));
};

function fileOf(tensors: readonly { readonly name: string; readonly shape: readonly number[] }[]): WeightFile {
  const held = tensors.map(({ name, shape }): [string, WeightTensor] => [
    name,
    { shape, dtype: 'f32', table: '', read: () => Promise.reject(new Error('only names and shapes are read')) },
  ]);
  return { format: 'pytorch-zip', tensors: new Map(held), unreadable: new Map(), metadata: new Map() };
}

const about = { fileName: 'x.pth', bytes: 1, sha256: 'ba72cf8600' };

describe('a report on a file of weights', () => {
  it('[weights] says of each part of a CenterNet file what is used, with counts that add up', async () => {
    const bytes = readFileSync(new URL('../../../../../tests/weights/family/family.centernet.pth', import.meta.url));
    const file = await openWeights(blobSource(new Blob([bytes])), 'family.centernet.pth');
    const { groups, deformable, ...report } = importReport(file, about);
    expect(report).toMatchObject({ dialect: 'centernet', format: 'pytorch-zip', issues: [], unreadable: [] });
    const said = groups.map(({ part, name, channels, used, unused, missing }) => [
      ...[part, name, channels],
      ...[used.tensors, unused.tensors, missing.tensors],
    ]);
    expect(said).toEqual([
      ['backbone', undefined, undefined, 150, 5, 0],
      ['neck', undefined, undefined, 136, 0, 0],
      ['head', 'hm', 5, 4, 0, 0],
      ['head', 'wh', 2, 4, 0, 0],
      ['head', 'reg', 2, 4, 0, 0],
      ['other', 'base.fc', undefined, 0, 2, 0],
    ]);
    const { graph } = lowerDocument(buildNetwork(report.network!));
    const parameters = graph.tensors.filter(({ buffer }) => !buffer);
    const count = parameters.reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0);
    expect(groups.reduce((sum, { used }) => sum + used.parameters, 0)).toBe(count);
    expect(deformable).toEqual({ placed: 16, displaced: [] });
  });

  it.each(['ctdet_dla34', 'smoke_dla34', 'multi_pose_dla34', 'ddd_dla34', 'fairmot_dla34', 'dla60'])(
    '%s is known as the preset by its names and shapes',
    (id) => expect(importReport(fileOf(tensorsOf(id)), about)).toMatchObject({ preset: id, issues: [] }),
  );

  it('other heads on a known backbone are no preset', () => {
    const own = tensorsOf('ctdet_dla34').map(({ name, shape }) => ({
      name,
      shape: /^hm\.2\./.test(name) ? [7, ...shape.slice(1)] : shape,
    }));
    const { preset, backbone, groups } = importReport(fileOf(own), about);
    expect([preset, backbone]).toEqual([undefined, 'dla34']);
    expect(groups.find(({ name }) => name === 'hm')).toMatchObject({ channels: 7, missing: { tensors: 0 } });
  });

  it('offsets whose convolution would be plain are named', () => {
    const own = tensorsOf('ctdet_dla34');
    const plain = own.filter(({ name }) => !/conv_offset_mask/.test(name) || name.startsWith('ida_up.'));
    const { deformable, groups } = importReport(fileOf(plain), about);
    expect(deformable).toEqual({ placed: 4, displaced: [] });
    expect(groups.find(({ part }) => part === 'neck')!.missing.names[0]).toContain('conv_offset_mask');
    const mixed = own.map(({ name, shape }) => ({
      name: name.replace(/^dla_up\.(.*)conv_offset_mask/, 'dla_up.$1x'),
      shape,
    }));
    const offsets = { name: 'base.level2.tree1.conv1.conv_offset_mask.weight', shape: [27, 32, 3, 3] };
    const found = importReport(fileOf([...mixed, offsets]), about);
    expect(found.deformable.displaced).toEqual(['base.level2.tree1.conv1.conv_offset_mask.weight']);
  });

  it('says how the open network would be served', () => {
    const open = { name: 'open', tensors: tensorsOf('dla34') };
    const whole = importReport(fileOf(tensorsOf('dla34')), { ...about, open }).open!;
    expect(whole).toEqual({ name: 'open', loaded: open.tensors.length, missing: 0, refused: 0, rest: 0 });
    const other = importReport(fileOf(tensorsOf('ctdet_dla34')), { ...about, open }).open!;
    expect(other.loaded + other.missing + other.refused).toBe(open.tensors.length);
    expect(other).toMatchObject({ missing: 2, refused: 0 });
    expect(other.rest).toBeGreaterThan(100);
  });

  it('compares the digits in a file’s name', () => {
    expect(digitsInName('dla34-ba72cf86.pth')).toBe('ba72cf86');
    expect(digitsInName('dla34-ba72cf86.pth.tar')).toBe('ba72cf86');
    expect(digitsInName('ctdet_coco_dla_2x.pth')).toBeUndefined();
    expect(digitsInName('model_20201111_1a2b3c4d.pth')).toBeUndefined();
    expect(digitsInName('model-20201111.pth')).toBeUndefined();
    expect(digitsInName('smoke_20211027_102553-d46d9bb0.pth')).toBe('d46d9bb0');
    const file = fileOf(tensorsOf('dla46_c'));
    const named = (fileName: string) => importReport(file, { ...about, fileName }).named;
    expect(named('dla46_c-ba72cf86.pth')).toEqual({ digits: 'ba72cf86', agree: true });
    expect(named('dla46_c-0a72cf86.pth')).toEqual({ digits: '0a72cf86', agree: false });
    expect(named('dla46_c.pth')).toBeUndefined();
  });
});
