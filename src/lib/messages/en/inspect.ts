import type { DecoderName } from '#lib/dla/decoders/names.ts';
import { grouped, plural } from './grammar.ts';

const decoders: { readonly [D in DecoderName]: string } = {
  none: 'none',
  shallow: 'shallow (FPN, U-Net)',
  ida: 'IDA',
  'ida-up': 'IDA-up (DLAUp)',
};

/** The inspector, and the activations inside a node. */
export const inspect = {
  title: 'Inspector',
  selected: (count: number) => `${grouped(count)} selected`,
  nothingShared: 'What is selected has no setting in common.',
  oddLevels: (levels: readonly string[]) =>
    `${levels.join(', ')}: none of the six structures. Only the blocks can be changed together.`,
  group: 'Group',
  total: 'Total',
  noShape: 'none: see Issues',
  /** A receptive field behind deformable convolutions: `879×879, moves with the data`. */
  moving: (size: string) => `${size}, moves with the data`,
  movingHint:
    'The taps of deformable convolutions read where the data tell them to. The field is counted with taps that stay where they are.',

  actions: {
    title: 'Selection',
    connect: 'Connect',
    connectHint: 'Then select the node that takes this one’s output',
    unpinHint: 'Let the layout place it again',
  },

  network: {
    empty: 'This network is empty. Add an image from the palette, or open a preset.',
    levels: (blocks: number, nodes: number, levels: number) =>
      `${plural(blocks, 'block')}, ${plural(nodes, 'aggregation node')}, ${plural(levels, 'level')}.`,
    ops: (nodes: number, ops: number) => `${plural(nodes, 'node')}, ${plural(ops, 'op')}.`,
    selectLevel: 'Select a level, a block or a node to edit it.',
    selectNode: 'Select a group or a node to edit it.',
    head: 'Head',
    broken: 'The head can be chosen once the issues are fixed: see Issues.',
    /** Why the network is in no config any more, and the way back. */
    mixed: (level: string, settings: readonly string[]) =>
      `The blocks of ${level} differ in ${settings.join(', ')}, which a config has no place for. The network is saved as a graph. Set them alike to be back.`,
    left: (place: string) =>
      `${place} is not as a config would have it. The network is saved as a graph. Undo leads back.`,
    show: 'Show it',
    counts: 'Counts',
    fixed: 'of which fixed',
    source: 'Source',
    changed: (source: string) => `${source}, changed since`,
    accuracy: (top1: number, top5: number) =>
      `timm reports ${top1} % top-1 and ${top5} % top-5 on ImageNet at 224×224 for the original network.`,
  },

  hashes: {
    title: 'Hashes',
    structure: {
      label: 'structure',
      hint: 'Of what the network computes: alike for equal networks, however they were drawn',
      copyIt: 'Copy the structure’s hash',
    },
    names: {
      label: 'names',
      hint: 'Of the names and shapes of all tensors, in order: alike where weights fit',
      copyIt: 'Copy the names’ hash',
    },
    compute: 'Compute them',
    copied: 'The hash is on the clipboard.',
  },

  head: {
    task: 'task',
    tasks: {
      classifier: 'classification',
      segmentation: 'segmentation',
      boundary: 'boundaries',
      detection: 'object detection',
      features: 'features only',
    },
    decoder: 'decoder',
    decoders: { ...decoders, own: 'its own' },
    finest: 'finest scale',
    stride: 'output stride',
    seen: 'sees',
    /** Under the choice of the output stride. */
    seenOf: 'Parameters and MACs of the whole network. “Sees”: the receptive field of the neck’s map.',
    seenMoves:
      'Parameters and MACs of the whole network. “Sees”: the receptive field of the neck’s map; it moves with the data.',
    nodes: 'convolutions in the neck',
    node: { deform: 'deformable', conv: 'plain 3×3' },
    neck: 'neck',
    necks: { 'dla-up': 'DLAUp (concatenates)', 'dla-up-add': 'CenterNet (adds)' },
    wideProjection: '3×3 projections, as MonoDLE',
    hidden: 'hidden channels of a head',
    headNorm: 'heads have a norm',
    heads: 'Heads',
    headName: (number: number) => `name of head ${number}`,
    headMaps: (name: string) => `channels of ${name}`,
    removeHead: (name: string) => `Remove ${name}`,
    addHead: 'Add a head',
    noName: 'Letters, digits and _, no digit first; not base, dla_up or ida_up.',
    sameName: 'Another head has this name.',
    noScale: 'A decoder needs a map of 1/2, 1/4 or 1/8 of the image. This network has none.',
  },

  /** What CenterNet made of the authors' decoder, beside it. */
  centerNet: {
    title: 'What CenterNet changed',
    changes: [
      'It adds. The authors’ DLAUp puts the channels of two maps behind each other; CenterNet brings one up, adds it to the other, and convolves the sum.',
      'It ends at 1/4, and one more pass, ida_up, adds what the passes of the staircase ended in. The map at 1/32 reaches the heads through those passes alone.',
      'Projections and nodes are deformable convolutions: where their taps read is computed from the map, so what a position sees moves with the data.',
    ],
    open: (name: string) => `Open ${name} beside it`,
    lesson: 'Lesson: dense prediction',
  },

  level: {
    summary: (structure: string, letter: string, blocks: number) =>
      `${structure} (${letter}) · ${plural(blocks, 'block')}`,
    odd: 'none of the six structures',
    title: 'Level',
    blocks: 'Blocks',
    levelRoot: 'levelRoot: the final node also takes the pooled input',
    residual: 'residual: nodes add their deepest input',
    result: 'Result',
  },

  node: {
    inputs: 'Inputs',
    deepestFirst: 'Inputs, deepest first',
    settings: 'Settings',
    shape: 'Shape',
    output: 'output',
    cost: 'Cost',
    reach: 'Reach',
    wholeImage: 'the whole image',
    weights: 'Weights',
    /** The parameters as a sum: `448 · 128 weights + 2 · 128 of batch norm`. */
    parameters: (formulas: { weights: string; norms: string; biases: string }) =>
      [
        formulas.weights && `${formulas.weights} weights`,
        formulas.norms && `${formulas.norms} batch norm`,
        formulas.biases && `${formulas.biases} biases`,
      ]
        .filter((part) => part !== '')
        .join(' + '),
  },

  equation: {
    noShape: 'Some inputs have no shape yet: see Issues.',
    /** `sum` is how the inputs' channels add up; empty where there is one input. */
    weights: (size: string, sum: string) => (sum === '' ? `W is ${size}` : `W is ${size}, ${sum}`),
  },

  inputs: {
    /** What stands under the name of an input. */
    kind: (kind: string | undefined, residual: boolean) => `${residual ? 'residual, ' : ''}${kind ?? 'missing'}`,
    up: (name: string) => `Move ${name} up`,
    down: (name: string) => `Move ${name} down`,
    order: 'The weights follow this order.',
  },

  edge: {
    kinds: { aggregation: 'aggregation', residual: 'residual', backbone: 'backbone' },
    value: 'Value',
    elements: 'elements',
    input: (input: number, of: number) => `${input} of ${of}`,
    ends: 'From and to',
  },

  activations: {
    waiting: 'waiting',
    notRun: {
      title: 'Nothing has run yet',
      text: 'Run the network to see the channels of every node, how their values are distributed, and which channels are dead.',
    },
    none: { title: 'Select a node', text: 'Only the channels of the selected node are computed.' },
    unknown: { title: 'This was not part of the last run', text: 'Run again to look inside.' },
    failed: (title: string) => `Could not compute ${title}`,
    again: 'Try again',
    cancelled: 'Cancelled.',
    compute: 'Compute channels',
    computing: (title: string, progress: string) => `Computing ${title}: ${progress}`,
    of: (title: string) => `Activations of ${title}`,

    statistics: (title: string) => `Statistics of ${title}`,
    value: 'Value',
    op: (name: string, kind: string) => `${name}: ${kind}`,
    result: 'result',
    mean: 'mean',
    deviation: 'standard deviation',
    minimum: 'minimum',
    maximum: 'maximum',
    zeros: 'zeros',
    deadChannels: 'dead channels',
    count: (count: string, of: string) => `${count} of ${of}`,
    zeroIn: (images: number) =>
      images === 1 ? 'Zero everywhere in this image' : `Zero everywhere in all ${images} images`,
    distribution: 'Distribution of values, log scale',
    values: (title: string) => `Values of ${title}`,

    order: 'Order of channels',
    orders: { index: 'By number', mean: 'By mean', dead: 'Dead last' },
    scale: 'Scale',
    scales: { one: 'Shared scale', own: 'Own scales' },

    page: (first: number, last: number, of: number) => `Channels ${first} to ${last} of ${of}`,
    pageShort: (first: string, last: string, of: string) => `${first}–${last} of ${of}`,
    pages: 'Pages of channels',
    before: 'Previous channels',
    after: 'Next channels',
    channel: (index: number) => `Channel ${index}`,
    channelOf: (index: number, title: string) => `Channel ${index} of ${title}`,
    channelOn: (index: number, dead: boolean, image: string) => `Channel ${index}${dead ? ', dead' : ''} · ${image}`,
    channelMean: (index: number, mean: string, dead: boolean) =>
      `Channel ${index}, mean ${mean}${dead ? ', dead' : ''}`,
    channelMark: (index: number, dead: boolean) => (dead ? `${index} dead` : String(index)),
    range: (mean: string, low: string, high: string) => `mean ${mean}, ${low} to ${high}`,

    /** What one unit sees of the image. */
    reach: {
      title: 'What a unit sees',
      click: 'Click a place to see what of the image the unit there depends on.',
      middle: (of: string | undefined) =>
        of === undefined ? 'The unit in the middle' : `The unit in the middle of ${of}`,
      follow: 'Ask every node that is clicked',
      noNode: 'Select a node to see what of the image it depends on.',
      notRun: 'Run the network first: what a node sees is measured on the image.',
      waiting: 'waiting for the image',
      phases: {
        forward: (node: string) => `running ${node}`,
        backward: (node: string) => `back through ${node}`,
      },
      failed: 'What it sees could not be computed',
      picture: (title: string) => `What ${title} sees of the image`,
      unit: (title: string, row: number, column: number) => `${title}, row ${row}, column ${column}`,
      of: (letter: string, unit: string) => `${letter}: ${unit}`,
      field: (size: string) => `receptive field ${size}`,
      box: (size: string) => `${size} of it in the image`,
      mass: (side: string) => `95 % within ${side} pixels`,
      nothing: 'no gradient arrives',
      notFinite: 'the gradient is NaN or infinite in places',
      legend:
        'Dashed: the receptive field, by theory. Light: the measured map, |gradient by the image|. Solid: the square around the unit that holds 95 % of it.',
      missing: (letters: string) => `${letters} did not run, or has no such value.`,
    },
  },
};
