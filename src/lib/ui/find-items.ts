import type { PaletteItem } from './menu.ts';

/** What is searched of an item, in small letters: its label, then its keywords and its group. */
interface Text {
  readonly label: string;
  readonly all: readonly string[];
}

const texts = new WeakMap<PaletteItem, Text>();

/** Written when it is first searched: of thousands of items only few are ever on the screen. */
function textOf(item: PaletteItem): Text {
  const known = texts.get(item);
  if (known) return known;
  const label = item.label.toLowerCase();
  const text = { label, all: [label, ...(item.keywords ?? []), item.group].map((each) => each.toLowerCase()) };
  texts.set(item, text);
  return text;
}

/** How well an item answers, from 0 for one that is called so; undefined where a word is nowhere in it. */
function rankOf(item: PaletteItem, query: string, words: readonly string[]): number | undefined {
  const { label, all } = textOf(item);
  if (!words.every((word) => all.some((text) => text.includes(word)))) return undefined;
  const ways = [
    all.includes(query),
    label.startsWith(query),
    label.split(/[\s·→()]+/).some((word) => word.startsWith(query)),
    label.includes(query),
    all.some((text) => text.startsWith(query)),
  ];
  const way = ways.indexOf(true);
  return way < 0 ? ways.length : way;
}

/** The items that hold every word of what was typed, the best first, those of a group together; all of them without a word. */
export function findItems<Item extends PaletteItem>(items: readonly Item[], typed: string): readonly Item[] {
  const query = typed.trim().toLowerCase();
  const words = query.split(/\s+/).filter(Boolean);
  const found = items.flatMap((item) => {
    const rank = words.length === 0 ? 0 : rankOf(item, query, words);
    return rank === undefined ? [] : [{ item, rank }];
  });
  const best = new Map<string, number>();
  for (const { item, rank } of found) best.set(item.group, Math.min(best.get(item.group) ?? Infinity, rank));
  const place = new Map([...best.keys()].map((group, index) => [group, index]));
  return found
    .toSorted(
      (a, b) =>
        best.get(a.item.group)! - best.get(b.item.group)! ||
        place.get(a.item.group)! - place.get(b.item.group)! ||
        a.rank - b.rank,
    )
    .map(({ item }) => item);
}
