import type { Issue } from '#lib/issue.ts';
import { findTables, sameShape, type ExpectedTensor, type Table, type TableChoice } from './weight-tables.ts';
import { cutName, refuse } from './refuse.ts';
import type { WeightFile } from './weight-file.ts';

/** A tensor that the file has under a fitting name, in a shape that does not fit. */
export interface RefusedTensor {
  readonly name: string;
  readonly expected: readonly number[];
  readonly received: readonly number[];
}

/** What stands in a file and is no tensor that can be read: by what name, and of what type or class. */
export interface PassedOver {
  readonly name: string;
  readonly type?: string;
}

export interface WeightMatch {
  /** The network's name and the file's. */
  readonly loaded: readonly (readonly [string, string])[];
  /** Names of the network that the file does not have. */
  readonly missing: readonly string[];
  /** Names of the file, in the table that was taken, that the network does not have. */
  readonly unexpected: readonly string[];
  /** Names of the file on which no output depends in the authors' networks either: dead weight of their checkpoints. */
  readonly unused: readonly string[];
  readonly refused: readonly RefusedTensor[];
  /** Names of the file beside those that the network takes, which change what these compute: it is another network's. */
  readonly misplaced: readonly string[];
  /** Names of the classes, by index, where the file says them. */
  readonly classes?: readonly string[];
  /** Which table was taken, and which others would fit. */
  readonly taken: TableChoice;
  readonly others: readonly TableChoice[];
  /** What the network needs of the file and cannot be read. */
  readonly unreadable: readonly Issue[];
  /** What it does not need and cannot be read. */
  readonly passedOver: readonly PassedOver[];
  /** How many names the lists lack: of a file with many they have the first. */
  readonly leftOff: Readonly<Record<'unexpected' | 'unused' | 'passedOver', number>>;
}

const MOST_NAMES = 1000;
const MOST_TABLES = 8;
/** Of the text that names classes, in characters. */
const MOST_CLASSES = 1_000_000;

const leftOff = ({ length }: readonly unknown[]): number => Math.max(0, length - MOST_NAMES);
const choiceOf = ({ under, fits, averaged }: Table): TableChoice => ({ under, fits, averaged });

const BUFFER = /(^|\.)num_batches_tracked$/;
const PROJECT = /^(.*\.|)project\.\d+\.\w+$/;

/**
 * Whether no output of the authors' network depends on the tensor. Their `Tree` makes a projection at every depth and
 * uses that of the innermost first tree only; timm makes only that one. Their segmentation networks keep the backbone's
 * classifier, `base.fc`.
 */
function isUnused(name: string, file: WeightFile): boolean {
  const tree = PROJECT.exec(name)?.[1];
  if (tree !== undefined && file.tensors.has(`${tree}tree1.root.conv.weight`)) return true;
  return /(^|\.)base\.fc\.(weight|bias)$/.test(name);
}

/** The table that a person asks for by the keys that lead to it, the best of several; the best of all unless one asks. */
function chooseTable(tables: readonly [Table, ...Table[]], wanted: string | undefined): Table {
  if (wanted === undefined) return tables[0];
  const found = tables.find(({ under }) => under === wanted || under.startsWith(`${wanted}.`));
  const names = tables.map(({ under }) => under).filter((under) => under !== '');
  return found ?? refuse('weights-no-table', wanted, { expected: names.slice(0, MOST_TABLES) });
}

/** Where each of the network's tensors comes from, or why it does not. */
function sortTensors(expected: readonly ExpectedTensor[], file: WeightFile, names: ReadonlyMap<string, string>) {
  const loaded: [string, string][] = [];
  const missing: string[] = [];
  const refused: RefusedTensor[] = [];
  const unreadable: Issue[] = [];
  for (const { name, shape } of expected) {
    const fileName = names.get(name);
    const tensor = fileName === undefined ? undefined : file.tensors.get(fileName);
    if (fileName === undefined) missing.push(name);
    else if (!tensor) unreadable.push(file.unreadable.get(fileName)!);
    else if (sameShape(shape, tensor.shape)) loaded.push([name, fileName]);
    else refused.push({ name, expected: shape, received: tensor.shape });
  }
  return { loaded, missing, refused, unreadable };
}

