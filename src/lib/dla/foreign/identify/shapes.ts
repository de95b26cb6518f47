import type { DialectTensor } from '#lib/dla/weights/dialects.ts';

type Shape = readonly number[];

/** The value that most have; of several the one that comes first. */
export function mostCommon<T>(values: readonly T[]): T | undefined {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce<[T, number] | undefined>(
    (best, each) => (best && best[1] >= each[1] ? best : each),
    undefined,
  )?.[0];
}

/** The largest of values that may be very many, and no less than the first. */
export const largest = (least: number, values: readonly number[]): number =>
  values.reduce((most, value) => Math.max(most, value), least);

/** A network's name without what only dense networks put before those of their backbone. */
export const bare = (name: string): string => name.replace(/^base\./, '');

/** The shapes of a file's tensors by their bare names; of two of one name the first. */
export class Shapes {
  readonly #shapes = new Map<string, Shape>();

  constructor(tensors: readonly DialectTensor[]) {
    for (const { name, tensor } of tensors)
      if (!this.#shapes.has(bare(name))) this.#shapes.set(bare(name), tensor.shape);
  }

  get names(): readonly string[] {
    return [...this.#shapes.keys()];
  }

  of(name: string): Shape | undefined {
    return this.#shapes.get(name);
  }

  /** What most tensors whose names fit have along an axis: one that is broken does not outvote the rest. */
  most(pattern: RegExp, axis = 0): number | undefined {
    return mostCommon(this.matching(pattern).flatMap((name) => this.of(name)?.[axis] ?? []));
  }

  matching(pattern: RegExp): readonly string[] {
    return this.names.filter((name) => pattern.test(name));
  }

  has(pattern: RegExp): boolean {
    return this.names.some((name) => pattern.test(name));
  }
}
