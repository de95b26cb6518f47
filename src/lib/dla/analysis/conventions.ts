import { elements, type Shape } from '#lib/dla/ops/op.ts';
import type { OpKind } from '#lib/dla/ops/ops.ts';
import type { Op } from '#lib/dla/op-graph/op-graph.ts';

/** What a tool counts otherwise than this product, which counts the MACs of convolutions and linear layers alone. */
export type Subject =
  | 'conv-bias'
  | 'linear-bias'
  | 'transposed'
  | 'deformable'
  | 'norm'
  | 'group-norm'
  | 'relu'
  | 'max-pool'
  | 'avg-pool'
  | 'global-pool'
  | 'bilinear'
  | 'nearest';

/** How much it counts for each. */
export type Measure =
  | 'per-output'
  | 'per-class'
  | 'output-positions'
  | 'two-per-channel'
  | 'two-per-element'
  | 'four-per-element'
  | 'five-per-element'
  | 'none'
  | 'by-module'
  | 'by-function'
  | 'per-input'
  | 'inputs-and-outputs'
  | 'four-per-output'
  | 'eleven-per-output';

/** One op where a tool meets it; one image. */
export interface Counted {
  readonly op: Op;
  /** Of its first input, NCHW without N. */
  readonly input: Shape;
  /** As this product counts them. */
  readonly macs: number;
  /** Written as a call of a function: hooks of modules do not see it. */
  readonly functional: boolean;
}

export interface Convention {
  readonly subject: Subject;
  readonly measure: Measure;
  /** File and name in the tool's source. */
  readonly source: string;
  readonly kind: OpKind;
  /** What the tool counts beyond this product's MACs; negative where it counts less. */
  readonly extra: (counted: Counted) => number;
}

export type ToolId = 'torchinfo' | 'thop' | 'ptflops' | 'ptflops-pytorch' | 'fvcore';

export interface Tool {
  readonly id: ToolId;
  /** The project, its version and, where it has several, the part that counts. */
  readonly name: string;
  readonly version: string;
  readonly backend?: string;
  /** What it calls its number; a multiply-add is one in all of them. */
  readonly quantity: 'mult-adds' | 'MACs' | 'FLOPs';
  readonly repository: string;
  readonly conventions: readonly Convention[];
  /** Where parameters that are not trained are left out. */
  readonly trainedOnly?: string;
}

const outputs = ({ op }: Counted): number => elements(op.shape);
const inputs = ({ input }: Counted): number => elements(input);
const times = (factor: number, count: (counted: Counted) => number) => (counted: Counted) => factor * count(counted);
const asModule = (count: (counted: Counted) => number) => (counted: Counted) =>
  counted.functional ? 0 : count(counted);

/** A convolution's bias is added at every position of its output. */
const convBias = (source: string): Convention => ({
  subject: 'conv-bias',
  measure: 'per-output',
  source,
  kind: 'conv2d',
  extra: (counted) => (counted.op.kind === 'conv2d' && counted.op.attributes.bias ? outputs(counted) : 0),
});

const linearBias = (source: string): Convention => ({
  subject: 'linear-bias',
  measure: 'per-class',
  source,
  kind: 'linear',
  extra: outputs,
});

/** A transposed convolution counted like any other, at its outputs: factor² times what its inputs give. */
const transposedAtOutputs = (source: string): Convention => ({
  subject: 'transposed',
  measure: 'output-positions',
  source,
  kind: 'conv-transpose2d',
  extra: (counted) => counted.macs * (outputs(counted) / inputs(counted) - 1),
});

/** A deformable convolution, torchvision's module, where the tool knows no rule for it; its offsets' convolution is one like any other. */
const deformableUnknown = (source: string): Convention => ({
  subject: 'deformable',
  measure: 'none',
  source,
  kind: 'deform-conv',
  extra: ({ macs }) => -macs,
});

const upSampling = (subject: 'bilinear' | 'nearest', measure: Measure, source: string, factor: number): Convention => ({
  subject,
  measure,
  source,
  kind: 'resize',
  extra: (counted) =>
    counted.op.kind === 'resize' && counted.op.attributes.mode === subject ? factor * outputs(counted) : 0,
});

const simple = (
  subject: Subject,
  measure: Measure,
  kind: OpKind,
  source: string,
  extra: Convention['extra'],
): Convention => ({ subject, measure, kind, source, extra });

const torchinfo = 'torchinfo/layer_info.py, calculate_macs';
const thop = (name: string): string => `thop/vision/basic_hooks.py, ${name}`;
const hooks = (name: string): string => `ptflops/pytorch_ops.py, ${name}`;
const functions = hooks('FUNCTIONAL_MAPPING');
const fvcore = 'fvcore/nn/flop_count.py, _DEFAULT_SUPPORTED_OPS';
const parameters = 'ptflops/pytorch_engine.py, get_model_parameters_number';

