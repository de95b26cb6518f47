import type { Phrase } from '../values.ts';
import { plural } from './grammar.ts';

/** What a network costs, its paths and times, what other tools count, and its issues. */
export const counts = {
  /** An op of a node: `level 3 · B2 · conv1`. */
  opOf: (place: string, op: string) => `${place} · ${op}`,

  costs: {
    by: 'Costs by',
    caption: (grain: string) => `Costs by ${grain}`,
    grains: {
      part: { label: 'Parts', one: 'part' },
      level: { label: 'Levels', one: 'level' },
      module: { label: 'Modules', one: 'module' },
      op: { label: 'Ops', one: 'op' },
    },
    what: 'what',
    result: 'result',
    share: 'of all MACs',
    modules: (count: number) => plural(count, 'module'),
    wholeField: 'all',
  },

  /** What timm publishes of the presets, beside what they cost. */
  accuracy: {
    show: 'Published accuracy',
    what: 'Top-1 on ImageNet at 224×224 as timm publishes it (results-imagenet.csv), against what each network costs, logarithmic. Filled: networks of the paper; hollow: others.',
    open: 'The open networks stand on the axis at their cost: no accuracy is made up for them.',
    chart: (count: string, networks: readonly string[]) =>
      `Published top-1 accuracy against ${count}, logarithmic. On the axis: ${networks.join('; ')}.`,
    /** What the marks are, below a chart in a file. */
    key: { dla: 'networks of the paper', others: 'others' },
    titles: { parameters: 'Top-1 against parameters', macs: 'Top-1 against MACs' },
    at: (name: string, count: string) => `${name} at ${count}`,
    caption: 'Published accuracies and costs of the presets',
    network: 'network',
    top1: 'top-1',
    top5: 'top-5',
    openPreset: (name: string) => `Open ${name}`,
    counting: 'Counting the presets',
  },

  paths: {
    to: 'Paths',
    ends: { output: 'To the output', level: 'To the end of the level' },
    hint: 'The skip path leads through aggregation nodes only: a few nodes make a shallow skip, many a deep one. Select a row to see its shortest path in the figure.',
    empty: {
      title: 'No block leads anywhere',
      text: 'Connect the blocks to an output, or choose a level that is one of the six structures.',
    },
    caption: 'Paths of every block',
    skip: 'nodes on the skip path',
    noSkip: 'no skip path',
    nodes: 'nodes, shortest – longest',
    blocks: 'further blocks',
    convolutions: 'convolutions',
    ways: 'paths',
  },

  times: {
    caption: 'Time by op',
    share: 'of all time',
    rate: 'GMAC/s',
    op: (name: string, kind: string) => `${name}, ${kind}`,
    summary: (time: string, steps: number, backend: string) =>
      `${time} in ${plural(steps, 'step')} on ${backend}, one at a time. Ops that are computed together are listed as the first of them.`,
    again: 'Measure again',
    measure: 'Measure time per op',
    empty: {
      title: 'Nothing has been measured yet',
      text: 'Run the network once more, one step at a time, to see how long each op takes and how many multiply-adds it does in that time.',
    },
  },

  issues: {
    none: 'No issues',
    covered: 'Every shape fits, and every count covers the whole network.',
    show: (place: string) => `Show ${place}`,
    pad: (size: string) => `Pad images to ${size}`,
    padWhy: 'The size of the image cannot be halved as often as the network does: maps would disagree where they meet.',
  },

  /** From the count here to that of another tool. */
  tools: {
    label: 'Tool',
    tool: (name: string, backend: string | undefined) => (backend ? `${name}, ${backend}` : name),
    caption: (tool: string) => `From our MACs to what ${tool} prints`,
    columns: { what: 'Multiply-adds', counted: 'counted', ops: 'ops', amount: 'how many' },
    here: 'MACs here',
    hereCounted: 'convolutions and linear layers, bias free',
    quantity: (quantity: string, tool: string) => `${quantity} of ${tool}`,
    same: 'nothing differs',
    untrained: 'never trained',
    untrainedWhat: 'the fixed up-sampling of the head',
    parameters: (tool: string) => `parameters of ${tool}`,
    parametersOf: (count: string) => `of ${count}`,
    parametersSame: 'as here',
    note: (tool: string, version: string, repository: string) =>
      `${tool} ${version} (${repository}), one image, eval mode, layers written as modules, as in timm and torchvision.`,
    /** What a tool counts beside multiply-adds. */
    subjects: {
      'conv-bias': 'biases of convolutions',
      'linear-bias': 'bias of the linear layer',
      transposed: 'transposed convolutions',
      deformable: 'deformable convolutions',
      norm: 'batch norm',
      'group-norm': 'group norm',
      relu: 'ReLU',
      'max-pool': 'max-pool',
      'avg-pool': 'average pool',
      'global-pool': 'global average pool',
      bilinear: 'bilinear up-sampling',
      nearest: 'nearest up-sampling',
    },
    /** How much it counts for each. */
    measures: {
      'per-output': 'one per output element',
      'per-class': 'one per class',
      'output-positions': 'every weight at each output position, not at each input position',
      'two-per-channel': 'its two parameters, once per channel',
      'two-per-element': 'two per element',
      'four-per-element': 'four per element',
      'five-per-element': 'five per element',
      none: 'nothing: it knows no rule for them',
      'by-module': 'one per element that goes in, by the module’s hook',
      'by-function': 'one per element that goes in, by the function’s hook',
      'per-input': 'one per input element',
      'inputs-and-outputs': 'one per input and one per output element',
      'four-per-output': 'four per output element',
      'eleven-per-output': 'eleven per output element',
    },
  },

  /** The count of the authors' code. */
  official: {
    title: 'Parameters in the authors’ code',
    none: 'The authors’ code does not build this network, so there is no official count of it.',
    allUsed: (count: string): Phrase => ['All ', { strong: count }, ' parameters are used.'],
    caption: 'Parameters used, dead weight and the official count',
    used: 'used',
    dead: 'dead weight',
    official: 'official',
    buffer: 'buffer',
    /** Why the authors' network holds tensors that change nothing. */
    reasons: {
      'outer-projection':
        'A tree of trees creates a projection of its own, but passes its input to its left half, which projects it itself.',
      'backbone-classifier': 'The backbone keeps its ImageNet classifier, but a dense network never calls it.',
    },
  },
};
