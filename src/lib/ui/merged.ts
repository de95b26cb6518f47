export type Attributes = { readonly [key: string | symbol]: unknown };
type Listener = (event: Event) => unknown;

const isListener = (value: unknown): value is Listener => typeof value === 'function';

/** Attributes of one element from several that speak of it: the later goes before, and all who listen are told, in their order. */
export function merged(...all: readonly Attributes[]): Attributes {
  const result = new Map<string | symbol, unknown>();
  for (const attributes of all)
    for (const key of Reflect.ownKeys(attributes)) {
      const before = result.get(key);
      const value: unknown = Reflect.get(attributes, key);
      const bothListen = typeof key === 'string' && key.startsWith('on') && isListener(before) && isListener(value);
      result.set(key, bothListen ? inOrder(before, value) : (value ?? before));
    }
  return Object.fromEntries(result);
}

const inOrder = (first: Listener, then: Listener) => (event: Event) => {
  first(event);
  then(event);
};
