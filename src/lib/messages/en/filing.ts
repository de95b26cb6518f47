import type { ExportFormat, Purpose } from '#lib/dla/exchange/formats.ts';
import type { LegendWords } from '#lib/dla/exchange/pictures/legend.ts';
import type { ReportWords } from '#lib/dla/exchange/report/to-html.ts';
import type { TableWords } from '#lib/dla/exchange/tables/count-table.ts';
import { plural } from './grammar.ts';
import { names } from './names.ts';
import { terms } from './terms.ts';

const formats: { readonly [F in ExportFormat]: string } = {
  config: 'Save as config (JSON)',
  graph: 'Save as graph document (JSON)',
  pytorch: 'Export PyTorch',
  onnx: 'Export ONNX, seeded weights',
  'onnx-standard': 'Export ONNX of standard operators, seeded weights',
  safetensors: 'Export safetensors, seeded weights',
  tfjs: 'Export TensorFlow.js, seeded weights',
  training: 'Export a training script for PyTorch',
  timm: 'Export the lines for timm',
  svg: 'Export the figure as SVG',
  png: 'Export the figure as PNG',
  pdf: 'Export the figure as PDF',
  dot: 'Export Graphviz',
  mermaid: 'Export Mermaid',
  tikz: 'Export the figure as TikZ',
  csv: 'Export the counts as CSV',
  markdown: 'Export the counts as Markdown',
  latex: 'Export the counts as LaTeX',
  html: 'Export the comparison as a report (HTML)',
};

