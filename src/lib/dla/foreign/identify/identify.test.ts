import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import type { HeadConfig, NetworkConfig } from '#lib/dla/network/config.ts';
import { configTensors } from '#lib/dla/network/tensors.ts';
import { presetConfig, presets } from '#lib/dla/presets/presets.ts';
import { matchWeights } from '#lib/dla/weights/match.ts';
import type { WeightFile, WeightTensor } from '#lib/dla/weights/weight-file.ts';
import { describe, expect, it } from 'vitest';
import { Random } from '#tests/fuzz/random.ts';
import { identify } from './identify.ts';

type Shapes = readonly (readonly [name: string, shape: readonly number[]])[];

const shapesOf = (config: NetworkConfig): Shapes =>
  configTensors(config, lowerDocument(buildNetwork(config)).graph).map(({ name, shape }) => [name, shape]);

/** A file of which names and shapes are all that is read. */
function fileOf(shapes: Shapes, table = ''): WeightFile {
  const prefix = table === '' ? '' : `${table}.`;
  const tensors = shapes.map(([name, shape]): [string, WeightTensor] => [
    prefix + name,
    { shape, dtype: 'f32', table, read: () => Promise.reject(new Error('only names and shapes are read')) },
  ]);
  return { format: 'pytorch-zip', tensors: new Map(tensors), unreadable: new Map(), metadata: new Map() };
}

const renamed = (shapes: Shapes, ...rules: readonly (readonly [RegExp, string])[]): Shapes =>
  shapes.map(([name, shape]) => [rules.reduce((each, [from, to]) => each.replace(from, to), name), shape]);

const withHead = (id: string, head: Partial<HeadConfig>): NetworkConfig => {
  const config = presetConfig(id);
  return { ...config, head: { ...config.head, ...head } as HeadConfig };
};

const dd3d = (shapes: Shapes): Shapes =>
  renamed(
    shapes.map(([name, shape]) => [
      name.replace(/^(level[01])\.(\d+)\./, (_, level: string, at: string) => {
        const index = Math.floor(Number(at) / 3);
        return Number(at) % 3 === 0 ? `${level}.${index}.` : `${level}.${index}.norm.`;
      }),
      shape,
    ]),
    [/(base_layer|project)\.0\./, '$1.'],
    [/(base_layer|project)\.1\./, '$1.norm.'],
    [/\.bn(\d)\./, '.conv$1.norm.'],
    [/\.root\.bn\./, '.root.conv.norm.'],
    [/^/, 'backbone.bottom_up.'],
  );

const toSmoke: readonly (readonly [RegExp, string])[] = [
  [/\.bn(\d)\./, '.norm$1.'],
  [/\.root\.bn\./, '.root.norm.'],
];

interface Case {
  readonly dialect: string;
  readonly config: NetworkConfig;
  readonly shapes: (own: Shapes) => Shapes;
  /** What no tensor tells is the project's. */
  readonly image?: NetworkConfig['image'];
  readonly size?: readonly [height: number, width: number];
}

const features: NetworkConfig = { ...presetConfig('dla34'), head: { kind: 'features' } };
const threeWide = withHead('ctdet_dlav0_34', {
  projection: 3,
  heads: [
    { name: 'heatmap', channels: 3 },
    { name: 'size_3d', channels: 3 },
  ],
});
const kitti = [384, 1280] as const;

