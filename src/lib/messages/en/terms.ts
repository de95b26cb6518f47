/** Words of the field, as heads of columns and names of values. */
export const terms = {
  parameters: 'parameters',
  buffers: 'buffers',
  macs: 'MACs',
  flops: 'FLOPs',
  activations: 'activations',
  tensors: 'tensors',
  weightMemory: 'weight memory',
  activationMemory: 'activation memory',
  receptiveField: 'receptive field',
  shape: 'shape',
  reduction: 'reduction',
  input: 'input',
  node: 'node',
  block: 'block',
  kind: 'kind',
  name: 'name',
  op: 'op',
  time: 'time',
  logits: 'logits',
  classes: 'classes',
  structure: 'structure',
};

/** What each quantity of memory is, the same wherever it is shown. */
export const memory = {
  weightMemory: 'All weights and buffers as float32.',
  activationMemory:
    'The most that a forward pass of one image holds at one time: a result, and every earlier one that is still needed. float32, weights apart.',
  runMemory:
    'The most that the backend held at one time during a run: weights, activations and what it needs on the way.',
};
