import type { Op } from '#lib/dla/op-graph/op-graph.ts';
import type { Shape } from '#lib/dla/ops/op.ts';
import type { OpKind } from '#lib/dla/ops/ops.ts';
import { LOWEST } from '#lib/dla/ops/pad.ts';
import type { AvgPoolAttributes } from '#lib/dla/ops/pool.ts';
import { call, options } from './python.ts';

/** How a primitive op is written in Python. `x` are expressions of its inputs. */
export interface PyTorchOp<K extends OpKind> {
  /** The layer that owns the op's tensors, from the shapes of its inputs; `trained` is false for a dense head. */
  layer?(op: Op<K>, inputs: readonly Shape[], trained: boolean): string;
  /** The result; `layer` is the expression of its layer. */
  call(op: Op<K>, x: readonly string[], layer: string): string;
  /** The result where the tensors are the network's own (an empty name): `self.weight` and so on. */
  functional?(op: Op<K>, x: readonly string[]): string;
}

const applied = (layer: string, [x]: readonly string[]): string => call(layer, [x!]);

const pool = (name: string, { kernel, stride, padding, inside }: AvgPoolAttributes, [x]: readonly string[]) =>
  call(name, [
    x!,
    String(kernel),
    ...options(
      { stride, padding, count_include_pad: inside !== true },
      { stride: kernel, padding: 0, count_include_pad: true },
    ),
  ]);

/** One entry per primitive op; tensors are NCHW, the result of a linear layer [N, classes]. */
export const pytorchOps: { readonly [K in OpKind]: PyTorchOp<K> } = {
  input: { call: () => 'x' },
  conv2d: {
    layer({ attributes }, [x]) {
      const { outChannels, kernel, ...rest } = attributes;
      const defaults = { stride: 1, padding: 0, dilation: 1, groups: 1, bias: true };
      return call('nn.Conv2d', [String(x![0]), String(outChannels), String(kernel), ...options(rest, defaults)]);
    },
    call: (_, x, layer) => applied(layer, x),
    functional({ attributes: { stride, padding, dilation, groups } }, [x]) {
      const window = options({ stride, padding, dilation, groups }, { stride: 1, padding: 0, dilation: 1, groups: 1 });
      return call('F.conv2d', [x!, 'self.weight', 'self.bias', ...window]);
    },
  },
  'deform-conv': {
    layer: ({ attributes }, [x]) => `DeformConv(${x![0]}, ${attributes.outChannels})`,
    call: (_, x, layer) => call(layer, x),
    functional: (_, x) => call('deform', [...x, 'self.weight', 'self.bias']),
  },
  'conv-transpose2d': {
    layer: ({ attributes, shape }, _inputs, trained) =>
      call('up_sampling', [String(shape[0]), String(attributes.factor), ...options({ trained }, { trained: true })]),
    call: (_, x, layer) => applied(layer, x),
    functional: ({ attributes: { factor }, shape }, [x]) =>
      `F.conv_transpose2d(${x}, self.weight, stride=${factor}, padding=${factor / 2}, groups=${shape[0]})`,
  },
  linear: {
    layer: ({ attributes }, [x]) => `nn.Linear(${x![0]}, ${attributes.outChannels})`,
    call: (_, [x], layer) => `${layer}(${x}.flatten(1))`,
    functional: (_, [x]) => `F.linear(${x}.flatten(1), self.weight, self.bias)`,
  },
  'batch-norm': {
    layer: ({ shape }) => `nn.BatchNorm2d(${shape[0]})`,
    call: (_, x, layer) => applied(layer, x),
    functional: (_, [x]) =>
      `F.batch_norm(${x}, self.running_mean, self.running_var, self.weight, self.bias, self.training)`,
  },
  'group-norm': {
    layer: ({ attributes, shape }) => `nn.GroupNorm(${attributes.groups}, ${shape[0]})`,
    call: (_, x, layer) => applied(layer, x),
    functional: ({ attributes }, [x]) => `F.group_norm(${x}, ${attributes.groups}, self.weight, self.bias)`,
  },
  relu: { call: (_, x) => call('F.relu', x) },
  sigmoid: { call: (_, x) => call('torch.sigmoid', x) },
  softmax: { call: (_, [x]) => call('F.softmax', [x!, '1']) },
  'log-softmax': { call: (_, [x]) => call('F.log_softmax', [x!, '1']) },
  add: { call: (_, x) => `(${x.join(' + ')})` },
  concat: { call: (_, x) => call('torch.cat', [call('', x, '[]'), '1']) },
  'max-pool': { call: ({ attributes }, x) => pool('F.max_pool2d', attributes, x) },
  'avg-pool': { call: ({ attributes }, x) => pool('F.avg_pool2d', attributes, x) },
  'global-avg-pool': { call: (_, [x]) => `${x}.mean((2, 3), keepdim=True)` },
  pad: {
    call: ({ attributes: { top, left, bottom, right, fill } }, [x]) => {
      const sides = call('', [left, right, top, bottom].map(String));
      return call('F.pad', [x!, sides, ...options({ value: fill === 'zeros' ? 0 : LOWEST }, { value: 0 })]);
    },
  },
  flatten: { call: (_, [x]) => `${x}.flatten(1)[:, :, None, None]` },
  scale: { call: ({ attributes: { factor } }, [x]) => `(${x} * ${factor})` },
  slice: { call: ({ attributes: { from, to } }, [x]) => `${x}[:, ${from}:${to}]` },
  resize: {
    call: ({ attributes: { factor, mode, corners }, shape }, [x]) => {
      // Output o at o / factor: aligned corners of a map that is one row and column longer.
      if (corners === 'first')
        return `F.interpolate(F.pad(${x}, (0, 1, 0, 1), mode="replicate"), (${shape[1] + 1}, ${shape[2] + 1}), mode="bilinear", align_corners=True)[..., :-1, :-1]`;
      const aligned = corners === 'aligned' ? 'True' : 'False';
      return `F.interpolate(${x}, scale_factor=${factor}.0, mode="${mode}"${mode === 'bilinear' ? `, align_corners=${aligned}` : ''})`;
    },
  },
};
