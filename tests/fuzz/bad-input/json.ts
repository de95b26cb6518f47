import type { Random } from '../random.ts';

/** JSON that may hold what JSON.parse would lose: a key twice, `__proto__`, numbers and texts as they are written. */
type Tree = string | { list: Tree[] } | { entries: [key: string, value: Tree][] };

function treeOf(value: unknown): Tree {
  if (Array.isArray(value)) return { list: value.map(treeOf) };
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return { entries: Object.entries(value).map(([key, inner]) => [JSON.stringify(key), treeOf(inner)]) };
}

const written = (tree: Tree): string => {
  if (typeof tree === 'string') return tree;
  if ('list' in tree) return `[${tree.list.map(written).join(',')}]`;
  return `{${tree.entries.map(([key, value]) => `${key}:${written(value)}`).join(',')}}`;
};

const deep = (open: string, close: string, count: number): string => open.repeat(count) + close.repeat(count);

/** Texts and numbers that files should not hold, as they are written. */
const ODD = [
  ...['null', 'true', '0', '-0', '-1', '1', '2', '3', '1.5', '1e308', '1e999', '-1e999', '65537', '2147483648'],
  ...['9007199254740993', '1E400', '4294967296', '""', '[]', '{}', '[[]]', '"a"', '"constructor"', '"__proto__"'],
  ...[
    '"toString"',
    '"prototype"',
    '"hasOwnProperty"',
    '"\\ud800"',
    '"\\udc00x"',
    '"\\u0000"',
    '"\\u202egnp.exe\\u202c"',
  ],
  ...['"<img src=x onerror=alert(1)>"', '"</script><script>alert(1)</script>"', '"=1+1"', '"javascript:alert(1)"'],
  ...['"\\u2066\\u2069"', '"${7*7}{{7*7}}"', '"\\\\input{x}"', '{"__proto__":{"polluted":1}}', '"界😀"', '01', "'a'"],
  ...['{"constructor":{"prototype":{"polluted":1}}}', '{"a":1,"a":2}', 'NaN', '[1,]', '/**/', '"\\x"', '"a\nb"'],
] as const;
const KEYS = [
  '"__proto__"',
  '"constructor"',
  '"prototype"',
  '"toString"',
  '""',
  '"\\ud800"',
  '"\\u202e"',
  '"a"',
] as const;

type Place = { readonly get: () => Tree; readonly set: (tree: Tree) => void };

function placesOf(tree: Tree, found: Place[] = []): Place[] {
  if (typeof tree === 'string') return found;
  const slots: readonly Place[] =
    'list' in tree
      ? tree.list.map((_, at) => ({ get: () => tree.list[at]!, set: (other) => void (tree.list[at] = other) }))
      : tree.entries.map((entry) => ({ get: () => entry[1], set: (other) => void (entry[1] = other) }));
  for (const slot of slots) {
    found.push(slot);
    placesOf(slot.get(), found);
  }
  return found;
}

const copyOf = (tree: Tree): Tree => structuredClone(tree);

function strange(random: Random, places: readonly Place[]): Tree {
  if (random.chance(0.25) && places.length > 0) return copyOf(random.pick(places).get());
  if (random.chance(0.04)) return random.pick([deep('[', ']', 1 + random.below(12_000)), deep('{"a":', '}', 2000)]);
  if (random.chance(0.04)) return JSON.stringify('x'.repeat(random.below(50_000)));
  if (random.chance(0.1)) return String((random.next() - 0.3) * 10 ** random.below(12));
  return random.pick<Tree>(ODD);
}

/** A change of a list or an object: an entry taken out, doubled, moved, added, given another key. */
function rearranged(tree: Tree, random: Random): void {
  if (typeof tree === 'string') return;
  const list: unknown[] = 'list' in tree ? tree.list : tree.entries;
  const at = random.below(list.length || 1);
  const how = random.below(5);
  if (list.length > 0 && how < 3) {
    const entry = structuredClone(list[at]);
    if (how !== 1) list.splice(at, 1);
    if (how !== 0) list.splice(random.below(list.length + 1), 0, entry);
    return;
  }
  if ('list' in tree) tree.list.push(strange(random, []));
  else if (how === 3 || tree.entries.length === 0) tree.entries.push([random.pick(KEYS), strange(random, [])]);
  else tree.entries[at]![0] = random.chance(0.5) ? random.pick(KEYS) : random.pick(tree.entries)[0];
}

/** A text of JSON, some of its values, keys and entries exchanged. */
export function mutatedJson(value: unknown, random: Random): string {
  const root = { list: [treeOf(value)] };
  const most = random.chance(0.7) ? 2 : 8;
  for (let change = 0; change <= random.below(most); change += 1) {
    const places = placesOf(root);
    const place = random.pick(places);
    if (random.chance(0.55)) place.set(strange(random, places));
    else rearranged(place.get(), random);
    if (root.list.length === 0) root.list.push('null');
  }
  return written(root.list[0]!);
}
