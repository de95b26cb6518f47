/** The canvas, its bar and menus, the palette and the outline. */
export const draw = {
  figureOf: (name: string, network?: string) =>
    network === undefined ? `Figure of ${name}` : `Figure of ${name}, network ${network}`,
  group: 'group',

  detail: { label: 'Detail', levels: 'Levels', blocks: 'Blocks', ops: 'Ops' },
  arrangement: { label: 'Arrangement', figure: 'Figure', layered: 'Layers' },
  direction: { title: 'Direction of the layers', right: 'To the right', down: 'Down', left: 'To the left', up: 'Up' },
  arrangeAnew: 'Arrange from scratch',
  key: {
    backbone: 'backbone',
    aggregation: 'aggregation',
    pool: 'max-pool',
    signs: {
      basic: 'basic',
      bottleneck: 'bottleneck',
      'grouped-bottleneck': 'grouped bottleneck',
      split: 'split',
      res2net: 'res2net',
      'grouped-res2net': 'grouped res2net',
      residual: 'residual node',
    },
  },
  /** Beside other networks, with the sign that each has there. */
  signs: {
    removed: (reference: string, two: boolean) =>
      two ? `− only in ${reference}` : `− in ${reference}, not in another`,
    added: (reference: string, other: string | undefined) =>
      other === undefined ? `+ not in ${reference}` : `+ only in ${other}`,
    changed: '~ changed',
  },
  zoom: { label: 'Zoom', out: 'Zoom out', in: 'Zoom in', fit: 'Zoom to fit' },

  /** The networks beside each other. */
  networks: {
    label: 'Networks',
    shown: 'Network on the screen',
    synchronised: 'Synchronised',
    synchronisedHint: 'Move, zoom and arrange all canvases together',
    free: 'Free the canvases from each other',
    add: 'Open a copy beside',
    full: 'Four networks are open, the most',
    menu: (letter: string) => `Commands of network ${letter}`,
    name: (letter: string) => `Name of network ${letter}`,
    copy: (letter: string) => `Open a copy of ${letter} beside`,
    swap: (a: string, b: string) => `Swap ${a} and ${b}`,
    reference: 'reference',
    compareWith: (letter: string) => `Compare the others with ${letter}`,
    close: (letter: string) => `Close network ${letter}`,
    closeOthers: (letter: string) => `Close all but ${letter}`,
    next: 'Go to the next network',
    previous: 'Go to the previous network',
    swapNext: 'Swap with the next network',
    closeCurrent: 'Close this network',
    referCurrent: 'Compare the others with this network',
    toggleSynchronised: 'Synchronise the canvases, or free them',
  },

  connecting: (from: string) => `Select a highlighted node to connect ${from} to.`,
  handles: { connect: 'Drag to connect', start: 'Drag to change the source', end: 'Drag to change the target' },
  oddLevel: 'none of (a)–(f)',

  palette: {
    title: 'Palette',
    sections: {
      blocks: 'Blocks',
      joins: 'Aggregation',
      sampling: 'Sampling',
      ops: 'Operations',
      ends: 'Input and output',
    },
    add: (entry: string) => `Add ${entry}`,
    hint: (entry: string) => `Add ${entry} after the selection, or into the selected edge`,
  },

  outline: {
    title: 'Outline',
    of: (name: string) => `Outline of ${name}`,
    noShape: 'no shape',
    takes: (nodes: readonly string[]) => (nodes.length === 0 ? 'takes nothing' : `takes ${nodes.join(', ')}`),
    gives: (nodes: readonly string[]) => (nodes.length === 0 ? 'nothing takes it' : `gives to ${nodes.join(', ')}`),
  },

  edit: {
    connect: 'Connect from here…',
    duplicate: 'Duplicate',
    insert: 'Insert',
    copy: 'Copy',
    paste: 'Paste',
    group: 'Group',
    ungroup: 'Ungroup',
    showOps: 'Show its ops',
    hideOps: 'Hide its ops',
    collapse: 'Collapse',
    expand: 'Expand',
    sees: 'What it sees of the image',
    arrange: 'Arrange',
    remove: 'Remove',
    removeEdges: (count: number): string => (count === 1 ? 'Remove edge' : 'Remove edges'),
  },

  arrange: {
    left: 'Align left',
    centre: 'Align centres',
    right: 'Align right',
    top: 'Align top',
    middle: 'Align middles',
    bottom: 'Align bottom',
    overlap: 'they would overlap',
    across: 'Distribute horizontally',
    down: 'Distribute vertically',
    release: 'Unpin',
    releaseAll: 'Unpin all',
  },

  connection: {
    fits: 'Fits',
    unfit: 'Does not fit as is',
    all: 'Nodes',
    replaces: (target: string, source: string) => `${target}, instead of ${source}`,
    input: (target: string, input: number) => `${target}, input ${input}`,
  },
};
