import type { Budget } from './budget.ts';
import { viewOf } from './byte-source.ts';
import { InertObject, PickleFunction, PickleObject, type PickleHost, type PickleValue } from './pickle-values.ts';
import { cutName, refuse } from './refuse.ts';

/** Longer integers are no sizes, strides or offsets: nobody asks for their value. */
const MOST_INTEGER_BYTES = 16;
/** Numbers and names of modules and classes end long before. */
const MOST_LINE_BYTES = 4096;

/** What the values cost in memory, in bytes, as measured in V8 and rounded up. */
const COST = { step: 8, list: 48, entry: 8, dict: 200, item: 48, text: 32, object: 96, memo: 40 } as const;

/** Python 2 writes texts as bytes. */
const utf8 = new TextDecoder();
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A name in another encoding is a name all the same. */
const keyOf = (key: PickleValue): PickleValue => (key instanceof Uint8Array ? utf8.decode(key) : key);

/**
 * The bytes, stack, marks and memo of a running pickle. Whatever it is asked for and does not have is refused; nothing
 * here calls but `reduce`, and that only what the host made. All that it makes is paid from the budget.
 */
export class PickleMachine {
  readonly view: DataView;
  private readonly stack: PickleValue[] = [];
  private readonly marks: number[] = [];
  private readonly memo = new Map<number, PickleValue>();

  constructor(
    private readonly bytes: Uint8Array,
    private next: number,
    readonly host: PickleHost,
    readonly file: string,
    private readonly budget: Budget,
  ) {
    this.view = viewOf(bytes);
  }

  /** Where the next byte lies. */
  get position() {
    return this.next;
  }

  /** The place for refusals. */
  get at() {
    return `${this.file}:${this.next}`;
  }

  step() {
    this.budget.spend(COST.step);
  }

  /** Moves on by `count` bytes and returns where they begin. */
  take(count: number): number {
    const start = this.next;
    const end = start + count;
    if (end > this.bytes.length) refuse('pickle-truncated', this.file, { expected: end, received: this.bytes.length });
    this.next = end;
    return start;
  }

  private takeBytes(count: number): Uint8Array {
    const start = this.take(count);
    return this.bytes.subarray(start, start + count);
  }

  /** Bytes as a value: a view, not a copy. */
  takeBinary(count: number): Uint8Array {
    this.budget.spend(COST.object);
    return this.takeBytes(count);
  }

  takeText(count: number): string {
    const bytes = this.takeBytes(count);
    this.budget.spend(COST.text + count);
    return utf8.decode(bytes);
  }

  /** A text of Python 2, which may be bytes: those that are no text stay what they are. */
  takeString(count: number): string | Uint8Array {
    const bytes = this.takeBytes(count);
    this.budget.spend(COST.text + count);
    try {
      return strictUtf8.decode(bytes);
    } catch {
      return bytes;
    }
  }

  /** The bytes up to the end of the line, or the beginning of a very long one. */
  takeLineBytes(most = MOST_LINE_BYTES): Uint8Array {
    const start = this.next;
    const found = this.bytes.indexOf(0x0a, start);
    this.take((found < 0 ? this.bytes.length : found) + 1 - start);
    const length = Math.min(found - start, most);
    this.budget.spend(COST.text + length);
    return this.bytes.subarray(start, start + length);
  }

  takeLine(): string {
    return utf8.decode(this.takeLineBytes());
  }

  /** A little-endian two's complement integer; of a long one, that it was there. */
  takeInteger(count: number): number | bigint | InertObject {
    const bytes = this.takeBytes(count);
    if (count > MOST_INTEGER_BYTES) return this.inert('integer');
    let value = 0n;
    bytes.forEach((byte, i) => (value |= BigInt(byte) << BigInt(8 * i)));
    value = BigInt.asIntN(8 * count, value);
    return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  }

  push(value: PickleValue) {
    this.stack.push(value);
  }

  /** A new list, of which a tuple and a set are no different here. */
  list(values: PickleValue[] = []): PickleValue[] {
    this.budget.spend(COST.list + COST.entry * values.length);
    return values;
  }

  dict(): PickleValue {
    this.budget.spend(COST.dict);
    return new Map();
  }

  inert(name: string): InertObject {
    this.budget.spend(COST.object);
    return new InertObject(name);
  }

  mark() {
    this.marks.push(this.stack.length);
  }

  remember(index: number) {
    this.budget.spend(COST.memo);
    this.memo.set(index, this.top());
  }

  /** As many values as Python's `len(memo)`, the index that MEMOIZE takes. */
  get remembered() {
    return this.memo.size;
  }

  pop(): PickleValue {
    if (this.stack.length <= (this.marks.at(-1) ?? 0)) refuse('pickle-stack', this.at);
    return this.stack.pop()!;
  }

  popToMark(): PickleValue[] {
    const mark = this.marks.pop();
    return mark === undefined ? refuse('pickle-stack', this.at) : this.stack.splice(mark);
  }

  popMany(count: number): PickleValue[] {
    return Array.from({ length: count }, () => this.pop()).reverse();
  }

  top(): PickleValue {
    const value = this.pop();
    this.stack.push(value);
    return value;
  }

  append(values: readonly PickleValue[]) {
    const target = this.top();
    this.budget.spend(COST.entry * values.length);
    const list = target instanceof InertObject ? (target.elements ??= this.list()) : target;
    if (!Array.isArray(list)) return refuse('pickle-stack', this.at);
    for (const value of values) list.push(value);
  }

  setItems(pairs: readonly PickleValue[]) {
    const target = this.top();
    this.budget.spend(COST.item * pairs.length);
    const dict = target instanceof InertObject ? (target.items ??= new Map()) : target;
    if (!(dict instanceof Map) || pairs.length % 2) return refuse('pickle-stack', this.at);
    for (let i = 0; i < pairs.length; i += 2) dict.set(keyOf(pairs[i]!), pairs[i + 1]!);
  }

  /**
   * Attributes. No tensor depends on those of a dictionary (PyTorch's `_metadata`) or of what the host made (a parameter's
   * own): they are passed over.
   */
  build(state: PickleValue) {
    const target = this.top();
    if (target instanceof InertObject) target.state = state;
    else if (!(target instanceof Map) && !(target instanceof PickleObject))
      refuse('pickle-opcode', this.at, { received: 'BUILD' });
  }

  recall(index: number): PickleValue {
    const value = this.memo.get(index);
    return value === undefined ? refuse('pickle-stack', this.at, { received: index }) : value;
  }

  global(module: PickleValue, name: PickleValue): PickleObject {
    if (typeof module !== 'string' || typeof name !== 'string') return refuse('pickle-stack', this.at);
    const full = `${cutName(module)}.${cutName(name)}`;
    this.budget.spend(COST.object);
    return this.host.findGlobal(full) ?? refuse('pickle-global', this.at, { received: full });
  }

  reduce(target: PickleValue, args: PickleValue): PickleValue {
    if (!Array.isArray(args)) return refuse('pickle-stack', this.at);
    if (target instanceof InertObject) {
      const object = this.inert(target.name);
      object.arguments = args;
      return object;
    }
    if (!(target instanceof PickleFunction)) {
      const received = target instanceof PickleObject ? target.name : typeof target;
      return refuse('pickle-call', this.at, { received });
    }
    // What is made of the arguments is as large as they are, however often they are handed over.
    this.budget.spend(COST.object);
    for (const value of args) if (Array.isArray(value)) this.budget.spend(COST.item * value.length);
    return target.call(args, this.at);
  }
}