/** A hook of the module, and once more the function that the module calls. */
const hooked = (subject: Subject, kind: OpKind, hook: string): readonly Convention[] => [
  simple(subject, 'by-module', kind, hooks(hook), asModule(inputs)),
  simple(subject, 'by-function', kind, functions, inputs),
];

/**
 * Four tools that count operations of PyTorch networks, each by the conventions in which it differs from this product.
 * The networks are in eval mode, batch 1, and written as timm, torchvision and the authors write them: layers, ReLUs,
 * pools and up-samplings as modules, sums and concats as operators, which none of the tools counts.
 */
export const tools: readonly Tool[] = [
  {
    id: 'torchinfo',
    name: 'torchinfo',
    version: '1.8.0',
    quantity: 'mult-adds',
    repository: 'TylerYep/torchinfo',
    conventions: [
      convBias(torchinfo),
      linearBias(torchinfo),
      transposedAtOutputs(torchinfo),
      // It knows convolutions by their class's name, which torchvision's DeformConv2d has too.
      simple('deformable', 'per-output', 'deform-conv', torchinfo, outputs),
      simple('norm', 'two-per-channel', 'batch-norm', torchinfo, ({ op }) => 2 * op.shape[0]),
      simple('group-norm', 'two-per-channel', 'group-norm', torchinfo, ({ op }) => 2 * op.shape[0]),
    ],
  },
  {
    id: 'thop',
    name: 'thop',
    version: '0.1.1.post2209072238',
    quantity: 'MACs',
    repository: 'Lyken17/pytorch-OpCounter',
    conventions: [
      transposedAtOutputs('thop/vision/calc_func.py, calculate_conv2d_flops'),
      deformableUnknown('thop/profile.py, register_hooks'),
      simple('norm', 'four-per-element', 'batch-norm', thop('count_normalization'), times(4, outputs)),
      simple('avg-pool', 'per-output', 'avg-pool', thop('count_avgpool'), asModule(outputs)),
      simple(
        'global-pool',
        'inputs-and-outputs',
        'global-avg-pool',
        thop('count_adap_avgpool'),
        asModule((counted) => inputs(counted) + outputs(counted)),
      ),
      upSampling('bilinear', 'eleven-per-output', 'thop/vision/calc_func.py, calculate_upsample', 11),
      upSampling('nearest', 'per-output', 'thop/vision/calc_func.py, calculate_upsample', 1),
    ],
  },
  {
    id: 'ptflops',
    name: 'ptflops',
    version: '0.7.5',
    backend: 'aten',
    quantity: 'MACs',
    repository: 'sovrasov/flops-counter.pytorch',
    conventions: [
      convBias('ptflops/aten_ops.py, conv_flop_count'),
      deformableUnknown('ptflops/aten_ops.py, ATEN_OPS_MAPPING'),
    ],
    trainedOnly: parameters,
  },
  {
    id: 'ptflops-pytorch',
    name: 'ptflops',
    version: '0.7.5',
    backend: 'pytorch',
    quantity: 'MACs',
    repository: 'sovrasov/flops-counter.pytorch',
    conventions: [
      convBias(hooks('conv_flops_counter_hook')),
      linearBias(hooks('linear_flops_counter_hook')),
      deformableUnknown(hooks('MODULES_MAPPING')),
      simple('norm', 'two-per-element', 'batch-norm', hooks('bn_flops_counter_hook'), times(2, outputs)),
      simple('group-norm', 'two-per-element', 'group-norm', hooks('bn_flops_counter_hook'), times(2, outputs)),
      ...hooked('relu', 'relu', 'relu_flops_counter_hook'),
      ...hooked('max-pool', 'max-pool', 'pool_flops_counter_hook'),
      ...hooked('avg-pool', 'avg-pool', 'pool_flops_counter_hook'),
      ...hooked('global-pool', 'global-avg-pool', 'pool_flops_counter_hook'),
      upSampling('bilinear', 'by-module', hooks('upsample_flops_counter_hook'), 1),
      upSampling('bilinear', 'by-function', functions, 1),
      upSampling('nearest', 'by-module', hooks('upsample_flops_counter_hook'), 1),
      upSampling('nearest', 'by-function', functions, 1),
    ],
    trainedOnly: parameters,
  },
  {
    id: 'fvcore',
    name: 'fvcore',
    version: '0.1.5.post20221221',
    quantity: 'FLOPs',
    repository: 'facebookresearch/fvcore',
    conventions: [
      simple(
        'norm',
        'two-per-element',
        'batch-norm',
        'fvcore/nn/jit_handles.py, batchnorm_flop_jit',
        times(2, outputs),
      ),
      deformableUnknown(fvcore),
      simple(
        'group-norm',
        'five-per-element',
        'group-norm',
        'fvcore/nn/jit_handles.py, norm_flop_counter',
        times(5, outputs),
      ),
      simple('global-pool', 'per-input', 'global-avg-pool', fvcore, inputs),
      upSampling('bilinear', 'four-per-output', fvcore, 4),
      upSampling('nearest', 'per-output', fvcore, 1),
    ],
  },
];