const cases: readonly Case[] = [
  { dialect: 'centernet', config: presetConfig('ctdet_dla34'), shapes: (own) => own },
  { dialect: 'centernet', config: presetConfig('ctdet_dlav0_34'), shapes: (own) => own },
  { dialect: 'centernet', config: presetConfig('multi_pose_dla34'), shapes: (own) => renamed(own, [/^/, 'module.']) },
  { dialect: 'centernet', config: presetConfig('ddd_dla34'), shapes: (own) => own },
  ...[
    { node: 'conv' },
    { headChannels: 0 },
    { downRatio: 2 },
    { downRatio: 8 },
    { downRatio: 16 },
    { headNorm: true },
  ].map((head): Case => ({
    dialect: 'centernet',
    config: withHead('ctdet_dla34', head as Partial<HeadConfig>),
    shapes: (own) => own,
  })),
  { dialect: 'centernet', config: withHead('ctdet_dlav0_34', { downRatio: 16 }), shapes: (own) => own },
  { dialect: 'fairmot', config: presetConfig('fairmot_dla34'), shapes: (own) => own },
  {
    dialect: 'smoke',
    config: presetConfig('smoke_dla34'),
    shapes: (own) =>
      renamed(
        own,
        ...toSmoke,
        [/^((?:dla_up|ida_up).*)\.conv\./, '$1.deform_conv.'],
        [/^((?:dla_up|ida_up).*)\.actf\.0\./, '$1.norm.'],
        [/^(base|dla_up|ida_up)\./, 'backbone.body.$1.'],
        [/^(class_head|regression_head)\./, 'heads.predictor.$1.'],
      ),
  },
  {
    dialect: 'mmdet3d',
    config: presetConfig('smoke_dla34'),
    image: { rule: 'D', order: 'rgb' },
    shapes: (own) =>
      renamed(
        own.map(([name, shape]) => [
          name.replace(/\.(proj|up|node)_(\d)\./, (_, kind: string, k: string) => `.${kind}s.${Number(k) - 1}.`),
          shape,
        ]),
        ...toSmoke,
        [/\.conv\.conv_offset_mask\./, '.conv_offset.'],
        [/^((?:dla_up|ida_up).*)\.actf\.0\./, '$1.bn.'],
        [/^base\./, 'backbone.'],
        [/^(dla_up|ida_up)\./, 'neck.$1.'],
        [/^class_head\.0\./, 'bbox_head.conv_cls_prev.0.conv.'],
        [/^class_head\.1\./, 'bbox_head.conv_cls_prev.0.gn.'],
        [/^class_head\.3\./, 'bbox_head.conv_cls.'],
        [/^regression_head\.0\./, 'bbox_head.conv_reg_prevs.0.0.conv.'],
        [/^regression_head\.1\./, 'bbox_head.conv_reg_prevs.0.0.gn.'],
        [/^regression_head\.3\./, 'bbox_head.conv_regs.0.'],
      ),
  },
  {
    dialect: 'monoflex',
    config: withHead('ctdet_dla34', { heads: [], headChannels: 256 }),
    size: [224, 224],
    shapes: (own) => renamed(own, [/^/, 'backbone.']),
  },
  ...(['neck', 'feat_up'] as const).map((neck): Case => ({
    dialect: neck === 'neck' ? 'monodle' : 'gupnet',
    config: threeWide,
    image: { rule: 'S', order: 'rgb' },
    size: kitti,
    shapes: (own) =>
      renamed(
        own,
        [/^(dla_up\..*(?:proj|node)_\d)\.0\./, '$1.conv.'],
        [/^(dla_up\..*(?:proj|node)_\d)\.1\./, '$1.bn.'],
        [/^dla_up\./, `${neck}.`],
        [/^base\./, 'backbone.'],
      ),
  })),
  { dialect: 'dd3d', config: features, shapes: dd3d },
  { dialect: 'adelaidet', config: features, shapes: (own) => renamed(own, [/^/, 'backbone.bottom_up.']) },
  ...presets
    .filter(({ use, config }) => config && ['segmentation', 'boundary'].includes(use))
    .map(({ config }): Case => ({ dialect: 'ucbdrive', config: config!, shapes: (own) => own })),
  ...presets
    .filter(({ use, config }) => config && ['classification', 'compact', 'split', 'res2net'].includes(use))
    .map(({ config }): Case => ({ dialect: 'timm', config: config!, shapes: (own) => own })),
];

