import { NO_REUSE, type Reuse } from '#lib/runtime/plan/reuse.ts';
import type { RunRequest } from './session.ts';
import { valueKeys } from './value-keys.ts';

/** What a run finds. */
export interface Found<T> extends Reuse {
  readonly values: ReadonlyMap<number, T>;
}

type Asked = Pick<RunRequest, 'graph' | 'weights' | 'inputs' | 'keeping'>;

const isSame = (a: Float32Array, b: Float32Array): boolean =>
  a.length === b.length && a.every((value, index) => Object.is(value, b[index]));

/**
 * Values of one network, of one image and with the same weights, that stay on the device: a network that differs from it from
 * some node on is computed from there.
 */
export class KeptValues<T extends { readonly bytes: number }> {
  #of: { readonly weights: string; readonly input: Float32Array } | undefined;
  readonly #numbers = new Map<string, number>();
  readonly #values = new Map<number, T>();
  /** Of the ops of the run at hand. */
  #keys: readonly number[] = [];

  constructor(private readonly giveUp: (value: T) => void) {}

  get bytes(): number {
    return [...this.#values.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  get count(): number {
    return this.#values.size;
  }

  /** What a run can take, and may leave; gives up what is of another image, other weights or another network. */
  find({ graph, weights, inputs, keeping }: Asked, wanted: ReadonlySet<number>): Found<T> {
    const [input] = inputs;
    if (!keeping || !input || inputs.length > 1) {
      this.clear();
      return { ...NO_REUSE, values: new Map() };
    }
    if (this.#of?.weights !== weights.key || !isSame(this.#of.input, input)) this.clear();
    this.#of ??= { weights: weights.key, input: input.slice() };
    const own = new Set(valueKeys(keeping.of, this.#numbers));
    for (const key of this.#values.keys()) if (!own.has(key)) this.#remove(key);
    this.#keys = valueKeys(graph, this.#numbers);
    const ops = [...this.#keys.entries()].filter(([, key]) => own.has(key));
    const values = new Map<number, T>();
    if (keeping.of !== graph)
      for (const [op, key] of ops) if (this.#values.has(key) && !wanted.has(op)) values.set(op, this.#values.get(key)!);
    return {
      known: new Set(values.keys()),
      retainable: new Set(ops.filter(([, key]) => !this.#values.has(key)).map(([op]) => op)),
      room: keeping.room - this.bytes,
      values,
    };
  }

  /** Takes over a value of the run at hand. */
  add(op: number, value: T): void {
    const key = this.#keys[op]!;
    if (this.#values.has(key)) this.giveUp(value);
    else this.#values.set(key, value);
  }

  clear(): void {
    for (const key of this.#values.keys()) this.#remove(key);
    this.#numbers.clear();
    this.#of = undefined;
  }

  #remove(key: number): void {
    this.giveUp(this.#values.get(key)!);
    this.#values.delete(key);
  }
}
