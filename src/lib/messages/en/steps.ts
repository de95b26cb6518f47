import { counted } from '../values.ts';

/** What a step of the history says of itself; each value may be missing in a history of an earlier version. */
export type StepValues = Readonly<Record<string, string | number>>;

/** Attributes by the words of the screen. */
export const attributeWords: Readonly<Record<string, string>> = {
  outChannels: 'channels',
  baseWidth: 'base width',
  upFactor: 'up-sampling factor',
  block: 'kind of block',
};

const structureWords: Readonly<Record<string, string>> = {
  ida: 'IDA',
  reentrant: 're-entrant',
  none: 'none of the six',
};

const value = (of: string | number | undefined): string => {
  if (typeof of === 'number') return counted(of);
  return of === undefined ? '' : (structureWords[of] ?? { true: 'on', false: 'off' }[of] ?? of);
};
const change = ({ from, to }: StepValues): string =>
  from === undefined || from === '' ? value(to) : `${value(from)} → ${value(to)}`;
const what = ({ what: name = 'settings' }: StepValues): string => attributeWords[name] ?? String(name);
const members = ({ name, count }: StepValues): string => {
  if (name !== undefined) return String(name);
  return count === undefined ? 'nodes' : `${counted(count)} ${count === 1 ? 'node' : 'nodes'}`;
};
const ends = ({ from, to }: StepValues, word: string): string =>
  [from === undefined ? '' : ` ${from}`, to === undefined ? '' : ` ${word} ${to}`].join('');
const quotes = (text: string | number | undefined): string => (text === undefined ? '' : ` “${text}”`);

/** A node that was put in: between two others, or behind one. */
const added = (values: StepValues): string => {
  const { from, to } = values;
  if (from !== undefined && to !== undefined) return `Insert ${members(values)} between ${from} and ${to}`;
  return from === undefined ? `Add ${members(values)}` : `Add ${members(values)} behind ${from}`;
};

/** What was done, in a few words, as a line of the history. */
export const steps: Readonly<Record<string, (values: StepValues) => string>> = {
  start: ({ name }) => `Start with${quotes(name)}`,
  open: ({ name }) => `Open${quotes(name)}`,
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
  group: ({ count }) => `Group ${members({ ...(count !== undefined && { count }) })}`,
  ungroup: (values) => `Ungroup ${members(values)}`,
  pin: (values) => `Move ${members(values)}`,
  nudge: (values) => `Move ${members(values)}`,
  distribute: (values) => `Distribute ${members(values)}`,
  align: (values) => `Align ${members(values)}`,
  release: (values) => `Release ${members(values)}`,
};

const lower = (text: string): string => text[0]!.toLowerCase() + text.slice(1);
