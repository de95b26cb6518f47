import { capitalised, type Phrase } from '../values.ts';

/** What several features say. */
export const shared = {
  cancel: 'Cancel',
  close: 'Close',
  reload: 'Reload',
  tryAgain: 'Try again',
  loading: 'Loading…',
  /** Of a part of the page, behind a place or alone. */
  notLoaded: 'a part of the program could not be loaded. A new version may be out: reload the page. Your work is kept.',
  /** Also in the other language: who cannot read the one that is spoken finds it. */
  language: 'Language / 语言',
  messages: 'Messages',
  /** The question mark of a panel, and which lesson treats what it explains. */
  help: {
    about: (name: string) => `About ${name}`,
    lesson: (number: number, title: string) => `Lesson ${number}: ${title}`,
  },
  /** What a chart can be taken away as. */
  chart: {
    button: 'Save as',
    title: (what: string) => `Save ${what} as`,
    /** Above a chart in a file of its own. */
    heading: (networks: readonly string[], what: string) =>
      networks.length > 0 ? `${networks.join(', ')}: ${what}` : capitalised(what),
    svg: 'SVG',
    png: 'PNG',
    csv: 'CSV',
    copySvg: 'Copy SVG',
    copyCsv: 'Copy CSV',
    copiedSvg: 'The figure is on the clipboard.',
    copiedCsv: 'The table is on the clipboard.',
    notSaved: (file: string, why: string) => `${file} was not saved. ${why}`,
  },
  /** What is wrong with a list of seeds. */
  seeds: { unsound: (most: number) => `Up to ${most} whole numbers, as in 1–3 or 2, 5, 7.` },
  /** Whose a result is that is not of the network as it stands. */
  belonging: {
    changed: 'The network has changed since this was computed.',
    other: (of: string, open: string) => `This was computed for ${of}. ${open} is open now.`,
  },
  /** A node in its level: `level 3 B2`, and in a list or a heading `level 3 · B2`. */
  inLevel: (level: string | undefined, node: string) => (level === undefined ? node : `${level} ${node}`),
  place: (level: string | undefined, node: string) => (level === undefined ? node : `${level} · ${node}`),
  /** Caps of keys, as they are written on keyboards. */
  keys: { Ctrl: 'Ctrl', Shift: 'Shift', Alt: 'Alt', Escape: 'Esc', Delete: 'Del', Enter: 'Enter', Space: 'Space' },
  /** What is wrong with a number that was typed. */
  number: {
    whole: 'Enter a whole number.',
    below: (min: number) => `Enter ${min} or more.`,
    above: (max: number) => `Enter ${max} or less.`,
    step: (nearest: number) => `The nearest allowed value is ${nearest}.`,
  },
  /** The value of several things that have different ones. */
  mixed: 'mixed',
  clipboardBlocked: 'The browser blocked access to the clipboard.',
  copyBlocked: (keys: string) => `The browser blocked access to the clipboard. Press ${keys} instead.`,
  pasteBlocked: (keys: string) => `The browser blocked access to the clipboard. Press ${keys} on the canvas instead.`,
  histogram: (what: string, low: number, high: number, from: number, to: number) =>
    `${what}: from ${low} to ${high}, most between ${from} and ${to}`,
  /** Heads of the columns of a histogram's table. */
  binsCsv: ['from', 'to', 'values'],
  bin: (low: number, high: number, count: string) => `${low} to ${high}: ${count}`,
  valueMap: (what: string) => `${what}: use the arrow keys to read its values`,
  value: (row: number, column: number, value: string): Phrase => [`row ${row}, column ${column}: `, { strong: value }],
};
