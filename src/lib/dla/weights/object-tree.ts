import type { Budget } from './budget.ts';
import { numpyArrayOf, type NumpyArray } from './numpy-arrays.ts';
import { InertObject, type PickleValue } from './pickle-values.ts';
import { cutName } from './refuse.ts';
import { TorchTensor } from './torch-objects.ts';

/** Checkpoints nest a few wrappers; modules that were saved as a whole nest as deep as the network does. */
const MOST_LEVELS = 64;

/** Under which attributes a module keeps what its `state_dict` names without them. */
const MODULE_PARTS: ReadonlySet<PickleValue> = new Set(['_parameters', '_buffers', '_modules']);

/** What stands at a place of a checkpoint: `name` is the keys that lead to it, joined by dots. */
export interface Found<T> {
  readonly name: string;
  /** The keys that lead to the table it stands in. */
  readonly table: string;
  readonly object: T;
}

export interface ObjectTree {
  readonly tensors: readonly Found<TorchTensor | NumpyArray>[];
  readonly inert: readonly Found<InertObject>[];
}

/**
 * All tensors and arrays of an unpickled value, whatever they are wrapped in; each container is entered once, by its first place.
 * Throws an IssueError for an array that is none.
 */
export function walkObjects(root: PickleValue, budget: Budget, fileName: string): ObjectTree {
  const tensors: Found<TorchTensor | NumpyArray>[] = [];
  const inert: Found<InertObject>[] = [];
  const seen = new Set<PickleValue>();

  function note<T>(list: Found<T>[], table: string, name: string, object: T) {
    budget.spend(96 + name.length);
    list.push({ name, table, object });
  }

  function walkItems(items: Iterable<[PickleValue, PickleValue]>, name: string, level: number) {
    for (const [key, entry] of items)
      if (typeof key === 'string' || typeof key === 'number')
        walk(entry, name, name === '' ? String(key) : `${name}.${key}`, level + 1);
  }

  /** Attributes stand under the object's own name, the parts of a module without a word between. */
  function walkState(state: PickleValue, name: string, level: number) {
    if (seen.has(state) || level > MOST_LEVELS) return;
    seen.add(state);
    if (Array.isArray(state)) for (const part of state) walkState(part, name, level + 1);
    if (!(state instanceof Map)) return;
    for (const [key, entry] of state)
      if (MODULE_PARTS.has(key)) walkState(entry, name, level + 1);
      else walkItems([[key, entry]], name, level);
  }

  function walk(value: PickleValue, table: string, name: string, level: number) {
    if (value instanceof TorchTensor) return note(tensors, table, name, value);
    const array = value instanceof InertObject ? numpyArrayOf(value, `${fileName}:${cutName(name)}`) : undefined;
    if (array) return note(tensors, table, name, array);
    if (seen.has(value) || level > MOST_LEVELS) return;
    if (Array.isArray(value) || value instanceof Map) {
      seen.add(value);
      walkItems(value.entries(), name, level);
    } else if (value instanceof InertObject) {
      seen.add(value);
      note(inert, table, name, value);
      for (const part of value.arguments ?? []) if (part instanceof Map) walk(part, table, name, level + 1);
      for (const part of [value.items, value.elements]) if (part) walk(part, table, name, level + 1);
      if (value.state !== undefined) walkState(value.state, name, level + 1);
    }
  }

  walk(root, '', '', 0);
  return { tensors, inert };
}
