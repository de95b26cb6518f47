import { inQuotes } from '../values.ts';
import { listed, plural } from './grammar.ts';

/** Two to four networks side by side: their counts, where they differ, and their results. */
export const compare = {
  /** What the networks are called, in the order in which they stand. */
  letters: ['A', 'B', 'C', 'D'],
  /** Beside the name of a level that differs. */
  note: (structure: string) => `~ ${structure}`,

  /** Figure 2 of the paper on one level. */
  allSix: {
    button: 'All six',
    hint: 'Figure 2 of the paper: all six structures of a level, with their counts',
    command: 'All six structures of a level',
    title: (blocks: number | undefined) =>
      blocks === undefined ? 'Six structures' : `Six ways to aggregate ${plural(blocks, 'block')}`,
    what: 'Figure 2 of Deep Layer Aggregation, on a level of this network. A click takes a structure over.',
    level: 'level',
    empty: {
      title: 'No level to choose a structure for',
      text: 'None of the levels is one of the six structures of figure 2.',
    },
    key: { block: 'block', node: 'aggregation node', way: 'shortest way of the first block' },
    now: 'now',
    nodes: (count: number) => plural(count, 'aggregation node'),
    /** Of the first block, to the result of its level; without a way past the other blocks, how many of them it passes. */
    skip: (block: string, nodes: number | undefined, blocks: number) => {
      if (nodes === undefined) return `no skip: ${block} passes ${plural(blocks, 'more block')}`;
      return nodes === 0 ? `${block} is the result` : `shortest skip of ${block}: ${plural(nodes, 'node')}`;
    },
    out: 'out',
    parameters: 'parameters',
    macs: 'MACs',
  },

  counts: {
    title: (networks: readonly string[]) => `Counts of ${listed(networks)}`,
    column: 'Counts',
    difference: (a: string, b: string) => `${b} − ${a}`,
    ratio: (a: string, b: string) => `${b} ÷ ${a}`,
    same: 'same',
    /** The name of a count that moves with the data in some networks. */
    moving: (name: string, letters: string) => `${name} (moves with the data in ${letters})`,
    names: {
      parameters: 'Parameters',
      macs: 'MACs',
      flops: 'FLOPs',
      activations: 'Activations',
      tensors: 'Tensors',
      blocks: 'Blocks',
      aggregations: 'Aggregation nodes',
      receptiveField: 'Receptive field',
    },
  },

  levels: {
    title: 'Costs by level',
    count: 'What is counted',
    network: (letter: string, name: string) => (name === '' ? letter : `${letter}: ${name}`),
    /** Above the names of levels in a table that is taken away. */
    countOf: (level: string, count: string) => `${level}, ${count}`,
    largest: 'largest',
    /** A level that a network does not have. */
    none: '–',
    copy: {
      button: 'Copy',
      title: 'Copy the table as it stands here',
      markdown: 'As Markdown',
      latex: 'As LaTeX',
      csv: 'As CSV',
      done: 'The table is on the clipboard.',
    },
  },

  differences: {
    title: 'Differences',
    /** Where there are more than two networks. */
    of: (other: string, reference: string) => `${other} beside ${reference}`,
    levels: (count: number) => plural(count, 'level'),
    none: (a: string, b: string) =>
      `${a} and ${b} are the same network. Change one of them: the first edit is the first difference.`,
    /** Levels that no choice among the structures can tell apart. */
    alike: (levels: readonly string[]) =>
      levels.length === 1
        ? `${levels[0]!} has two blocks: (b) to (f) join two blocks in one node alike, so its structure makes no difference.`
        : `${listed(levels)} have two blocks each: (b) to (f) join two blocks in one node alike, so their structures make no difference.`,
    only: (level: string, network: string) => `${level} is in ${network} alone`,
    differs: (level: string) => `${level} differs`,
    structure: (level: string, now: string, before: string) => `${level}: ${now} instead of ${before}`,
    nodes: (change: string, one: boolean) => `${change} ${one ? 'node' : 'nodes'}`,
    parameters: (change: string) => `${change} parameters`,
    macs: (change: string) => `${change} MACs`,
    setting: (name: string, now: string, before: string) => `${name} ${now} instead of ${before}`,
    inputs: (now: string, before: string) => `takes ${now} instead of ${before}`,
    changed: (node: string, changes: readonly string[]) => `${node} ${changes.join(', ')}`,
    added: (node: string, inputs: string) => (inputs === '' ? `${node} is new` : `${node} is new, takes ${inputs}`),
    removed: (node: string) => `${node} is gone`,
  },

  /** The commands that make the other network of the reference. */
  script: {
    title: 'Edit script',
    count: (count: number) => plural(count, 'command'),
    none: 'No command is needed: both compute the same, with the same tensors.',
    unsound: 'Fix the issues of both networks first.',
    find: 'Find the commands',
    replay: 'Step by step',
    replayHint:
      'Edits a copy of the first network one command at a time, or that network itself where no more can be open',
    next: 'Next',
    back: 'Back',
    end: 'End',
    done: (done: number, of: number) => `${done} of ${plural(of, 'command')} done`,
    edited: 'The network was edited otherwise. Undo that to go on.',
    /** A command that the history has no words for. */
    lines: {
      edit: (what: string, changes: readonly string[]) => `${what}: ${changes.join(', ')}`,
      change: (name: string, value: string) => `${name} ${value}`,
      image: 'Image',
      stem: 'Stem',
      addLevel: (at: number) => `Add level ${at}`,
      removeLevel: (level: string) => `Remove ${level}`,
      name: (id: string, name: string) => (name === '' ? `${id}: no name` : `${id}: name ${inQuotes(name)}`),
      makeGroup: (id: string) => `Make the group ${id}`,
      fillGroup: (id: string, count: number) => `${id}: hold ${plural(count, 'member')}`,
    },
    names: 'changes names of tensors only',
    copy: 'Copy',
    copyHint: 'As a file for dla apply',
    copied: 'The edit script is on the clipboard.',
  },

  /** What networks say of one image. */
  classes: {
    title: (input: string) => `Classes on ${input}`,
    class: 'class',
    table: (networks: readonly string[]) => `First classes of ${listed(networks)}`,
    agree: (networks: readonly string[], name: string) => `${listed(networks)} see ${name} first.`,
    disagree: (first: readonly (readonly [network: string, name: string])[]) =>
      `${listed(first.map(([network, name]) => `${network} sees ${name}`))} first.`,
    /** The place of a class in an answer. */
    rank: (rank: number) => `#${rank}`,
    /** Above the ranks of a network. */
    place: (network: string) => `place in ${network}`,
    percent: (value: string) => `${value} %`,
    changed: (by: string, less: boolean) => `${less ? '−' : '+'}${by}`,
    mapOf: (network: string) => `most likely class, ${network}`,
    boundaryOf: (network: string) => `probability of a boundary, ${network}`,
    differ: (a: string, b: string) => `where ${a} and ${b} differ`,
    share: (share: string) => `at ${share} of the places`,
    otherSize: 'The maps are of different sizes.',
    shares: (networks: readonly string[]) => `How much of the image each class covers in ${listed(networks)}`,
  },

  /** What networks computed, in a report. */
  report: {
    outputs: 'What the networks computed',
    pairs: (measure: string) => `Each with each: ${measure}`,
    maps: 'Most likely class at every place',
  },

  outputs: {
    title: (input: string | undefined) => (input === undefined ? 'Outputs' : `Outputs on ${input}`),
    empty: 'Run the networks to compare their results.',
    unlike: 'The networks ran with different images or weights. Run all of them again.',
    result: 'result',
    stale: (networks: readonly string[]) =>
      `${listed(networks)} ${networks.length === 1 ? 'has' : 'have'} changed since this run.`,
    map: (result: string, network: string) => `${result} of ${network}`,
    differs: (a: string, b: string) => `|${a} − ${b}|`,
    differenceMap: (result: string, a: string, b: string) => `${result}: where ${a} and ${b} differ`,
    measures: {
      cosine: { label: 'cosine', hint: 'Cosine similarity: 1 where the results point the same way' },
      cka: {
        label: 'CKA',
        hint: 'Linear centred kernel alignment: 1 where the channels say the same of every position',
      },
      largest: { label: 'max |Δ|', hint: 'The largest difference of two values' },
    },
    pair: (measure: string, a: string, b: string) => `${measure} ${a}, ${b}`,
    samples: 'samples',
    samplesHint: 'Positions of all images, the samples that CKA is of',
    none: '–',
    waiting: '…',
    notFinite: 'not finite',
    measure: 'What is compared',
    matrix: 'Each with each',
    level: 'result',
    onFigure: 'Show on the figures',
    heat: { cosine: '1 − cosine', cka: '1 − CKA', largest: 'largest difference' },
  },
};
