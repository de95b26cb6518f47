import { describe, expect, it } from 'vitest';
import { attributeFields, sharedFields } from './attribute-fields.ts';

describe('attribute fields', () => {
  it('[A1] kernels step by two, channels by one, choices list what the schema allows', () => {
    const fields = attributeFields({ id: 'a', kind: 'conv-unit', inputs: [], attributes: { outChannels: 8 } });
    expect(fields).toEqual([
      { name: 'outChannels', type: 'number', value: 8, min: 1, max: 65536, step: 1 },
      { name: 'kernel', type: 'number', value: 3, min: 1, max: 65535, step: 2 },
      { name: 'stride', type: 'number', value: 1, min: 1, max: 65536, step: 1 },
      { name: 'dilation', type: 'number', value: 1, min: 1, max: 65536, step: 1 },
      { name: 'groups', type: 'number', value: 1, min: 1, max: 65536, step: 1 },
      { name: 'activation', type: 'choice', value: 'relu', options: ['relu', 'none'] },
      { name: 'norm', type: 'choice', value: 'batch', options: ['batch', 'group'] },
    ]);
  });

  it('[A2] a block shows what its kind has, and the kinds to choose from', () => {
    const fields = attributeFields({
      id: 'a',
      kind: 'block',
      inputs: [],
      attributes: { block: 'res2net', outChannels: 8 },
    });
    expect(fields.map(({ name }) => name)).toContain('scale');
    expect(fields.find(({ name }) => name === 'block')).toEqual({
      name: 'block',
      type: 'choice',
      value: 'res2net',
      options: ['basic', 'bottleneck', 'split', 'res2net'],
    });
    expect(fields.find(({ name }) => name === 'scale')).toMatchObject({ value: 4, min: 2 });
  });

  it('[A3] an up-sampling of the default mode offers all three', () => {
    const fields = attributeFields({ id: 'a', kind: 'up-sample', inputs: [], attributes: { factor: 2 } });
    expect(fields.find(({ name }) => name === 'mode')).toMatchObject({
      value: 'bilinear',
      options: ['bilinear', 'nearest', 'transposed'],
    });
  });

  it('groups of a norm are shown where it is a group norm, and those of a block of any kind', () => {
    const names = (norm: string, kind = 'block') =>
      attributeFields(node({ block: 'basic', outChannels: 8, norm }, kind)).map(({ name }) => name);
    expect(names('group')).toContain('normGroups');
    expect(names('batch')).not.toContain('normGroups');
    const head = attributeFields(node({ channels: 2, hidden: 0 }, 'detection-head'));
    expect(head.map(({ name, value }) => [name, value])).toEqual([
      ['channels', 2],
      ['hidden', 0],
      ['norm', 'none'],
    ]);
    expect(head[1]).toMatchObject({ min: 0 });
  });

  const node = (attributes: Record<string, string | number | boolean>, kind = 'block') => ({
    id: 'a',
    kind,
    inputs: [],
    attributes,
  });

  it('several nodes share the settings that all of them have; where they disagree there is no value (I19)', () => {
    const fields = sharedFields([
      node({ block: 'basic', outChannels: 8, dilation: 2 }),
      node({ block: 'split', outChannels: 8 }),
    ]);
    expect(fields.map(({ name, value }) => [name, value])).toEqual([
      ['block', undefined],
      ['outChannels', 8],
      ['stride', 1],
      ['dilation', undefined],
      ['projection', 'pool'],
      ['norm', 'batch'],
    ]);
    expect(
      sharedFields([node({ outChannels: 8 }, 'aggregation'), node({ outChannels: 8, residual: true }, 'aggregation')]),
    ).toMatchObject([
      { name: 'outChannels', value: 8 },
      { name: 'residual', value: undefined },
      { name: 'norm', value: 'batch' },
    ]);
  });

  it('a setting whose values are not the same ones is not shared (I19)', () => {
    const kernels = sharedFields([node({ outChannels: 8 }, 'conv-unit'), node({ factor: 2 }, 'down-sample')]);
    expect(kernels.map(({ name }) => name)).not.toContain('kernel');
    expect(sharedFields([])).toEqual([]);
  });
});
