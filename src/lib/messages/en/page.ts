import type { Phrase } from '../values.ts';
import { plural } from './grammar.ts';

/** The shell of the page: top bar, drawer, status line, history, shortcuts and what is asked over everything else. */
export const page = {
  product: 'DLA Explorer',
  title: 'Workspace · DLA Explorer',
  description:
    'Open, change, compare, count and run Deep Layer Aggregation networks. Your work is kept on this machine.',
  titleOf: (network: string) => `${network} · DLA Explorer`,
  descriptionOf: (network: string) => `${network} as a figure that can be changed, counted and run in the browser.`,
  opening: 'Opening your workspace…',
  framed: 'This page is not shown in the frame of another one',
  openFile: 'Open a network file',
  drop: 'Drop a network, an image or weights',
  side: 'Palette and outline',
  drawer: 'Results and costs',
  drawerHeight: 'Height of the drawer',
  enlarge: 'Enlarge the panel',
  reduce: 'Back to the figure',
  leavePresenting: 'Leave presentation',

  bar: {
    name: 'Name of the network',
    structureOf: (levels: readonly string[] | 'all') => `Structure of ${levelList(levels)}`,
    structure: (structure: string, levels: readonly string[] | 'all') => `${structure}: ${levelList(levels)}`,
    undo: 'Undo',
    undoStep: (step: string) => `Undo: ${step}`,
    redo: 'Redo',
    redoStep: (step: string) => `Redo: ${step}`,
    compare: 'Compare',
    openCopy: 'Open a copy beside this network',
    settings: 'Settings of what is selected',
    file: 'File',
    fileHint: 'Open and save files',
    home: 'Front page',
    theme: 'Theme',
    themes: { light: 'Light', dark: 'Dark', system: 'System' },
    shortcuts: 'Keyboard shortcuts',
  },

  presets: {
    button: 'Presets',
    title: 'Open a preset network',
    find: 'Find a preset',
    placeholder: 'Type a name or what it is for',
    empty: 'No preset matches.',
    uses: {
      classification: 'Classification',
      compact: 'Classification, compact',
      split: 'Classification, split blocks',
      res2net: 'Classification, Res2Net blocks',
      segmentation: 'Segmentation of street scenes (Cityscapes)',
      boundary: 'Boundary detection',
      detection: 'Object detection',
      comparison: 'Other families, to compare with',
    },
    top1: 'top-1',
    spoken: (name: string, costs?: { parameters: string; macs: string }, top1?: string) =>
      [name, costs && `${costs.parameters} parameters, ${costs.macs} MACs`, top1 && `${top1} top-1`]
        .filter(Boolean)
        .join(', '),
    note: 'MACs at each network’s own input size. Top-1 on ImageNet at 224×224, as timm reports.',
  },

  tabs: {
    compare: 'Compare',
    results: 'Results',
    activations: 'Activations',
    times: 'Time',
    costs: 'Costs',
    paths: 'Paths',
    contributions: 'Ablation',
    conventions: 'Counters',
    gradient: 'Gradient',
    training: 'Training',
    sweep: 'Sweep',
    issues: 'Issues',
  },

  history: {
    title: 'History',
    of: (network: string) => `History of network ${network}`,
    done: (done: number, of: number) => `${done} of ${plural(of, 'step')} done`,
    start: 'Start',
    undone: ', undone',
    versions: 'Save or restore a version…',
  },

  status: {
    parametersOf: (network: string, count: string): Phrase => [`${network} `, { strong: count }, ' parameters'],
    difference: (other: string, reference: string, count: string, share: string): Phrase => [
      `${other} − ${reference} `,
      { strong: count },
      ` (${share})`,
    ],
    parameters: (count: string): Phrase => [{ strong: count }, ' parameters'],
    macs: (count: string): Phrase => [{ strong: count }, ' MACs'],
    activationMemory: (bytes: string): Phrase => [{ strong: bytes }, ' activation memory'],
    receptiveField: (size: string): Phrase => ['receptive field ', { strong: size }],
    input: (shape: string): Phrase => ['input ', { strong: shape }],
    ranOn: (backend: string, precision: string): Phrase => ['ran on ', { strong: backend }, `, ${precision}`],
    issues: (count: number) => (count === 0 ? 'no issues' : plural(count, 'issue')),
  },

  commands: {
    history: 'History',
    openFile: 'Open a file',
    saveVersion: 'Save a version…',
    saveJson: 'Save as JSON',
    run: 'Run',
    selectAll: 'Select all',
    collapse: 'Collapse or expand',
    connect: 'Connect from the selected node',
    add: 'Add after the selection…',
    connectTo: 'Connect the selected node to…',
    nextEdge: 'Select the next incoming edge',
    repeat: 'Repeat the selection',
    settings: 'Go to the settings',
    rename: 'Rename',
    nextPart: 'Go to the next part of the page',
    previousPart: 'Go to the previous part of the page',
    present: 'Present the figure alone, or show everything again',
    enlarge: 'Enlarge the panel, or go back to the figure',
    all: 'All commands',
    clear: 'Clear the selection',
    walk: 'Walk along the edges (any arrow key)',
    open: 'Open the selection',
    cut: 'Cut',
    move: 'Move the selection (any arrow key; Shift moves further)',
  },

  ask: {
    groups: {
      edit: 'Edit',
      structure: 'Structure',
      add: 'Add',
      file: 'File',
      networks: 'Networks',
      run: 'Run',
      open: 'Open',
      go: 'Go to',
    },
    structureFor: (structure: string, levels: readonly string[]) => `${structure} for ${levelList(levels)}`,
    group: (name: string) => `${name} · group`,
    node: (name: string, id: string) => `${name} · ${id}`,
    commands: 'Type a command, a name, a kind or a shape',
    nodes: 'Type a name, a kind or a shape',
    add: 'Add after the selection',
    addWhat: 'Type what to add',
    connect: (from: string | undefined) => `Connect ${from ?? 'a node'} to`,
    noSource: 'First select the node that the edge starts from.',
    noTarget: 'First select the node that the edge leads to.',
    letterKeys: 'Single-letter shortcuts',
    letterKeysHint: 'Turn them off if you dictate, or press letters by accident. Every command stays in All commands.',
    noMatch: 'No matches.',
    or: 'or',
  },
};

function levelList(levels: readonly string[] | 'all'): string {
  if (levels === 'all') return 'all levels';
  return levels.length === 0 ? 'no level' : levels.join(', ');
}
