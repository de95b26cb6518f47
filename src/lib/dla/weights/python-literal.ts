/** What a Python literal can say here; tuples are lists. */
export type Literal = null | boolean | number | string | readonly Literal[] | ReadonlyMap<Literal, Literal>;

const MOST_LEVELS = 16;
const TOKEN = /\s*(?:([()[\]{},:])|(-?\d+)L?|[ub]?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(True|False|None)\b)/y;
const WORDS = new Map<string | undefined, Literal>([
  ['True', true],
  ['False', false],
  ['None', null],
]);
const CLOSING = new Map<string | undefined, string>([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);

/**
 * The value of a Python literal as `repr` writes it, by Python 2 (`3L`) or 3: dictionaries, lists, tuples, texts, whole
 * numbers, True, False and None. Undefined for anything else; nothing is evaluated.
 */
export function parsePythonLiteral(text: string): Literal | undefined {
  const end = text.trimEnd().length;
  let at = 0;

  function next(): readonly (string | undefined)[] | undefined {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text) ?? undefined;
    if (token) at = TOKEN.lastIndex;
    return token;
  }

  /** Whether that sign comes next; takes it if so. */
  function takes(sign: string): boolean {
    const before = at;
    if (next()?.[1] === sign) return true;
    at = before;
    return false;
  }

  function items<T>(closing: string, item: () => T | undefined): T[] | undefined {
    const list: T[] = [];
    while (!takes(closing)) {
      if (list.length > 0 && !takes(',')) return undefined;
      if (list.length > 0 && takes(closing)) return list;
      const value = item();
      if (value === undefined) return undefined;
      list.push(value);
    }
    return list;
  }

  function value(level: number): Literal | undefined {
    const [, sign, digits, quoted, word] = next() ?? [];
    if (digits !== undefined) return Number(digits);
    if (quoted !== undefined) return quoted.slice(1, -1);
    if (word !== undefined) return WORDS.get(word);
    const closing = CLOSING.get(sign);
    if (closing === undefined || level === MOST_LEVELS) return undefined;
    if (sign !== '{') return items(closing, () => value(level + 1));
    const pairs = items(closing, (): [Literal, Literal] | undefined => {
      const key = value(level + 1);
      const entry = key !== undefined && takes(':') ? value(level + 1) : undefined;
      return key === undefined || entry === undefined ? undefined : [key, entry];
    });
    return pairs && new Map(pairs);
  }

  const whole = value(0);
  return at === end ? whole : undefined;
}
