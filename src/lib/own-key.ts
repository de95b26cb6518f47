/**
 * Whether a name from outside is a key of a closed table: one of its own, for every object also has a `toString` and a
 * `constructor`. What is keyed by names that are not known beforehand is a Map.
 */
export const isKeyOf = <T extends object>(table: T, key: PropertyKey): key is keyof T => Object.hasOwn(table, key);

/** What a record of parsed data, as the attributes of a node, has under a name; nothing of what every object inherits. */
export const ownValue = <T>(record: { readonly [key: string]: T }, key: string): T | undefined =>
  // eslint-disable-next-line house/no-open-table -- The one place that asks first.
  Object.hasOwn(record, key) ? record[key] : undefined;
