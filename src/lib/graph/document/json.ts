import { ok, refused, type Issue, type Result } from '#lib/issue.ts';

/** Keys and indices from the outside in: `['levels', 2, 'blocks']`. */
export type Path = readonly (string | number)[];

export interface JsonText {
  readonly value: unknown;
  /** How many values the text holds, at any depth. */
  readonly count: number;
  /** The line of each path, counted from 1; of the value around it where a path leads nowhere. */
  lines(paths: readonly Path[]): readonly number[];
}

export const MOST_BYTES = 10_000_000;
const DEEPEST = 1000;

const SPACE = /[ \t\n\r]*/y;
const TOKEN = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)/y;
/** From the space on, but for the quote and the backslash. */
const CHARACTERS = /[ !#-[\]-\uffff]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** `levels[2].blocks`; keys that are no plain words stand in quotes. */
export const pathText = (path: Path): string =>
  path
    .map((key) =>
      typeof key === 'number' ? `[${key}]` : /^[\w$-]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`,
    )
    .join('')
    .replace(/^\./, '');

/**
 * Reads JSON as `JSON.parse` does, and refuses what a file must not hold: anything but UTF-8 without a byte order
 * mark, more than {@link MOST_BYTES}, a key written twice in one object, `__proto__`, a lone surrogate.
 */
export function readJson(source: string | Uint8Array): Result<JsonText> {
  const text = textOf(source);
  if (!text.ok) return text;
  const reader = new JsonReader(text.value);
  try {
    const value = reader.read();
    const lines = (paths: readonly Path[]): number[] => linesOf(text.value, paths);
    return ok({ value, count: reader.count, lines });
  } catch (error) {
    if (error instanceof Fault) return refused(error.issue);
    throw error;
  }
}

function textOf(source: string | Uint8Array): Result<string> {
  const size = typeof source === 'string' ? utf8Length(source) : source.length;
  if (size > MOST_BYTES) return refused({ kind: 'file-too-large', at: '', expected: MOST_BYTES, received: size });
  let text = source;
  if (typeof text !== 'string') {
    const bytes = text;
    try {
      text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      // Decoded and encoded again, the bytes differ from the first unsound one on.
      const lenient = new TextEncoder().encode(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
      const differs = bytes.findIndex((byte, index) => byte !== lenient[index]);
      // A file may end within the very sign that stands for what is unsound.
      const unsound = differs < 0 ? bytes.length - 1 : differs;
      const line = bytes.subarray(0, unsound).filter((byte) => byte === 10).length + 1;
      return refused({ kind: 'not-utf8', at: '', line, received: `0x${bytes[unsound]!.toString(16)}` });
    }
  }
  return text.startsWith('\ufeff') ? refused({ kind: 'byte-order-mark', at: '' }) : ok(text);
}

/** Bytes of a text in UTF-8; of one that is too long in any case, its length. */
const utf8Length = (text: string): number =>
  text.length > MOST_BYTES ? text.length : new TextEncoder().encode(text).length;

class Fault extends Error {
  constructor(readonly issue: Issue) {
    super(issue.kind);
  }
}

/** Paths whose place is looked for, as a tree. */
interface Wanted {
  offset?: number;
  readonly below: Map<string | number, Wanted>;
}

class JsonReader {
  count = 0;
  private at = 0;
  private readonly path: (string | number)[] = [];

  constructor(private readonly text: string) {}

  read(wanted?: Wanted): unknown {
    this.space();
    const value = this.value(wanted);
    if (this.at < this.text.length) this.fail('end');
    return value;
  }

  private value(wanted: Wanted | undefined): unknown {
    this.count += 1;
    if (wanted) wanted.offset ??= this.at;
    if (this.path.length > DEEPEST) this.refuse({ kind: 'nested-too-deep', expected: DEEPEST });
    const value = this.start(wanted);
    this.space();
    return value;
  }

  private start(wanted: Wanted | undefined): unknown {
    switch (this.text[this.at]) {
      case '{':
        return this.object(wanted);
      case '[':
        return this.list(wanted);
      case '"':
        return this.string();
      default: {
        const token = this.match(TOKEN);
        if (token === '') this.fail('value');
        return token === 'true' ? true : token === 'false' ? false : token === 'null' ? null : Number(token);
      }
    }
  }

  private object(wanted: Wanted | undefined): unknown {
    const entries = new Map<string, unknown>();
    this.step();
    if (this.take('}')) return {};
    do {
      const start = this.at;
      if (this.text[start] !== '"') this.fail('key');
      const key = this.string();
      this.path.push(key);
      if (key === '__proto__') this.refuse({ kind: 'unknown-key', received: key }, start);
      if (entries.has(key)) this.refuse({ kind: 'key-twice', received: key }, start);
      const inner = wanted?.below.get(key);
      if (inner) inner.offset = start;
      this.space();
      if (!this.take(':')) this.fail('colon');
      entries.set(key, this.value(inner));
      this.path.pop();
    } while (this.take(','));
    if (!this.take('}', false)) this.fail('comma-or-brace');
    return Object.fromEntries(entries);
  }

  private list(wanted: Wanted | undefined): unknown {
    const list: unknown[] = [];
    this.step();
    if (this.take(']')) return list;
    do {
      this.path.push(list.length);
      list.push(this.value(wanted?.below.get(list.length)));
      this.path.pop();
    } while (this.take(','));
    if (!this.take(']', false)) this.fail('comma-or-bracket');
    return list;
  }

  private string(): string {
    const start = this.at;
    this.at += 1;
    let string = '';
    for (;;) {
      string += this.match(CHARACTERS);
      if (this.take('"', false)) break;
      const escape = this.match(ESCAPE);
      if (escape === '') this.fail(this.text[this.at] === '\\' ? 'escape' : 'string-end');
      string +=
        escape[1] === 'u'
          ? String.fromCharCode(parseInt(escape.slice(2), 16))
          : (escapes.get(escape[1]!) ?? escape[1]!);
    }
    if (/\p{Surrogate}/u.test(string)) this.refuse({ kind: 'lone-surrogate' }, start);
    return string;
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }

  private space(): void {
    this.match(SPACE);
  }

  private step(): void {
    this.at += 1;
    this.space();
  }

  private take(char: string, thenSpace = true): boolean {
    if (this.text[this.at] !== char) return false;
    this.at += 1;
    if (thenSpace) this.space();
    return true;
  }

  private refuse(issue: Omit<Issue, 'at'>, offset = this.at): never {
    throw new Fault({ ...issue, at: pathText(this.path), line: lineAndColumn(this.text, offset)[0] });
  }

  /** What is no JSON: `expected` is a word that `messages` knows, `received` the character found, or null. */
  private fail(expected: string): never {
    const [line, column] = lineAndColumn(this.text, this.at);
    const found = this.text.codePointAt(this.at);
    const received = found === undefined ? null : String.fromCodePoint(found);
    throw new Fault({ kind: 'not-json', at: '', line, column, expected, received });
  }
}

const escapes = new Map(Object.entries({ b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }));

/** Counted from 1; columns in characters. */
function lineAndColumn(text: string, offset: number): [line: number, column: number] {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  let column = 1;
  for (const _ of lines.at(-1)!) column += 1;
  return [lines.length, column];
}

function linesOf(text: string, paths: readonly Path[]): number[] {
  const root: Wanted = { below: new Map() };
  const wanted = paths.map((path) => {
    const trail = [root];
    for (const key of path) {
      const { below } = trail.at(-1)!;
      if (!below.has(key)) below.set(key, { below: new Map() });
      trail.push(below.get(key)!);
    }
    return trail;
  });
  new JsonReader(text).read(root);
  const ends = [...text.matchAll(/\r\n|\r|\n/g)].map(({ index }) => index);
  return wanted.map((trail) => {
    const offset = trail.findLast((each) => each.offset !== undefined)!.offset!;
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle]! < offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  });
}
