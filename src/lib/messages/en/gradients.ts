import { grouped, listed, plural } from './grammar.ts';
import { structureName } from './structures.ts';

/** Which gradient of a node is meant: by its result, or by its weights. */
type By = 'result' | 'weights';
/** What batch norms go by. */
type Statistics = 'stored' | 'batch';

/** Gradients: by node, by structure, by place of the image. */
export const gradients = {
  noClassifier: {
    title: 'No classifier, no loss to differentiate',
    text: (network: string) =>
      `The gradient is that of one class’s loss. ${network} gives no row of logits: in the inspector, choose a network for classification, or end the graph with a classifier.`,
  },
  broken: {
    title: 'The network has issues',
    text: 'A gradient needs a network that runs. Fix the issues first.',
  },
  empty: {
    title: 'No gradients yet',
    text: 'Differentiate back-propagates the loss of a class through the network, in this browser, and shows how much of its gradient reaches every node and every place in the image.',
  },
  zero: 'The gradient is 0 everywhere: the network is sure of this class. Choose another.',

  /** Of levels, and nodes outside of them, some may be left out. */
  notFinite: (gradient: string, places: readonly string[], more: number) =>
    `${gradient} is NaN or infinite in ${listed(more > 0 ? [...places, `${grouped(more)} more`] : places)}.`,

  show: {
    label: 'Show',
    nodes: 'Nodes',
    structures: 'Six structures',
    networks: 'Open networks',
    saliency: 'Saliency',
  },
  class: {
    label: 'class',
    one: (index: number, name: string | undefined) => (name === undefined ? String(index) : `${index} ${name}`),
    unknown: (last: number, named: boolean) => `A number from 0 to ${last}${named ? ', or a name' : ''}.`,
  },
  image: { label: 'image', quick: (size: string) => `${size}, quick` },
  weights: {
    label: 'weights',
    he: 'He at initialisation',
    heOf: (seed: number) => `He at initialisation, seed ${seed}`,
  },
  seed: 'seed',
  /** Whose mean and variance a batch norm takes. */
  statistics: {
    label: 'batch norm',
    batch: 'of the batch',
    stored: 'stored',
  },
  shortcuts: 'shortcuts',
  shortcutsHint: 'Whether blocks add their residual',
  differentiate: 'Differentiate',
  differentiateHint: (label: number, input: string) => `Back-propagate the loss of class ${label}: ${input}`,
  allLevels: 'all levels',
  compare: (levels: string) => `Compare ${levels}`,
  compareHint: (levels: string) =>
    `Twelve backward passes: six structures of ${levels}, each with He and with seeded weights`,
  noLevel: 'Select a level that is one of the six structures',

  progress: 'Gradient',
  preparing: 'preparing',
  /** What a pass is doing. */
  phases: {
    forward: (node: string) => `forward ${node}`,
    backward: (node: string) => `backward ${node}`,
  },
  comparing: (structure: string, pass: number, of: number) => `${structureName(structure)}, ${pass} of ${of}`,

  /** What was differentiated, and what came of it. */
  facts: (of: {
    readonly network: string;
    readonly input: string;
    readonly weights: string;
    readonly statistics: Statistics;
    readonly label: number;
    readonly probability: string;
    readonly loss: string;
    readonly backend: string;
    readonly time: string;
  }) =>
    `${of.network}, ${of.input}${of.statistics === 'batch' ? ' in eight views' : ''}, ${of.weights}, batch norm by ${of.statistics === 'batch' ? 'the batch' : 'its stored statistics'}: class ${of.label} has probability ${of.probability}, its loss is ${of.loss}. ${of.backend}, ${of.time}.`,

  quantity: 'Gradient of the loss',
  by: { result: '∂L/∂result', weights: '∂L/∂weights' },
  norms: { result: '‖∂L/∂result‖', weights: '‖∂L/∂weights‖' },

  table: {
    caption: (by: By) => `Gradient norms by node; the bars show ∂L/∂${by}`,
    node: 'node',
    kind: 'kind',
    level: 'level',
    bar: 'on the graph',
    skip: 'nodes on the skip path of its level',
  },

  saliency: {
    empty: { title: 'No gradient reaches the image', text: 'The gradient is 0 everywhere. Choose another class.' },
    notFiniteTitle: 'The gradient by the image is not finite',
    notFinite: (count: number, of: number) =>
      `At ${grouped(count)} of ${grouped(of)} places the gradient is NaN or infinite: they are left empty.`,
    saw: (input: string) => `What the network saw: ${input}`,
    seen: (input: string) => `${input}, as the network saw it`,
    map: (label: number) => `Saliency: how strongly the loss of class ${label} depends on each place`,
    values: 'largest |∂L/∂x| of any channel',
    over: 'Saliency over the image',
    below: 'The image below',
    both: 'both',
    opacity: (share: number) => `Opacity of the overlay, ${share} %`,
    legend: (label: number, most: string) =>
      `Bright places are those where a small change of the image changes the loss of class ${label} most. The largest value is ${most}; one place in two hundred shares the brightest colour.`,
    seeded: 'A seeded tensor is no picture; choose an image to see what it shows there.',
  },

  seeds: 'seeds',
  seedsHint: (most: number) => `Of the initial weights: up to ${most}, as in 1–3 or 2, 5, 7`,

  /** The open networks under one image, several seeds each. */
  together: {
    /** What the chart shows, as its file is called. */
    shows: 'gradient by network',
    button: (letters: readonly string[]) => `Compare ${listed(letters)}`,
    hint: (passes: number) => `${plural(passes, 'backward pass', 'backward passes')}: every network from every seed`,
    one: 'Open a second network to compare (D): only one is open now.',
    comparing: (letter: string, name: string, pass: number, of: number) => `${letter} ${name}, ${pass} of ${of}`,
    empty: {
      title: 'No comparison yet',
      text: 'Compare back-propagates the loss of a class through every open network, from several seeds, and shows how much of the gradient each block gets. Blocks at the same place of a level begin with the same weights.',
    },
    network: (letter: string, name: string, reference: boolean) =>
      `${letter} ${name}${reference ? ' (reference)' : ''}`,
    refused: (letter: string, why: string) => `${letter}: ${why}`,
    noLevels: (letter: string) =>
      `${letter} has no level of the six structures, so that there is no first and last block.`,
    odd: (letter: string) => `The gradient is NaN or infinite in ${letter}.`,
    silent: (letter: string) => `Nothing flows in ${letter}: it is sure of this class. Choose another.`,
    figure: (networks: readonly string[], findings: string) =>
      `Gradient norms of the blocks of ${listed(networks)}, level by level. ${findings}`,
    table: {
      caption: (reference: string) => `First and last block of every level; differences are those to ${reference}`,
      level: 'level',
      network: 'network',
      blocks: 'blocks',
      first: 'first block ÷ logits',
      ratio: 'first ÷ last block',
      judged: (reference: string) => `beside ${reference}`,
      says: {
        'one-seed': 'one seed',
        nothing: 'within the spread',
        little: 'less than twice the spread',
        something: 'at least twice the spread',
      },
      itself: '–',
    },
    spread: (mean: string, deviation: string | undefined) =>
      deviation === undefined ? mean : `${mean} ± ${deviation}`,
    /** What is seen; the numbers are those of the table. */
    times: (times: string, letter: string) => `${times} times in ${letter}`,
    shares: (level: string, by: By, findings: readonly string[]) =>
      `In ${level} the first block gets ${by === 'result' ? 'the gradient that reaches the last one' : 'the gradient of the last one’s weights'} ${listed(findings)}.`,
    no: (level: string | undefined) =>
      level === undefined
        ? 'No level has at least two blocks in all of them, so that no first block can be told against a last one.'
        : `In ${level} there is nothing to compare.`,
    more: (times: string, letter: string) => `${times} times in ${letter}`,
    differs: {
      something: (reference: string, findings: readonly string[], seeds: number) =>
        `Against the last one, the first block gets, as a multiple of what it gets in ${reference}, ${listed(findings)}: at least twice the spread of ${plural(seeds, 'seed')} apart.`,
      little: (reference: string, findings: readonly string[], seeds: number) =>
        `Against the last one, the first block gets, as a multiple of what it gets in ${reference}, ${listed(findings)}: more than the spread of ${plural(seeds, 'seed')} apart, but less than twice as much; more seeds would tell.`,
    },
    alike: (letters: readonly string[], reference: string, noise: string, seeds: number) =>
      `Between ${listed([...letters, reference])} there is no difference beyond the spread of ${plural(seeds, 'seed')} (± ${noise}).`,
    oneSeed: 'One seed does not tell a difference from chance: choose several.',
    legend: (of: {
      readonly by: By;
      readonly label: number;
      readonly input: string;
      readonly sizes: readonly string[];
      readonly seeds: string;
      readonly backend: string | undefined;
      readonly statistics: Statistics;
      readonly shortcuts: boolean;
    }) =>
      [
        'Across: the blocks of each level, from its first to its last.',
        `Up: L2 norm of the gradient of the loss with respect to the block’s ${of.by}, divided by that with respect to the logits; logarithmic. Lines are means, bands go from the least to the greatest seed.`,
        `Class ${of.label}, ${of.input} at ${listed(of.sizes)}, He initialisation with the seeds ${of.seeds}${of.backend === undefined ? '' : `, ${of.backend}`}.`,
        of.statistics === 'batch'
          ? 'Batch norm goes by the statistics of eight views of the image (moved and flipped), as in a training.'
          : 'Batch norm goes by its stored statistics, as in a run; before a training these are mean 0 and variance 1.',
        ...(of.shortcuts ? [] : ['Blocks of these levels add no residual.']),
      ].join(' '),
    csv: [
      'network',
      'name',
      'seed',
      'level',
      'block',
      'norm by the result',
      'norm by the weights',
      'norm by the logits',
    ],
  },

  /** The six structures beside each other. */
  flow: {
    /** What the chart shows, as its file is called. */
    shows: 'gradient by structure',
    empty: {
      title: 'No comparison yet',
      text: 'Compare gives the levels each of the six structures in turn, with the same image, the same class and the same weights in block 1, block 2 and so on, and measures how much of the gradient every block gets.',
    },
    headings: {
      he: (seed: number, statistics: Statistics) =>
        statistics === 'batch'
          ? `As before a training (He, seed ${seed})`
          : `He initialisation (seed ${seed}), batch norm by stored statistics`,
      seeded: () => 'With seeded weights',
    },
    weights: { he: 'He', seeded: 'seeded' },
    allSix: { he: 'all six, He', seeded: 'all six, seeded' },
    ratio: (ratio: string) => `1st ÷ last ${ratio}`,
    refused: 'not with these blocks',
    zero: 'gradient is 0',
    notFinite: 'not finite',
    /** Heads of the columns of the copied table. */
    csv: [
      'structure',
      'weights',
      'level',
      'block',
      'nodes on the skip path',
      'norm by the result',
      'norm by the weights',
      'norm by the logits',
      'loss',
    ],
    figure: (levels: string, network: string, findings: readonly string[]) =>
      `Gradient norms of the blocks of ${levels} in ${network} under the six structures. ${findings.join(' ')}`,
    oneBlock: 'A level of one block has no first and last to compare.',
    /** How the figure is read, and what it was computed with. */
    legend: (of: {
      readonly levels: string;
      readonly network: string;
      readonly by: By;
      /** The level of which ratios are, where there are several. */
      readonly longest: string | undefined;
      readonly label: number;
      readonly input: string;
      readonly size: string;
      readonly backend: string | undefined;
      readonly statistics: Statistics;
      readonly shortcuts: boolean;
    }) =>
      [
        `Across: blocks of ${of.levels} of ${of.network}, first to last.`,
        `Up: L2 norm of the gradient of the loss with respect to the block’s ${of.by}, divided by that with respect to the logits; logarithmic, one scale for all plots with the same weights.`,
        ...(of.longest === undefined ? [] : [`1st ÷ last is that of ${of.longest}.`]),
        `Class ${of.label}, ${of.input} at ${of.size}${of.backend === undefined ? '' : `, ${of.backend}`}.`,
        of.statistics === 'batch'
          ? 'Batch norm goes by the statistics of eight views of the image (moved and flipped), as in a training.'
          : 'Batch norm goes by its stored statistics, as in a run; before a training these are mean 0 and variance 1.',
        ...(of.shortcuts ? [] : [`Blocks of ${of.levels} add no residual.`]),
      ].join(' '),
    refusal: (structure: string, why: string) => `${structure}: ${why}`,

    /** How the last block's gradient compares with the first one's. */
    weaker: (times: string) => `${times} times weaker`,
    stronger: (times: string) => `${times} times stronger`,
    alike: 'equally strong, within a tenth,',
    inStructures: (finding: string, structures: readonly string[]) => `${finding} in ${listed(structures)}`,
    slopes: (level: string, blocks: number, by: By, findings: readonly string[]) =>
      `In ${level}, ${grouped(blocks)} blocks long, ${by === 'result' ? 'the gradient that reaches the last block' : 'the gradient of the last block’s weights'} is, compared with the first block’s, ${listed(findings)}.`,
    /** Which end of the level gets less of the gradient, in which structures. */
    starves: (last: readonly string[], first: readonly string[], neither: readonly string[]) =>
      [
        last.length > 0 ? `The last block starves in ${listed(last)}` : '',
        first.length > 0 ? `${last.length > 0 ? 'the first' : 'The first block starves'} in ${listed(first)}` : '',
        neither.length > 0
          ? `${last.length + first.length > 0 ? 'neither' : 'Neither end starves'} in ${listed(neither)}`
          : '',
      ]
        .filter((part) => part !== '')
        .join('; ')
        .concat('.'),
    plain: (behind: number) =>
      `(a) plain has no skip path: the first block’s gradient comes back through all ${grouped(behind)} behind it.`,
    sure: (structures: readonly string[]) =>
      `Nothing flows in ${listed(structures)}: there the network is sure of this class. Choose another.`,
    odd: (structures: readonly string[]) => `The gradient is NaN or infinite in ${listed(structures)}.`,
    spreadAlike: 'All aggregating structures spread it equally.',
    /** The least and the most even of those that aggregate; `mostTimes` is left out where all blocks get nearly the same. */
    spread: (least: string, leastTimes: string, most: string, mostTimes: string | undefined) =>
      `Of the aggregating structures, ${least} is the least even: its strongest block gets ${leastTimes} times its weakest. ${most} is the most even: ${mostTimes === undefined ? 'all its blocks get nearly the same' : `${mostTimes} times`}.`,
    /** How far the blocks of an aggregating structure are from the end of their level. */
    way: (structure: string, first: number, last: number) => {
      const way = `In ${structure} the first block’s skip path to the end of the level has ${plural(first, 'aggregation node')}, the last block’s ${last === first ? 'as many' : grouped(last)}`;
      if (last > first) return `${way}: the deepest block is the farthest from the loss.`;
      return first > last ? `${way}: the deepest block is the nearest to the loss.` : `${way}.`;
    },
  },
};
