import { describe, expect, it } from 'vitest';
import glossary from '../../../content/glossary.json';
import { glossaryOf } from './glossary.ts';
import { mentionsIn } from './mentions.ts';

const terms = glossaryOf(glossary);
const found = (language: 'en' | 'zh', text: string) =>
  mentionsIn(terms, language)(text).map(({ id, from, to }) => [id, text.slice(from, to)]);

describe('[glossary] texts mention its words', () => {
  it.each<[string, [string, string][]]>([
    ['Two aggregation nodes', [['aggregation-node', 'aggregation nodes']]],
    [
      'an activation, a MAC and one class',
      [
        ['macs', 'MAC'],
        ['classes', 'class'],
      ],
    ],
    ['Biases of three boxes', [['bias', 'Biases']]],
    ['ReLU, not relu', [['relu', 'ReLU']]],
    ['the effective receptive field', [['effective-field', 'effective receptive field']]],
    ['what was merged goes by way of a sub-tree, blockwise', []],
    ['the depth of a tree', [['tree-depth', 'depth of a tree']]],
  ])('%s', (text, mentions) => {
    expect(found('en', text)).toEqual(mentions);
  });

  it.each<[string, [string, string][]]>([
    ['每个聚合节点', [['aggregation-node', '聚合节点']]],
    [
      '起始层（stem）用卷积',
      [
        ['stem', '起始层'],
        ['stem', 'stem'],
        ['convolution', '卷积'],
      ],
    ],
    [
      '每个块有残差',
      [
        ['block', '块'],
        ['residual', '残差'],
      ],
    ],
    ['这样的砖块砌成', []],
    [
      '乘加次数就是 MACs',
      [
        ['macs', '乘加次数'],
        ['macs', 'MACs'],
      ],
    ],
  ])('%s', (text, mentions) => {
    expect(found('zh', text)).toEqual(mentions);
  });

  it('every word is found by what it is called', () => {
    for (const language of ['en', 'zh'] as const)
      for (const [id, { term, forms }] of terms)
        for (const form of forms?.[language] ?? [term[language]!.split('（')[0]!])
          expect(found(language, `0 ${form} 0`), form).toEqual([[id, form]]);
  });
});
