import type { StepValues } from '#lib/step.ts';
import { plural, type StepWords } from '../values.ts';
import { structures } from './structures.ts';

/** Attributes by the words of the screen, where those are others. */
export const attributeWords: ReadonlyMap<string, string> = new Map([
  ['outChannels', 'channels'],
  ['baseWidth', 'base width'],
  ['upFactor', 'up-sampling factor'],
  ['block', 'kind of block'],
]);

const valueWords: ReadonlyMap<string, string> = new Map([
  ...Object.entries(structures.names).map(([name, { word }]) => [name, word] as const),
  ['none', structures.none],
  ['true', 'on'],
  ['false', 'off'],
]);

const value = (of = ''): string => valueWords.get(of) ?? of;
const change = ({ from = '', to }: StepValues['edit-level']): string =>
  from === '' ? value(to) : `${value(from)} → ${value(to)}`;
const what = ({ what: name = 'settings' }: StepValues['edit-level']): string => attributeWords.get(name) ?? name;
const members = ({ name, count }: StepValues['remove']): string =>
  name ?? (count === undefined ? 'nodes' : plural(count, 'node'));
const ends = ({ from, to }: StepValues['connect'], word: string): string =>
  [from === undefined ? '' : ` ${from}`, to === undefined ? '' : ` ${word} ${to}`].join('');
const quotes = (text: string | undefined): string => (text === undefined ? '' : ` “${text}”`);

/** A node that was put in: between two others, or behind one. */
const added = (values: StepValues['add']): string => {
  const { from, to } = values;
  if (from !== undefined && to !== undefined) return `Insert ${members(values)} between ${from} and ${to}`;
  return from === undefined ? `Add ${members(values)}` : `Add ${members(values)} behind ${from}`;
};

/** What was done, in a few words, as a line of the history. */
export const steps: StepWords = {
  open: ({ name }) => `Open${quotes(name)}`,
  'open-beside': ({ name }) => `Open${quotes(name)} beside`,
  'close-beside': ({ name }) => `Close${quotes(name)}`,
  restore: ({ name }) => `Restore${quotes(name)}`,
  'set-structure': (values) => `${values.at ?? 'Structure'}: ${change(values)}`,
  'edit-level': (values) =>
    values.at === undefined ? 'Change a level' : `${values.at}: ${what(values)} ${change(values)}`,
  'set-attributes': (values) =>
    values.what === undefined ? 'Change a node' : `${members(values)}: ${what(values)} ${change(values)}`,
  'set-head': ({ head }) => `Head: ${value(head)}`,
  rename: ({ from, to }) => (to === undefined ? 'Rename' : `Rename${quotes(from)} to${quotes(to)}`),
  add: added,
  insert: added,
  mend: (values) =>
    values.name === undefined && values.count === undefined ? 'Mend' : `Mend: ${lower(added(values))}`,
  remove: (values) => `Remove ${members(values)}`,
  connect: (values) => `Connect${ends(values, 'to')}`,
  disconnect: (values) => `Cut${ends(values, '→')}`,
  'move-edge': (values) => `Move an edge${ends(values, '→')}`,
  reconnect: (values) => `Move the start of an edge${ends(values, '→')}`,
  reorder: ({ to }) => `Reorder the inputs${to === undefined ? '' : ` of ${to}`}`,
  duplicate: (values) => `Duplicate${values.name === undefined ? '' : ' to'} ${members(values)}`,
  repeat: (values) =>
    `Repeat behind itself${values.name === undefined ? `: ${members(values)}` : `, as ${values.name}`}`,
  paste: (values) => `Paste ${members(values)}`,
  group: (values) => `Group ${members(values)}`,
  ungroup: (values) => `Ungroup ${members(values)}`,
  pin: (values) => `Move ${members(values)}`,
  nudge: (values) => `Move ${members(values)}`,
  distribute: (values) => `Distribute ${members(values)}`,
  align: (values) => `Align ${members(values)}`,
  release: (values) => `Release ${members(values)}`,
  other: ({ name = 'change' }) => name.replaceAll('-', ' '),
};

const lower = (text: string): string => text[0]!.toLowerCase() + text.slice(1);
