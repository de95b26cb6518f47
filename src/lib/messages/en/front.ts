import { plural } from './grammar.ts';

/** The front page: what the program is, and the ways into it. */
export const front = {
  title: 'DLA Explorer: see how deep networks join their layers',
  description:
    'Draw, change, count and run Deep Layer Aggregation networks in the browser. Nothing is installed, and nothing leaves your machine.',
  what: 'See how a deep network joins what its layers have learned.',
  more: 'Deep layer aggregation (DLA) joins the layers of an image network step by step, in place of one skip connection. Draw such networks, change them, count them and run them, here in your browser.',
  workspace: 'Open the workspace',
  blank: 'New network',
  openFile: 'Open a file',
  openHint: 'A network, an ONNX model, or a picture that was saved here',
  recent: {
    title: 'Recent work',
    none: 'What you draw is kept on this machine and listed here.',
  },
  lessons: {
    title: 'Lessons',

    intro: (count: number) => `From one block to a whole network, in ${plural(count, 'lesson')}.`,
  },
  presets: {
    title: 'Networks to open',
    intro: 'Each with exact counts, ready to change and run.',
    uses: {
      classification: 'Classify',
      compact: 'Compact',
      split: 'Split blocks',
      res2net: 'Res2Net blocks',
      segmentation: 'Segment',
      boundary: 'Boundaries',
      detection: 'Detect',
      comparison: 'To compare with',
    },
  },
  figure: {
    title: 'Six ways to join the same four blocks',
    /** Under the title: how it is used. */
    hint: 'Touch the figure, or press a letter from a to f.',
    structures: 'Structures of figure 2',
    next: 'Show the next structure',
    tile: (letter: string, title: string) => `(${letter}) ${title}`,
    of: (blocks: number, channels: number) => `in ${blocks} blocks of ${channels} channels`,
    parameters: 'parameters',
    nodes: (count: number): string => (count === 1 ? 'aggregation node' : 'aggregation nodes'),
    /** On the shortest way of the first block: nodes, or other blocks where there is no way past them. */
    passed: (nodes: number | undefined, blocks: number) =>
      nodes === undefined ? plural(blocks, 'block') : plural(nodes, 'node'),
    way: (block: string) => `between ${block} and the output`,
    out: 'out',
  },
  foot: {
    local: 'No account and no server: nothing leaves your machine, and after the first visit it works offline.',
    library: 'Library for developers',
    licences: 'Licences',
    paper: 'Yu, Wang, Shelhamer and Darrell: Deep Layer Aggregation',
  },
};
