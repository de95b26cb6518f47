/**
 * A table of words that is read anew whenever it is asked: a part of it that is kept beside says what is said now, and not
 * what was said when it was taken. `shape` has the same keys as every table that `now` gives.
 */
export function live<T extends object>(now: () => T, shape: T): T {
  const parts = new Map<PropertyKey, unknown>();
  const current = (key: PropertyKey): unknown => Reflect.get(now(), key);
  const partOf = (key: PropertyKey, like: object): unknown => {
    const known = parts.get(key);
    if (known !== undefined) return known;
    const part =
      typeof like === 'function'
        ? (...values: unknown[]): unknown => (current(key) as (...values: unknown[]) => unknown)(...values)
        : live(() => current(key) as object, like);
    parts.set(key, part);
    return part;
  };
  return new Proxy(shape, {
    get(_, key) {
      const value = current(key);
      const isPart = typeof value === 'function' || (typeof value === 'object' && value !== null);
      return isPart && !Array.isArray(value) ? partOf(key, value) : value;
    },
  });
}
