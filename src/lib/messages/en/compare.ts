import { inQuotes } from '../values.ts';
import { plural } from './grammar.ts';

/** Two to four networks side by side: their counts, where they differ, and their results. */
export const compare = {
  /** What the networks are called, in the order in which they stand. */
  letters: ['A', 'B', 'C', 'D'],
  /** Which of the others is compared with the reference. */
  pair: (reference: string) => `Compare ${reference} with`,
  /** Beside the name of a level that differs. */
  note: (structure: string) => `~ ${structure}`,

  counts: {
    title: (a: string, b: string) => `Counts of ${a} and ${b}`,
    column: 'Counts',
    difference: (a: string, b: string) => `${b} − ${a}`,
    ratio: (a: string, b: string) => `${b} ÷ ${a}`,
    same: 'same',
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

  differences: {
    title: 'Differences',
    levels: (count: number) => plural(count, 'level'),
    none: (a: string, b: string) =>
      `${a} and ${b} are the same network. Change one of them: the first edit is the first difference.`,
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

  outputs: {
    title: (input: string | undefined) => (input === undefined ? 'Outputs' : `Outputs on ${input}`),
    empty: 'Run both networks to compare their results.',
    unlike: (a: string, b: string) => `${a} and ${b} ran with different images or weights. Run both again.`,
    result: 'result',
    largest: (a: string, b: string) => `max |${a} − ${b}|`,
    cosine: 'cosine similarity',
    map: (result: string, network: string) => `${result} of ${network}`,
    notFinite: 'not finite',
    noCosine: 'none',
    shapes: 'shapes differ',
    stale: (a: string, b: string) => `${a} or ${b} has changed since this run.`,
    bar: 'The bar is the cosine similarity: 1 where the results point the same way.',
  },
};
