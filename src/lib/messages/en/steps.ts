import type { StepValues } from '#lib/step.ts';
import { nameIn, type StepWords } from '../values.ts';
import { plural } from './grammar.ts';
import { inspect } from './inspect.ts';
import { names } from './names.ts';
import { structureName, structures } from './structures.ts';

const structure = (id: string): string => (id === 'none' ? structures.none : structureName(id));

/** What an attribute was and is, `from → to`. */
function change({ from = '', to = '' }: StepValues['rename'], say: (id: string) => string): string {
  return from === '' ? say(to) : `${say(from)} → ${say(to)}`;
}
const value = (id: string): string => nameIn(names.values, id);
const attribute = (values: StepValues['edit-level']): string =>
  `${nameIn(names.attributes, values.what ?? 'settings')} ${change(values, values.what === 'structure' ? structure : value)}`;
const members = ({ name, count }: StepValues['remove']): string =>
  name ?? (count === undefined ? 'nodes' : plural(count, 'node'));
const ends = ({ from, to }: StepValues['connect'], word: string): string =>
  [from === undefined ? '' : ` ${from}`, to === undefined ? '' : ` ${word} ${to}`].join('');
const quotes = (text: string | undefined): string => (text === undefined ? '' : ` “${text}”`);

/** Which levels: by their names, or how many. */
const levels = ({ at, levels }: StepValues['edit-level']): string | undefined =>
  levels === undefined ? at : plural(levels, 'level');

/** A node that was put in: between two others, or after one. */
const added = (values: StepValues['add']): string => {
  const { from, to } = values;
  if (from !== undefined && to !== undefined) return `Insert ${members(values)} between ${from} and ${to}`;
  return from === undefined ? `Add ${members(values)}` : `Add ${members(values)} after ${from}`;
};

/** What was done, in a few words, as a line of the history. */
export const steps: StepWords = {
  open: ({ name }) => `Open${quotes(name)}`,
  'open-beside': ({ name }) => `Open${quotes(name)} beside`,
  'close-beside': ({ name, count }) =>
    count === undefined ? `Close${quotes(name)}` : `Close ${plural(count, 'network')}`,
  'swap-beside': ({ name }) => `Swap with${quotes(name)}`,
  restore: ({ name }) => `Restore${quotes(name)}`,
  'set-structure': (values) => `${levels(values) ?? 'Structure'}: ${change(values, structure)}`,
  'edit-level': (values) => {
    const at = levels(values);
    return at === undefined ? 'Change a level' : `${at}: ${attribute(values)}`;
  },
  'set-attributes': (values) =>
    values.what === undefined ? 'Change a node' : `${members(values)}: ${attribute(values)}`,
  'set-head': ({ head = '' }) => `Head: ${nameIn(inspect.head.tasks, head)}`,
  rename: ({ from, to }) => (to === undefined ? 'Rename' : `Rename${quotes(from)} to${quotes(to)}`),
  add: added,
  insert: added,
  mend: (values) =>
    values.name === undefined && values.count === undefined ? 'Fix an issue' : `Fix: ${lower(added(values))}`,
  remove: (values) => `Remove ${members(values)}`,
  connect: (values) => `Connect${ends(values, 'to')}`,
  disconnect: (values) =>
    values.count === undefined ? `Disconnect${ends(values, '→')}` : `Disconnect ${plural(values.count, 'edge')}`,
  'move-edge': (values) => `Move an edge${ends(values, '→')}`,
  reconnect: (values) => `Move the start of an edge${ends(values, '→')}`,
  reorder: ({ to }) => `Reorder the inputs${to === undefined ? '' : ` of ${to}`}`,
  duplicate: (values) => `Duplicate${values.name === undefined ? '' : ' as'} ${members(values)}`,
  repeat: (values) => `Repeat${values.name === undefined ? '' : ' as'} ${members(values)}`,
  paste: (values) => `Paste ${members(values)}`,
  group: (values) => `Group ${members(values)}`,
  ungroup: (values) => `Ungroup ${members(values)}`,
  pin: (values) => `Move ${members(values)}`,
  nudge: (values) => `Move ${members(values)}`,
  distribute: (values) => `Distribute ${members(values)}`,
  align: (values) => `Align ${members(values)}`,
  release: (values) => `Unpin ${members(values)}`,
  intervene: (values) => {
    const { act = '', factor = 1, name, count = 1 } = values;
    const at = name ?? plural(count, 'place');
    if (act === 'scale') return `Scale ${at} by ${factor}`;
    if (act === 'ablate') return `Ablate ${at}`;
    if (act === 'bypass') return `Bypass ${at}`;
    return name === undefined ? `End ${plural(count, 'intervention')}` : `End the intervention on ${name}`;
  },
  other: ({ name = 'change' }) => name.replaceAll('-', ' '),
};

const lower = (text: string): string => text[0]!.toLowerCase() + text.slice(1);