/** Opening and saving: the file menu, files that are dropped, and versions. */
export const filing = {
  menu: {
    fixFirst: 'fix the issues first',
    blank: { label: 'New network', hint: 'an image, and nothing else yet', name: 'new network' },
    open: { label: 'Open a file…', hint: 'config, graph document, picture or ONNX' },
    versions: { label: 'Save a version…', hint: 'keep the network under a name, or restore one' },
    twoFirst: 'compare two networks first',
    noConfig: 'this network is no longer a config',
    formats,
    picture: { label: 'Save a picture…', hint: 'SVG, PNG or PDF; scale, colours, legend' },
    seeded: 'Export PyTorch with seeded weights (safetensors)',
    /** Weights that the training of this page left. */
    trained: (seed: number) => `the training, seed ${seed}`,
    loaded: {
      pytorch: (weights: string) => `Export PyTorch with the weights of ${weights}`,
      onnx: (weights: string) => `Export ONNX, weights of ${weights}`,
      tfjs: (weights: string) => `Export TensorFlow.js, weights of ${weights}`,
      'onnx-standard': (weights: string) => `Export ONNX of standard operators, weights of ${weights}`,
      safetensors: (weights: string) => `Export safetensors, weights of ${weights}`,
    },
    light: { svg: 'Export the figure as SVG, light', png: 'Export the figure as PNG, light' },
    more: { label: 'Export…', hint: 'weights, figures, tables' },
    commands: 'All commands…',
  },
  /** What files are for, as headings of the list of formats. */
  purposes: {
    network: 'To open here again',
    run: 'To run elsewhere',
    figure: 'Figures',
    numbers: 'Tables',
  } satisfies Record<Purpose, string>,
  search: 'Type a format',
  /** A network on the clipboard. */
  clipboard: {
    title: 'Copy the network as…',
    hint: 'JSON, SVG, PNG, PyTorch, LaTeX',
    group: 'Copy',
    pasted: 'pasted',
    labels: {
      graph: 'Copy as JSON',
      svg: 'Copy the figure as SVG',
      png: 'Copy the figure as PNG',
      pytorch: 'Copy as PyTorch',
      latex: 'Copy the counts as LaTeX',
      tikz: 'Copy the figure as LaTeX (TikZ)',
    },
    done: {
      graph: 'The network is on the clipboard as JSON.',
      svg: 'The figure is on the clipboard as SVG.',
      png: 'The figure is on the clipboard as PNG, without the network in it.',
      pytorch: 'The network is on the clipboard as PyTorch.',
      latex: 'The counts are on the clipboard as LaTeX.',
      tikz: 'The figure is on the clipboard as LaTeX.',
    },
  },
  /** How the figure shall look in a file. */
  picture: {
    title: 'Save a picture',
    format: 'Format',
    formats: { svg: 'SVG', png: 'PNG', pdf: 'PDF' },
    scale: 'Scale',
    colours: 'Colours',
    colourNames: { screen: 'Screen', light: 'Light', print: 'Print' },
    transparent: 'Transparent',
    counts: 'Sizes and counts',
    legend: 'Legend',
    preview: 'Preview of the picture',
    size: (format: 'svg' | 'png' | 'pdf', width: number, height: number) =>
      `${width} × ${height} ${format === 'pdf' ? 'pt' : 'px'}`,
    save: 'Save',
    cancel: 'Cancel',
  },
  /** What stands below a picture, where it is asked for. */
  legend: {
    line: (name: string, counts: { readonly parameters: string; readonly macs: string } | undefined) =>
      counts ? `${name} · ${counts.parameters} parameters · ${counts.macs} multiply-adds` : name,
    entries: {
      ...names.kinds,
      block: 'layer',
      'grouped-bottleneck': `${names.kinds.bottleneck}, grouped`,
      'grouped-res2net': `${names.kinds.res2net}, grouped`,
      node: names.kinds.aggregation,
      residual: `${names.kinds.aggregation}, residual`,
      pool: names.kinds['down-sample'],
      up: names.kinds['up-sample'],
      op: 'operation',
      collapsed: 'group of blocks',
      backbone: 'backbone',
      aggregation: 'aggregation',
    } satisfies LegendWords,
  },
  /** What a PDF cannot hold of its texts. */
  pdf: {
    missing: (characters: readonly string[]) =>
      `The font has no ${characters.map((each) => `“${each}”`).join(', ')}: boxes stand for what it lacks. They are found and copied as what they say, and the SVG shows them.`,
    chinese: 'The font for Chinese is not embedded: a reader takes its own.',
  },
  /** The table of counts in a file, by level. */
  table: {
    level: 'level',
    total: 'total',
    output: 'output',
    counts: { parameters: terms.parameters, macs: terms.macs, activations: terms.activations },
    unnamed: 'network',
    given: names.given,
  } satisfies TableWords,
  /** A comparison as a file. */
  report: {
    network: 'network',
    input: 'input',
    structure: 'structure hash',
    names: 'names hash',
    overview: 'Overview',
    byLevel: 'By level',
    against: (first: string) => `against ${first}`,
  } satisfies ReportWords,
  scaled: (file: string, percent: number) =>
    `${file} is drawn at ${percent} % of its size, the most that a picture can hold. The SVG has every detail.`,
  notWritten: (file: string, why: string) => `${file} was not written: ${why}`,
  folders: (names: readonly string[]) =>
    `${names.map((name) => `“${name}”`).join(', ')} ${names.length === 1 ? 'is a folder' : 'are folders'}. Drop the files inside instead.`,
  /** A file that is gone, or that the browser may not read. */
  notRead: (file: string) => `${file} could not be read. It may have been moved or deleted.`,
  notOpened: (file: string, why: readonly string[]) => `${file} was not opened. ${why.join(' ')}`,

  /** Networks from elsewhere. */
  foreign: {
    reading: (file: string) => `Reading ${file}`,
    cancel: 'Cancel',
    withoutWeights: (file: string, missing: readonly string[]) =>
      `${file} is open, but its weights are not loaded: they stand in ${missing.map((name) => `“${name}”`).join(', ')}. Drop or choose it together with the model.`,
  },

  versions: {
    /** Of a record that has no name that can be read. */
    unnamed: (id: number) => `record ${id}`,
    title: 'Versions on this machine',
    name: 'Name of the version',
    save: 'Save a version',
    saved: (name: string) => `“${name}” is saved on this machine.`,
    deleted: (name: string) => `“${name}” is deleted.`,
    undo: 'Undo',
    back: (name: string) => `“${name}” is back.`,
    empty: {
      title: 'No version yet',
      text: 'A version is a network as it was at one moment, kept in this browser. Save one before trying something.',
    },
    newName: (name: string) => `New name of ${name}`,
    rename: 'Rename',
    renameIt: (name: string) => `Rename ${name}`,
    restore: 'Restore',
    restoreIt: (name: string) => `Restore ${name}`,
    openBeside: (name: string) => `Open ${name} beside`,
    delete: (name: string) => `Delete ${name}`,
    /** What stands behind the time when it was saved. */
    nodes: (count: number) => plural(count, 'node'),
    parameters: (count: string) => `${count} parameters`,
  },
};