/** What goes with a tensor and changes what it computes: statistics of a norm, offsets of a convolution. */
const GOES_WITH = /\.(?:running_mean|running_var|conv_offset_mask\.(?:weight|bias))$/;

/** Tensors that have no place though the one that they go with has. */
function findMisplaced(file: WeightFile, { names, read }: Table): readonly string[] {
  const used = new Set(names.values());
  const taken = new Set([...used].map(read));
  return [...file.tensors.keys()].filter((fileName) => {
    const name = read(fileName);
    return !used.has(fileName) && GOES_WITH.test(name) && taken.has(name.replace(GOES_WITH, '.weight'));
  });
}

/** What the file has beside the network's tensors: in the tables that these stand in, but for the other choices. */
function sortRest(file: WeightFile, { under, names }: Table, others: readonly Table[]) {
  const used = new Set(names.values());
  const tables = new Set([...used].map((name) => file.tensors.get(name)?.table));
  const chosen = new Set(others.flatMap((table) => [...table.names.values()]));
  const isLeft = (name: string, table: string) =>
    !BUFFER.test(name) && !used.has(name) && !chosen.has(name) && (used.size === 0 || tables.has(table));
  const unexpected: string[] = [];
  const unused: string[] = [];
  for (const [name, { table }] of file.tensors)
    if (isLeft(name, table)) {
      const start = [under, table].find((start) => start !== '' && name.startsWith(`${start}.`));
      (isUnused(name, file) ? unused : unexpected).push(
        cutName(start === undefined ? name : name.slice(start.length + 1)),
      );
    }
  const passedOver = [...file.unreadable]
    .filter(([name]) => !used.has(name))
    .map(([name, { kind, received }]): PassedOver => ({
      name: cutName(name),
      ...(kind === 'weights-dtype' && typeof received === 'string' && { type: received }),
    }));
  return {
    unexpected: unexpected.slice(0, MOST_NAMES),
    unused: unused.slice(0, MOST_NAMES),
    passedOver: passedOver.slice(0, MOST_NAMES),
    leftOff: {
      unexpected: leftOff(unexpected),
      unused: leftOff(unused),
      passedOver: leftOff(passedOver),
    },
  };
}

/** Names of classes that the file's metadata has as `classes`: a JSON array of texts. */
function readClasses({ metadata }: WeightFile): Pick<WeightMatch, 'classes'> {
  const text = metadata.get('classes') ?? '';
  if (text.length > MOST_CLASSES) return {};
  try {
    const classes: unknown = JSON.parse(text);
    const named = Array.isArray(classes) && classes.every((each) => typeof each === 'string');
    return named ? { classes: classes.map(cutName) } : {};
  } catch {
    // Said in another way, or not at all.
    return {};
  }
}

/**
 * Which tensors of the file go where in the network: found by their names and shapes under whatever wrappers and prefixes
 * the file puts before the names. `num_batches_tracked` is passed over. Nothing is read.
 */
export function matchWeights(expected: readonly ExpectedTensor[], file: WeightFile, wanted?: string): WeightMatch {
  const tables = findTables(expected, file);
  const taken = chooseTable(tables, wanted);
  const others = tables.filter((table) => table !== taken && 2 * table.fits >= expected.length).slice(0, MOST_TABLES);
  return {
    ...sortTensors(expected, file, taken.names),
    ...sortRest(file, taken, others),
    misplaced: findMisplaced(file, taken).slice(0, MOST_NAMES).map(cutName),
    ...readClasses(file),
    taken: choiceOf(taken),
    others: others.map(choiceOf),
  };
}
