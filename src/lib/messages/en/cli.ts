import type { Hashes } from '#lib/dla/exchange/source.ts';
import { inQuotes } from '../values.ts';
import { grouped, listed, plural } from './grammar.ts';
import { sayPassedOver, sayTaken, type PassedOver, type WeightTable } from './weight-tables.ts';

export interface CommandWords {
  /** The arguments as a person types them. */
  readonly usage: string;
  readonly summary: string;
}

/** What `count` counts, as the lines of a table. */
type Counted = 'parameters' | 'officialParameters' | 'macs' | 'activations' | 'tensors';

/** The first of many names. */
const some = (names: readonly string[], more: boolean): string => `${names.join(', ')}${more ? ', …' : ''}`;

/** The command line: usage, errors of usage, headings of tables, what is said beside a result. */
export const cli = {
  usage: (usage: string) => `Usage: dla ${usage}`,
  help: ({ usage, summary }: CommandWords) => `Usage: dla ${usage}\n${summary}\n`,
  allHelp: (commands: readonly CommandWords[]) =>
    `Usage: dla COMMAND …

${commands.map(({ usage, summary }) => `  dla ${usage}\n      ${summary}\n`).join('')}
NETWORK is the id of a preset (dla list), the path of a config, a graph file or a picture of one, or - for standard input.
`,
  failed: (why: string) => `dla: ${why}`,

  commands: {
    list: { usage: 'list [--json]', summary: 'the presets, with their parameters and MACs at their own input size' },
    show: {
      usage: 'show NETWORK [--as config|graph]',
      summary: 'the file of a network in full, with defaults written out',
    },
    check: {
      usage: 'check FILE [--json]',
      summary: 'what is wrong with a network file, one line per issue; nothing if it is sound',
    },
    count: {
      usage: 'count NETWORK [--size HxW] [--json]',
      summary: 'parameters, MACs, activations and tensors, and the shape and receptive field of every level or output',
    },
    tensors: {
      usage: 'tensors NETWORK [--json]',
      summary: 'names and shapes of all weights in the order of PyTorch’s state_dict',
    },
    run: {
      usage:
        'run NETWORK [--weights seeded|FILE] [--table NAME] [--input seeded|IMAGE] [--size HxW] [--ablate ID|FROM>TO] [--scale ID=FACTOR] [--bypass ID] [--detections] [--save DIR] [--json]',
      summary:
        'logits, and statistics of every level, computed on WebAssembly, or what it detects; --save writes the values as .npy (NCHW)',
    },
    gradient: {
      usage:
        'gradient NETWORK --label K [--weights seeded|FILE] [--table NAME] [--input seeded|IMAGE] [--size HxW] [--save DIR] [--json]',
      summary: 'cross-entropy of a class in eval mode, and the L2 norm of its gradient with respect to every parameter',
    },
    reach: {
      usage:
        'reach NETWORK --node ID [--at Y,X] [--weights seeded|FILE] [--table NAME] [--input seeded|IMAGE] [--size HxW] [--save DIR] [--json]',
      summary: 'what one unit sees of the image: its receptive field, and the map of its gradient by the image',
    },
    diff: {
      usage: 'diff A B [--script] [--json]',
      summary:
        'what network B adds to A, removes and changes, and the difference in every count; --script gives the commands that make B of A',
    },
    apply: {
      usage: 'apply NETWORK --script FILE [--as config|graph]',
      summary: 'the file of what an edit script makes of a network',
    },
    compare: {
      usage:
        'compare A B [C D] [--weights seeded|seeded-by-block|FILE] [--table NAME] [--input seeded|IMAGE] [--size HxW] [--json]',
      summary: 'two to four networks on the same images: how alike their levels and outputs are, pair by pair',
    },
    hash: {
      usage: 'hash NETWORK [--json]',
      summary: 'what a network is in two hashes: of what it computes, and of the names and shapes of its tensors',
    },
    checksums: {
      usage: 'checksums NETWORK [--size HxW] [--json]',
      summary: 'every node’s value with seeded weights on the seeded image: statistics and 16 samples',
    },
    comparePort: {
      usage: 'compare-port NETWORK DUMP.npz [--size HxW] [--json]',
      summary:
        'values of another implementation, by node: which are equal, and the first that diverges with its inputs',
    },
    sweep: {
      usage: 'sweep SPEC [--csv|--json]',
      summary: 'every network of a grid of variants, counted: which meet the conditions, and which are the best',
    },
    lesson: {
      usage: 'lesson check|show ID|LESSON.json [--step N] [NETWORK] [--language en|zh] [--json]',
      summary:
        'whether a network meets the goals of a lesson: what each measured, and what it wants; show prints the lesson as a text',
    },
    link: {
      usage:
        'link NETWORK [B C D] [--lesson ID|FILE] [--sweep FILE] [--panel NAME] [--reference 1] [--hide palette,inspector,drawer,bar] [--present] [--class shown|held] [--embed] [--base URL]',
      summary: 'an address that holds one to four networks, a lesson, and how the page shows them',
    },
    unlink: {
      usage: 'unlink URL [--json]',
      summary: 'what a link holds: its networks, its lesson, and how the page shows them',
    },
    identify: {
      usage: 'identify FILE [--json]',
      summary: 'whose weights a file has: the project, the network as a config, and what of both fits',
    },
    import: {
      usage: 'import FILE.onnx [--as graph] [--size HxW] [--weights OUT.safetensors]',
      summary: 'the graph document that an ONNX file becomes; its weights go to a safetensors file where one is named',
    },
    export: {
      usage: (formats: readonly string[]) =>
        `export NETWORK… --to ${formats.join('|')} [--weights seeded|FILE] [--table NAME] [--out FILE]`,
      summary:
        'the network in another format, tables of several side by side; weights are the seeded ones unless a file is given',
    },
  },

  /** Wrong usage. */
  wrong: {
    noCommand: 'a command is missing',
    unknownCommand: (name: string) => `there is no command ${inQuotes(name)}`,
    arguments: (least: number, most: number, found: number) =>
      `expected ${least === most ? '' : most === Infinity ? 'at least ' : `${least} to `}${plural(most === Infinity ? least : most, 'argument')}, found ${found}`,
    unknownOption: (option: string) => `there is no option ${option}`,
    noValue: (option: string) => `${option} needs a value`,
    dashValue: (option: string, value: string) =>
      `${option} needs a value; one that starts with a dash is written ${option}=${value}`,
    takesNoValue: (option: string) => `${option} takes no value`,
    oneOf: (option: string, allowed: readonly string[], found: string) =>
      `${option} is ${listed(allowed, 'or')}, not ${inQuotes(found)}`,
    size: (found: string) => `--size is HxW with whole numbers from 1 to 65536, not ${inQuotes(found)}`,
    pictureScale: (found: string) => `--scale is a number from 1 to 4, not ${inQuotes(found)}`,
    pictureOnly: (option: string, formats: readonly string[]) =>
      `${option} is for pictures: --to ${listed(formats, 'or')}`,
    scale: (found: string) => `--scale is ID=FACTOR, not ${inQuotes(found)}`,
    noFormat: (formats: readonly string[]) => `--to is missing: ${listed(formats, 'or')}`,
    noLabel: '--label is missing: the number of a class, counted from 0',
    label: (found: string) => `--label is the number of a class, counted from 0, not ${inQuotes(found)}`,
    noNode: '--node is missing: the id of a node, as dla show --as graph has them',
    place: (found: string) => `--at is Y,X, a row and a column counted from 0, not ${inQuotes(found)}`,
    noScript: '--script is missing: the file of an edit script, as dla diff --script prints it',
    twoForms: '--csv and --json are two forms of one result: choose one of them',
    lessonWord: (found: string) => `expected lesson check or lesson show, found lesson ${inQuotes(found)}`,
    step: (most: number, found: string) => `--step is from 1 to ${most}, not ${inQuotes(found)}`,
    hide: (allowed: readonly string[], found: string) =>
      `--hide is a list of ${listed(allowed, 'or')}, with commas between them, not ${inQuotes(found)}`,
    panel: (allowed: readonly string[], found: string) => `--panel is ${listed(allowed, 'or')}, not ${inQuotes(found)}`,
    class: (allowed: readonly string[], found: string) => `--class is ${listed(allowed, 'or')}, not ${inQuotes(found)}`,
    reference: (most: number, found: string) =>
      `--reference is which network the others are compared with, from 1 to ${most}, not ${inQuotes(found)}`,
    twoFromInput: 'only one network can come from standard input',
    needsOut: 'weights of this size need a file of their own beside the model: give it a name with --out FILE',
    needsFolder: 'this is a folder of several files: say where it shall be with --out DIR',
    tableOfSeeded: '--table is for weights from a file',
  },

  /** Signs at the parts of a lesson's text. */
  lessonSheet: { right: '[x]', wrong: '[ ]', measured: (value: string) => `= ${value}` },

  hash: ({ structure, names }: Hashes) => `structure: ${structure}\nnames: ${names}\n`,

  list: { columns: ['id', 'name', 'parameters', 'MACs', 'source'] },

  diff: {
    alike: {
      equal: 'The networks are equal.',
      'other-names': 'The networks compute the same; only the names or the order of their tensors differ.',
    },
    columns: ['', 'A', 'B', 'B - A'],
    counts: {
      parameters: 'parameters',
      officialParameters: 'official parameters',
      macs: 'MACs',
      activations: 'activations',
      tensors: 'tensors',
    } satisfies Record<Counted, string>,
    node: (kind: string, inputs: readonly string[]) => (inputs.length === 0 ? kind : `${kind} of ${inputs.join(', ')}`),
  },

  /** What is said of weights and results on standard error. */
  report: {
    taken: (taken: WeightTable, others: readonly WeightTable[]) => {
      const said = sayTaken(taken, others);
      return said !== undefined && others.length > 0 ? `${said} (--table NAME takes them)` : said;
    },
    unexpected: (count: number, names: readonly string[], more: boolean) =>
      `${plural(count, 'tensor')} in the file that the network does not have: ${some(names, more)}`,
    unused: (count: number, names: readonly string[], more: boolean) =>
      `${plural(count, 'tensor')} of the authors’ network that no output depends on: ${some(names, more)}`,
    inAll: (count: number) => `${plural(count, 'tensor')} of the file are not used:`,
    passedOver: (entries: readonly PassedOver[], more: boolean) =>
      `skipped in the file, because they hold no readable tensors: ${some(entries.map(sayPassedOver), more)}`,
    overflow: (node: string) =>
      `values of ${node} are NaN or infinite: every operation was computed by its definition, as PyTorch does`,
    beside: (weights: string, model: string) => `the weights are in ${weights}; ${model} needs it beside it`,
    moreUnsound: (count: number) => `${plural(count, 'more tensor')} of that kind`,
    notFinite: (count: number, of: number) =>
      `${grouped(count)} of ${plural(of, 'logit')} are not finite: the result has them as strings`,
  },
};
