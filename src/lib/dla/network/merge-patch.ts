type Fields = Readonly<Record<string, unknown>>;

const isTable = (value: unknown): value is Fields | readonly unknown[] => typeof value === 'object' && value !== null;

const fieldsIn = (value: unknown): ReadonlyMap<string, unknown> => new Map(isTable(value) ? Object.entries(value) : []);

/**
 * What turns one JSON value into another: as RFC 7386 has it, a table of what is different, null for what is left out; the
 * entries of a list by their index. None where both are equal. Neither value may hold a null.
 */
export function patchOf(base: unknown, value: unknown): unknown {
  if (Object.is(base, value)) return undefined;
  if (!isTable(value) || !isTable(base) || Array.isArray(base) !== Array.isArray(value)) return value;
  const [before, after] = [fieldsIn(base), fieldsIn(value)];
  const changes = [...new Set([...before.keys(), ...after.keys()])].flatMap((key): [string, unknown][] => {
    if (!after.has(key)) return [[key, null]];
    const change = before.has(key) ? patchOf(before.get(key), after.get(key)) : after.get(key);
    return change === undefined ? [] : [[key, change]];
  });
  return changes.length === 0 ? undefined : Object.fromEntries(changes);
}

/** The value that a patch makes of another. Whatever the patch holds, it makes something. */
export function patched(base: unknown, patch: unknown): unknown {
  if (patch === undefined) return base;
  if (!isTable(patch) || Array.isArray(patch)) return patch;
  const fields = new Map(fieldsIn(base));
  for (const [key, change] of Object.entries(patch)) {
    if (change === null) fields.delete(key);
    else fields.set(key, patched(fields.get(key), change));
  }
  if (!Array.isArray(base)) return Object.fromEntries(fields);
  return [...fields.entries()]
    .filter(([key]) => /^\d{1,6}$/.test(key))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, value]) => value);
}
