/**
 * Whether a name from outside is a key of a closed table: one of its own, for every object also has a `toString` and a
 * `constructor`. What is keyed by names that are not known beforehand is a Map.
 */
export const isKeyOf = <T extends object>(table: T, key: PropertyKey): key is keyof T => Object.hasOwn(table, key);
