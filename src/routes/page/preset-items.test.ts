import { noCosts, type Costs } from '#lib/dla/analysis/costs.ts';
import { presetName, presetOf, presets } from '#lib/dla/presets/presets.ts';
import { findItems } from '#lib/ui/find-items.ts';
import { describe, expect, it } from 'vitest';
import { presetItems } from './preset-items.ts';

const none = () => undefined;
const items = presetItems(none, none);
const counted = (costs: Partial<Costs>) => presetItems(() => ({ ...noCosts, ...costs }), none);
const idsFor = (typed: string) => findItems(items, typed).map(({ id }) => id);
const groupOf = (id: string) => items.find((item) => item.id === id)!.group;

describe('presetItems', () => {
  it('offers every preset once, those for one use together (I23)', () => {
    expect(items.map(({ id }) => id).toSorted()).toEqual(presets.map(({ id }) => id).toSorted());
    const groups = items.map(({ group }) => group);
    expect(groups.filter((group, index) => group !== groups[index - 1])).toEqual([...new Set(groups)]);
  });

  it('keeps networks of other families apart from the paper’s (I23)', () => {
    for (const { id, config } of presets) expect(groupOf(id) === groupOf('resnet18'), id).toBe(config === undefined);
    expect(
      new Set(['dla34', 'dla46_c', 'dla60x', 'dla60_res2net', 'dla34up', 'dla34-boundary'].map(groupOf)).size,
    ).toBe(6);
    expect([groupOf('dla46x_c'), groupOf('dla102x2')]).toEqual([groupOf('dla46_c'), groupOf('dla60x')]);
  });

  it('says the published accuracy, and none where none is published (I23)', () => {
    for (const { id, cells, spoken } of items) {
      const accuracy = presetOf(id)?.accuracy;
      expect(cells[2], id).toBe(accuracy ? `${accuracy.top1.toFixed(1)} %` : '');
      expect(spoken.includes('top-1'), id).toBe(accuracy !== undefined);
    }
    expect(items.find(({ id }) => id === 'dla46x_c')!.cells[2]).toBe('66.0 %');
  });

  it('says counts when they are known, and before that none (I23)', () => {
    expect(items[0]).toMatchObject({ cells: ['…', '…', '74.6 %'], spoken: 'DLA-34, 74.6 % top-1' });
    expect(counted({ parameters: 15_742_104, macs: 3_060_043_776 })[0]).toMatchObject({
      cells: ['15.7 M', '3.06 G', '74.6 %'],
      spoken: 'DLA-34, 15.7 M parameters, 3.06 G MACs, 74.6 % top-1',
    });
  });

  it('begins what is said of a preset with its name (I23)', () => {
    for (const { id, label, spoken } of counted({})) {
      expect(label).toBe(presetName(presetOf(id)!));
      expect(spoken.startsWith(label), spoken).toBe(true);
    }
  });

  it.each([
    ['dla-x-60', ['dla60x', 'dla60x_c']],
    ['RESNEXT50_32X4D', ['resnext50_32x4d']],
    ['densenet', ['densenet121']],
    ['resnet', ['resnet18', 'resnet34', 'resnet50', 'resnet101']],
    ['boundary', ['dla34-boundary', 'dla60-boundary', 'dla102-boundary']],
    ['cityscapes 102', ['dla102up']],
    ['dla169 segmentation', ['dla169up']],
    ['vgg', []],
  ])('finds by name, id and use: %s (I23)', (typed, ids) => expect(idsFor(typed)).toEqual(ids));
});
