import type { Measure, Subject } from '#lib/dla/analysis/conventions.ts';
import type { UnusedReason } from '#lib/dla/analysis/official.ts';

/** What a tool counts beside multiply-adds, in words. */
export const subjectWords: Readonly<Record<Subject, string>> = {
  'conv-bias': 'biases of convolutions',
  'linear-bias': 'bias of the linear layer',
  transposed: 'transposed convolutions',
  norm: 'batch norm',
  relu: 'ReLU',
  'max-pool': 'max-pool',
  'avg-pool': 'average pool',
  'global-pool': 'global average pool',
  bilinear: 'bilinear up-sampling',
  nearest: 'nearest up-sampling',
};

/** How much it counts for each. */
export const measureWords: Readonly<Record<Measure, string>> = {
  'per-output': 'one per output element',
  'per-class': 'one per class',
  'output-positions': 'every weight at each output position, not at each input position',
  'two-per-channel': 'its two parameters, once per channel',
  'two-per-element': 'two per element',
  'four-per-element': 'four per element',
  'by-module': 'one per element that goes in, by the module’s hook',
  'by-function': 'one per element that goes in, by the function’s hook',
  'per-input': 'one per input element',
  'inputs-and-outputs': 'one per input and one per output element',
  'four-per-output': 'four per output element',
  'eleven-per-output': 'eleven per output element',
};

/** Why the authors' network holds tensors that change nothing. */
export const unusedWords: Readonly<Record<UnusedReason, string>> = {
  'outer-projection':
    'A tree of trees makes a projection of its own, but hands its input to its left half, which projects it itself.',
  'backbone-classifier': 'The backbone keeps its ImageNet classifier, and a dense network never calls it.',
};
