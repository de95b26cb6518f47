import type { Foreign } from '#lib/dla/foreign/open-onnx.ts';
import { seededInput } from '#lib/dla/weights/seeded.ts';
import * as ort from 'onnxruntime-web';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  floats,
  madeModel,
  node,
  openMade,
  runtimeValues,
  scalar,
  valuesOf,
  wholes,
  type MadeNode,
  type MadeTensor,
} from './made-onnx.ts';
import { expectValues } from './reference.ts';

beforeAll(() => {
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = 'error';
});

/** Kinds and attributes of a document's nodes, the image left out. */
const nodesOf = ({ document }: Foreign) =>
  document.nodes.slice(1).map(({ kind, attributes }) => [kind, attributes] as const);

/** That a model gives here what it gives on onnxruntime. */
async function expectSame(model: Uint8Array, shape: readonly number[]): Promise<Foreign> {
  const image = seededInput(shape);
  const foreign = await openMade(model);
  expectValues(await valuesOf(foreign, image), await runtimeValues(model, shape, image));
  return foreign;
}

/** The block of Res2Net's authors, folded: they join one part after the other, and pool the last where a stage begins. */
function res2net(stride: number, isFirst: boolean): Uint8Array {
  const [width, scale] = [2, 4];
  const channels = isFirst ? 6 : width * scale;
  const conv = (name: string, from: string, kernel: number, by = 1): MadeNode =>
    node('Conv', [from, `${name}.weight`, `${name}.bias`], [name], {
      kernel_shape: [kernel, kernel],
      strides: [by, by],
      pads: Array.from({ length: 4 }, () => (kernel - 1) / 2),
    });
  const tensors = [
    ...[floats('conv1.weight', width * scale, channels, 1, 1), floats('conv1.bias', width * scale)],
    ...[floats('conv3.weight', 8, width * scale, 1, 1), floats('conv3.bias', 8)],
    ...(isFirst ? [floats('down.weight', 8, channels, 1, 1), floats('down.bias', 8)] : []),
    wholes('parts', 2, 2, 2, 2),
  ];
  const nodes = [
    conv('conv1', 'x', 1),
    node('Relu', ['conv1'], ['spread']),
    node('Split', ['spread', 'parts'], ['p0', 'p1', 'p2', 'p3'], { axis: 1 }),
  ];
  for (let at = 0; at < scale - 1; at += 1) {
    const taken = at === 0 || isFirst ? `p${at}` : `sum${at}`;
    if (taken !== `p${at}`) nodes.push(node('Add', [`r${at - 1}`, `p${at}`], [taken]));
    nodes.push(conv(`convs.${at}`, taken, 3, stride), node('Relu', [`convs.${at}`], [`r${at}`]));
    tensors.push(floats(`convs.${at}.weight`, width, width, 3, 3), floats(`convs.${at}.bias`, width));
    if (at > 0) nodes.push(node('Concat', [at === 1 ? 'r0' : `j${at - 1}`, `r${at}`], [`j${at}`], { axis: 1 }));
  }
  const pooled = { kernel_shape: [3, 3], strides: [stride, stride], pads: [1, 1, 1, 1], count_include_pad: 1 };
  if (isFirst) nodes.push(node('AveragePool', ['p3'], ['last'], pooled), conv('down', 'x', 1, stride));
  nodes.push(
    node('Concat', ['j2', isFirst ? 'last' : 'p3'], ['joined'], { axis: 1 }),
    conv('conv3', 'joined', 1),
    node('Add', ['conv3', isFirst ? 'down' : 'x'], ['sum']),
    node('Relu', ['sum'], ['y']),
  );
  return madeModel(13, [1, channels, 6, 6], nodes, tensors);
}