describe('a file of weights tells whose network it is of', () => {
  it.each(cases.map((each, at) => [`${each.config.name} by the names of ${each.dialect}`, each, at] as const))(
    '%s is the network, and all of it is used',
    (_, { dialect, config, shapes, image, size }, at) => {
      const [height, width] = size ?? [config.input.height, config.input.width];
      const own = shapesOf(config);
      const table = ['', 'state_dict', 'model', 'model_state'][at % 4];
      const network = { ...config, name: dialect, input: { channels: 3, height, width }, ...(image && { image }) };
      const file = fileOf(shapes(own), table);
      expect(identify(file, 'x.pth')).toEqual({
        ...{ dialect, network, used: own.length, unused: [], missing: [], issues: [] },
      });
      const expected = own.map(([name, shape]) => ({ name, shape }));
      const match = matchWeights(expected, file);
      expect(match).toMatchObject({ missing: [], refused: [], unexpected: [], misplaced: [], unreadable: [] });
      expect(new Set(match.loaded.map(([, theirs]) => theirs)).size).toBe(own.length);
    },
  );

  it('a projection above the innermost first tree is the authors’ own, and unused', () => {
    const own = shapesOf(presetConfig('dla34'));
    const found = identify(fileOf([...own, ['level3.project.0.weight', [128, 64, 1, 1]]]), 'x.pth');
    expect(found).toMatchObject({ dialect: 'ucbdrive', used: own.length, unused: ['level3.project.0.weight'] });
  });

  it('heads of another build are unused, and counts of batches are nowhere', () => {
    const own = shapesOf(presetConfig('ctdet_dla34'));
    const others: Shapes = [
      ['depth.0.weight', [256, 69, 3, 3]],
      ['depth.0.bias', [256]],
      ['depth.1.weight', [256]],
      ['depth.4.weight', [2, 256, 1, 1]],
      ['small.0.weight', [64, 64, 3, 3]],
      ['small.0.bias', [64]],
      ['small.2.weight', [2, 64, 1, 1]],
      ['small.2.bias', [2]],
    ];
    const found = identify(fileOf([...own, ['base.base_layer.1.num_batches_tracked', []], ...others]), 'x.pth');
    expect(found).toMatchObject({ used: own.length, unused: others.map(([name]) => name), missing: [], issues: [] });
    expect(found.network!.head).toEqual(presetConfig('ctdet_dla34').head);
  });

  it('a tensor that is missing, wherever it is of, is named and refused', () => {
    const own = shapesOf(presetConfig('ctdet_dla34'));
    for (let at = 0; at < own.length; at += 23) {
      const [name] = own[at]!;
      const found = identify(fileOf(own.filter((_, index) => index !== at)), 'x.pth');
      expect(found, name).toMatchObject({ used: own.length - 1, unused: [], missing: [name] });
      expect(found.issues).toEqual([{ kind: 'tensors-missing', at: 'x.pth', expected: [name] }]);
    }
  });

  it('a shape that the rest contradicts is named, missing and unused', () => {
    const own = shapesOf(presetConfig('ctdet_dla34'));
    for (const name of own.map(([each]) => each).filter((_, at) => at % 31 === 3)) {
      const shape = own.find(([each]) => each === name)![1];
      const received = [shape[0]! + 1, ...shape.slice(1)];
      const found = identify(fileOf(own.map(([each, shape]) => [each, each === name ? received : shape])), 'x.pth');
      const issues = [{ kind: 'tensor-shape-differs', at: name, expected: shape, received }];
      expect(found).toMatchObject({ used: own.length - 1, unused: [name], missing: [name], issues });
    }
  });

  it.each([
    ['nobody’s', 'encoder.conv.weight', null, 'weights-no-dialect'],
    ['an image before', 'base.pre_img_layer.0.weight', 'centertrack', 'weights-more-inputs'],
    ['a heatmap before', 'base.pre_hm_layer.0.weight', 'centertrack', 'weights-more-inputs'],
    ['nodes of two convolutions', 'dla_up.ida_0.proj_1.conv.0.weight', 'centertrack', 'weights-other-nodes'],
    ['global convolutions', 'dla_up.ida_0.node_1.gcl.weight', 'centertrack', 'weights-other-nodes'],
  ])('%s: refused without a network', (_, name, dialect, kind) => {
    const found = identify(fileOf([[name, [16, 3, 7, 7]]]), 'x.pth');
    expect(found).toEqual({
      ...{ dialect, network: null, used: 0, unused: [name], missing: [] },
      issues: [{ kind, at: 'x.pth' }],
    });
  });

  it('a final fusion is refused', () => {
    const { shapes, config } = cases.find(({ dialect }) => dialect === 'monodle')!;
    const file = fileOf([...shapes(shapesOf(config)), ['neck.final_fusion.conv.weight', [64, 64, 3, 3]]]);
    expect(identify(file, 'x.pth')).toMatchObject({ dialect: 'monodle', issues: [{ kind: 'weights-final-fusion' }] });
  });

  it('a file of no level is refused by what it lacks: one that was cut, or has `module.` before some names alone', () => {
    const own = shapesOf(presetConfig('ctdet_dla34'));
    for (const shapes of [
      own.slice(0, 5),
      own.map(([name, shape], at) => [at === 0 ? name : `module.${name}`, shape] as const),
    ])
      expect(identify(fileOf(shapes), 'x.pth')).toMatchObject({
        ...{ dialect: 'centernet', network: null, used: 0 },
        issues: [{ kind: 'tensors-missing', at: 'x.pth', expected: ['level0'] }],
      });
  });

  it('whatever stands in a file is told or refused, and nothing is thrown', () => {
    const random = new Random(7);
    const words = [
      'level7',
      'tree1',
      'tree2',
      'root',
      'conv',
      '0',
      '99',
      'base',
      'base_layer',
      'dla_up',
      'ida_9',
      'weight',
      '__proto__',
    ];
    for (const id of ['ctdet_dla34', 'smoke_dla34', 'dla46_c', 'dla60_res2net']) {
      const own = shapesOf(presetConfig(id));
      for (let round = 0; round < 8; round += 1) {
        const shapes = own.map(([name, shape]): Shapes[number] => {
          const part = random.next();
          if (part < 0.02)
            return [
              name
                .split('.')
                .map((each) => (random.next() < 0.3 ? random.pick(words) : each))
                .join('.'),
              shape,
            ];
          return [
            name,
            part < 0.05
              ? shape.map((size) => random.pick([0, 1, 65_537, size, size + 1])).slice(Math.floor(3 * random.next()))
              : shape,
          ];
        });
        const { dialect, network, used, unused, missing, issues } = identify(fileOf(shapes), 'x.pth');
        expect(dialect).not.toBeNull();
        expect(used + unused.length).toBe(new Map(shapes).size);
        expect(issues.length > 0).toBe(network === null || missing.length > 0);
      }
    }
  });
});
