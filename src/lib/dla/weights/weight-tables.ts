import { readDialect } from './dialects.ts';
import type { WeightFile } from './weight-file.ts';

/** A tensor that the network has; `shape` in PyTorch's order. */
export interface ExpectedTensor {
  readonly name: string;
  readonly shape: readonly number[];
}

/** Tensors of a file that fit the network, by what stands before the network's names in it. */
export interface TableChoice {
  readonly under: string;
  /** How many of the network's tensors it has, in their shapes. */
  readonly fits: number;
  /** Whether it says of itself that it is an average over a training: EMA, SWA, a teacher. */
  readonly averaged: boolean;
}

/** Tensors of a file whose names end as the network's do, behind the same beginning. */
export interface Table extends TableChoice {
  /** By what name the file's are compared with the network's. */
  readonly read: Rename;
  /** The file's name by the network's. */
  readonly names: ReadonlyMap<string, string>;
}

/** What a segmentation network puts before the names of its backbone, and a file of the backbone alone does not. */
const BACKBONE = /^base\./;
/** What wrappers of single modules put into the middle of a name: DataParallel, compile, FSDP, checkpointing. */
const WRAPPERS = /(^|\.)(?:module|_orig_mod|_fsdp_wrapped_module|_checkpoint_wrapped_module)(?=\.)/g;
const AVERAGED = /(?:^|[^a-z])(?:ema|swa|avg|averag|shadow|polyak|teacher)/i;

type Rename = (name: string) => string;
const asItIs: Rename = (name) => name;
const withoutBackbone: Rename = (name) => name.replace(BACKBONE, '');
/** As paths, which archives and other libraries have them as. */
const withDots: Rename = (name) => name.replaceAll('/', '.');
const withoutWrappers: Rename = (name) => name.replaceAll(WRAPPERS, '').replace(/^\./, '');

type Way = readonly [mine: Rename, theirs: Rename];

/** How names are compared, the network's and the file's, the plain way first. */
const WAYS: readonly Way[] = [
  [asItIs, asItIs],
  [withoutBackbone, asItIs],
  [asItIs, withoutWrappers],
  [withoutBackbone, withoutWrappers],
  [asItIs, withDots],
  [withoutBackbone, withDots],
];

/** The same where a file has the names of a project that are not ours. */
function dialectWays(file: WeightFile): readonly Way[] {
  const { tensors } = readDialect(file);
  if (tensors.every(({ own, name }) => own === name)) return [];
  const names = new Map(tensors.map(({ fileName, name }) => [fileName, name]));
  const theirs: Rename = (name) => names.get(name) ?? name;
  return [asItIs, withoutBackbone].map((mine): Way => [mine, theirs]);
}

/** Shapes are equal, but that a linear layer's [O, I] serves a convolution's [O, I, 1, 1] and the other way round. */
export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return long.every((size, axis) => size === (axis < short.length ? short[axis] : short.length === 2 ? 1 : undefined));
}

/** Where the ends of a name begin that are no longer than `longest`: behind its dots, and at its start. */
function* ends(name: string, longest: number): Generator<number> {
  for (let dot = name.length; dot > 0;) {
    dot = name.lastIndexOf('.', dot - 1);
    if (name.length - dot - 1 > longest) return;
    yield dot + 1;
  }
}

const better = (a: Table, b: Table): number =>
  b.fits - a.fits || b.names.size - a.names.size || Number(a.averaged) - Number(b.averaged);

function tablesOf(expected: readonly ExpectedTensor[], file: WeightFile, [mine, theirs]: Way): Table[] {
  const wanted = new Map(expected.map((tensor) => [mine(tensor.name), tensor]));
  const longest = [...wanted.keys()].reduce((most, { length }) => Math.max(most, length), 0);
  const found = new Map<string, { names: Map<string, string>; fits: number; twice: boolean }>();
  for (const names of [file.tensors, file.unreadable])
    for (const fileName of names.keys()) {
      const name = theirs(fileName);
      for (const start of ends(name, longest)) {
        const tensor = wanted.get(name.slice(start));
        if (!tensor) continue;
        const under = name.slice(0, Math.max(0, start - 1));
        let table = found.get(under);
        if (!table) found.set(under, (table = { names: new Map(), fits: 0, twice: false }));
        table.twice ||= table.names.has(tensor.name);
        table.names.set(tensor.name, fileName);
        const shape = file.tensors.get(fileName)?.shape;
        if (shape && sameShape(tensor.shape, shape)) table.fits += 1;
      }
    }
  return [...found]
    .filter(([, { twice }]) => !twice)
    .map(([under, { names, fits }]) => ({ under, names, fits, averaged: AVERAGED.test(under), read: theirs }))
    .sort(better);
}

const NONE: Table = { under: '', names: new Map(), fits: 0, averaged: false, read: asItIs };

/**
 * The tables of a file that could be the network's, the best first: which has most of its tensors in their shapes, then
 * most of its names; plain weights before averaged ones, then in the order of the file. At least one, be it empty.
 */
export function findTables(expected: readonly ExpectedTensor[], file: WeightFile): readonly [Table, ...Table[]] {
  let most: readonly [Table, ...Table[]] = [NONE];
  for (const way of [...WAYS, ...dialectWays(file)]) {
    const [best, ...others] = tablesOf(expected, file, way);
    if (best && better(best, most[0]) < 0) most = [best, ...others];
    if (most[0].fits === expected.length) break;
  }
  return most;
}