describe('blocks of Res2Net, as its authors write them', () => {
  const block = { block: 'res2net', outChannels: 8, baseWidth: 64, expansion: 4, scale: 4, folded: true };

  it('[onnx] whose parts build on each other are blocks', async () => {
    const foreign = await expectSame(res2net(1, false), [1, 8, 6, 6]);
    expect(nodesOf(foreign)).toEqual([['block', block]]);
  });

  it('[onnx] that begin a stage with a stride are blocks with their projection', async () => {
    const foreign = await expectSame(res2net(2, true), [1, 6, 6, 6]);
    expect(nodesOf(foreign)).toEqual([['block', { ...block, stride: 2, projection: 'conv' }]]);
  });

  it('[onnx] that begin a stage without one have no kind of block here, and stay op by op', async () => {
    const foreign = await expectSame(res2net(1, true), [1, 6, 6, 6]);
    const kinds = new Set(nodesOf(foreign).map(([kind]) => kind));
    expect(kinds).toEqual(new Set(['conv-unit', 'slice', 'down-sample', 'concat', 'add', 'relu']));
  });
});

describe('operators as later operator sets write them', () => {
  const SHAPE = [1, 5, 6, 6];
  const whole = (y: string): MadeNode => node('Identity', [y], ['y']);
  const scales: MadeTensor = { name: 'scales', shape: [2], values: [2, 2] };
  const resized = (attributes: MadeNode['attributes'], ...inputs: string[]) =>
    node('Resize', ['x', '', ...inputs], ['y'], { axes: [2, 3], ...attributes });
  const window = { kernel_shape: [3, 3], pads: [1, 1, 1, 1] };
  const norms = ['n.weight', 'n.bias', 'n.mean', 'n.var'].map((name) => floats(name, 5));
  const norm = (attributes: MadeNode['attributes'] = {}) =>
    node('BatchNormalization', ['x', ...norms.map(({ name }) => name)], ['y'], attributes);

  const read: readonly (readonly [
    what: string,
    opset: number,
    nodes: readonly MadeNode[],
    tensors: readonly MadeTensor[],
    expected: readonly (readonly [kind: string, attributes: object])[],
  ])[] = [
    [
      'a mean whose axes are an input',
      18,
      [node('ReduceMean', ['x', 'axes'], ['y'], { keepdims: 0 })],
      [wholes('axes', -1, 2)],
      [['global-avg-pool', {}]],
    ],
    [
      'a mean of nothing, where no axes are that',
      18,
      [node('ReduceMean', ['x'], ['same'], { noop_with_empty_axes: 1 }), node('Relu', ['same'], ['y'])],
      [],
      [['relu', {}]],
    ],
    [
      'a split into so many parts, the last of which is smaller',
      18,
      [
        node('Split', ['x'], ['a', 'b', 'c'], { axis: 1, num_outputs: 3 }),
        node('Concat', ['c', 'a'], ['y'], { axis: -3 }),
      ],
      [],
      [
        ['slice', { from: 0, to: 2 }],
        ['slice', { from: 4, to: 5 }],
        ['concat', {}],
      ],
    ],
    [
      'a border of the axes that are named',
      18,
      [node('Pad', ['x', 'pads', '', 'axes'], ['y'])],
      [wholes('pads', 1, 2, 0, 3), wholes('axes', -1, 2)],
      [['pad', { left: 1, top: 2, right: 0, bottom: 3 }]],
    ],
    [
      'an up-sampling of the axes that are named',
      18,
      [resized({ coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' }, 'scales')],
      [scales],
      [['up-sample', { mode: 'nearest', factor: 2 }]],
    ],
    [
      'an up-sampling to a size, whose ways of keeping shapes and edges change nothing there',
      19,
      [
        resized(
          {
            mode: 'linear',
            coordinate_transformation_mode: 'half_pixel_symmetric',
            keep_aspect_ratio_policy: 'not_larger',
            antialias: 1,
          },
          '',
          'sizes',
        ),
      ],
      [wholes('sizes', 18, 18)],
      [['up-sample', { mode: 'bilinear', factor: 3 }]],
    ],
    [
      'a shape without zeros, where a zero would be an extent',
      19,
      [node('Reshape', ['x', 'shape'], ['y'], { allowzero: 1 })],
      [wholes('shape', 1, -1)],
      [['flatten', {}]],
    ],
    [
      'axes that are dropped and put back by inputs',
      21,
      [
        node('GlobalAveragePool', ['x'], ['pooled']),
        node('Squeeze', ['pooled', 'axes'], ['flat']),
        node('Unsqueeze', ['flat', 'axes'], ['points']),
        node('Conv', ['points', 'c.weight'], ['y']),
      ],
      [wholes('axes', 2, -1), floats('c.weight', 3, 5, 1, 1)],
      [
        ['global-avg-pool', {}],
        ['conv', { outChannels: 3, kernel: 1 }],
      ],
    ],
    [
      'a bias whose axes are put in',
      21,
      [
        node('Conv', ['x', 'c.weight'], ['conv'], window),
        node('Unsqueeze', ['bias', 'axes'], ['shifts']),
        node('Add', ['conv', 'shifts'], ['y']),
      ],
      [wholes('axes', 1, 2), floats('c.weight', 3, 5, 3, 3), floats('bias', 3)],
      [['conv', { outChannels: 3, kernel: 3, bias: true }]],
    ],
    [
      'sizes that are computed from a shape',
      22,
      [
        node('Shape', ['x'], ['extents'], { start: 2 }),
        node('Cast', ['extents'], ['fractions'], { to: 1, saturate: 1 }),
        node('Mul', ['fractions', 'half'], ['products']),
        node('Cast', ['products'], ['sizes'], { to: 7 }),
        resized({ mode: 'linear', coordinate_transformation_mode: 'pytorch_half_pixel' }, '', 'sizes'),
      ],
      [scalar('half', 2.1)],
      [['up-sample', { mode: 'bilinear', factor: 2 }]],
    ],
    [
      'what has got more types alone',
      22,
      [
        node('Conv', ['x', 'c.weight', 'c.bias'], ['c'], window),
        node('BatchNormalization', ['c', 'n.weight', 'n.bias', 'n.mean', 'n.var'], ['n']),
        node('Clip', ['n', 'least'], ['r']),
        node('MaxPool', ['r'], ['m'], { ...window, strides: [2, 2] }),
        node('AveragePool', ['m'], ['a'], { ...window, dilations: [1, 1], count_include_pad: 1 }),
        node('Dropout', ['a'], ['d']),
        whole('d'),
      ],
      [
        ...[floats('c.weight', 4, 5, 3, 3), floats('c.bias', 4), scalar('least', 0)],
        ...['n.weight', 'n.bias', 'n.mean'].map((name) => floats(name, 4)),
        { name: 'n.var', shape: [4], values: [1, 2, 3, 4] },
      ],
      [
        ['conv-unit', { outChannels: 4, kernel: 3, bias: true }],
        ['down-sample', { factor: 2, kernel: 3 }],
        ['down-sample', { factor: 1, kernel: 3, mode: 'average' }],
      ],
    ],
  ];

  it.each(read)('[onnx] %s (%i)', async (_, opset, nodes, tensors, expected) => {
    const foreign = await expectSame(madeModel(opset, SHAPE, nodes, tensors), SHAPE);
    expect(nodesOf(foreign)).toEqual(expected);
  });

  const refused: readonly (readonly [what: string, opset: number, node: MadeNode, tensors: readonly MadeTensor[]])[] = [
    ['Reshape (allowzero)', 14, node('Reshape', ['x', 'shape'], ['y'], { allowzero: 1 }), [wholes('shape', 0, -1)]],
    ['Split (num_outputs)', 18, node('Split', ['x'], ['y', 'z'], { axis: 1, num_outputs: 3 }), []],
    ['Split (num_outputs)', 18, node('Split', ['x'], ['y', 'b', 'c', 'd'], { axis: 1, num_outputs: 4 }), []],
    ['Split (split)', 17, node('Split', ['x'], ['y', 'z'], { axis: 1 }), []],
    ['Split (split)', 17, node('Split', ['x', 'parts'], ['y', 'z'], { axis: 1 }), [wholes('parts', 3, 3)]],
    ['ReduceMean (axes)', 18, node('ReduceMean', ['x', 'axes'], ['y']), [wholes('axes', 1, 2)]],
    ['ReduceMean (axes)', 18, node('ReduceMean', ['x'], ['y']), []],
    ['Pad (axes)', 18, node('Pad', ['x', 'pads', '', 'axes'], ['y']), [wholes('pads', 1, 1), wholes('axes', 4)]],
    ['Pad (pads)', 18, node('Pad', ['x', 'pads', '', 'axes'], ['y']), [wholes('pads', 1, 1), wholes('axes', 1)]],
    ['Pad (pads)', 18, node('Pad', ['x', 'pads', '', 'axes'], ['y']), [wholes('pads', -1, 1), wholes('axes', 2)]],
    [
      'Pad (mode)',
      19,
      node('Pad', ['x', 'pads', '', 'axes'], ['y'], { mode: 'wrap' }),
      [wholes('pads', 1, 1), wholes('axes', 2)],
    ],
    ['Resize (scales)', 18, node('Resize', ['x', '', 'scales'], ['y'], { axes: [2, 1] }), [scales]],
    ['Resize (scales)', 18, node('Resize', ['x', '', 'scales'], ['y']), [scales]],
    ['Resize (axes)', 18, node('Resize', ['x', '', 'scales'], ['y'], { axes: [2, 2] }), [scales]],
    [
      'Resize (keep_aspect_ratio_policy)',
      18,
      resized({ keep_aspect_ratio_policy: 'not_smaller' }, '', 'sizes'),
      [wholes('sizes', 12, 13)],
    ],
    [
      'Resize (coordinate_transformation_mode)',
      19,
      resized({ coordinate_transformation_mode: 'tf_crop_and_resize' }, 'scales'),
      [{ ...scales, values: [1, 1] }],
    ],
    [
      'Resize (coordinate_transformation_mode)',
      19,
      resized({ coordinate_transformation_mode: 'align_corners' }, 'scales'),
      [scales],
    ],
    ['AveragePool (dilations)', 19, node('AveragePool', ['x'], ['y'], { kernel_shape: [2, 2], dilations: [2, 2] }), []],
    ['Cast (to)', 19, node('Cast', ['x'], ['y'], { to: 17, saturate: 0 }), []],
    ['Cast (to)', 13, node('Cast', ['x'], ['y'], { to: 7 }), []],
    ...['Add', 'Sum', 'Concat', 'Relu'].map((type) => [`${type} (inputs[0])`, 13, node(type, [], ['y']), []] as const),
    ['Dropout (training_mode)', 12, node('Dropout', ['x', '', 'trains'], ['y']), [wholes('trains', 1)]],
    ['BatchNormalization (training_mode)', 15, norm({ training_mode: 1 }), norms],
    ['BatchNormalization (spatial)', 7, norm({ spatial: 0 }), norms],
    ['BatchNormalization (outputs[1])', 9, { ...norm(), outputs: ['y', 'mean', 'var'] }, norms],
    [
      'ConvTranspose (output_shape)',
      22,
      node('ConvTranspose', ['x', 't.weight'], ['y'], {
        group: 5,
        strides: [2, 2],
        pads: [1, 1, 1, 1],
        output_shape: [11, 11],
      }),
      [floats('t.weight', 5, 1, 4, 4)],
    ],
  ];

  it.each(refused)(
    '[onnx] %s is refused by its name where no document can hold it (%i)',
    async (what, opset, made, tensors) => {
      const work = openMade(madeModel(opset, SHAPE, [made], tensors));
      await expect(work).rejects.toMatchObject({ issues: [{ kind: 'onnx-operators', received: [[what, 1, 'y']] }] });
    },
  );
});
