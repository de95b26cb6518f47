import { viewOf } from './byte-source.ts';
import { PickleFunction, PickleObject, type PickleHost, type PickleValue } from './pickle-values.ts';
import { refuse } from './refuse.ts';

/** Longer integers are no part of a checkpoint. */
const MAX_INTEGER_BYTES = 255;

/** Python 2 writes texts as bytes. */
const utf8 = new TextDecoder();

/**
 * The bytes, stack, marks and memo of a running pickle. Whatever it is asked for and does not have is refused; nothing
 * here calls but `reduce`, and that only what the host made.
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

  /** Moves on by `count` bytes and returns where they begin. */
  take(count: number): number {
    const start = this.next;
    const end = start + count;
    if (end > this.bytes.length) refuse('pickle-truncated', this.file, { expected: end, received: this.bytes.length });
    this.next = end;
    return start;
  }

  takeBytes(count: number): Uint8Array {
    const start = this.take(count);
    return this.bytes.subarray(start, start + count);
  }

  takeText(count: number): string {
    return utf8.decode(this.takeBytes(count));
  }

  takeLine(): string {
    const end = this.bytes.indexOf(0x0a, this.next);
    const line = this.takeText((end < 0 ? this.bytes.length + 1 : end) - this.next);
    this.take(1);
    return line;
  }

  /** A little-endian two's complement integer. */
  takeInteger(count: number): number | bigint {
    if (count > MAX_INTEGER_BYTES) refuse('pickle-size', this.at, { expected: MAX_INTEGER_BYTES, received: count });
    let value = 0n;
    this.takeBytes(count).forEach((byte, i) => (value |= BigInt(byte) << BigInt(8 * i)));
    value = BigInt.asIntN(8 * count, value);
    return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  }

  push(value: PickleValue) {
    this.stack.push(value);
  }

  mark() {
    this.marks.push(this.stack.length);
  }

  remember(index: number) {
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
    const list = this.top();
    if (!Array.isArray(list)) return refuse('pickle-stack', this.at);
    for (const value of values) list.push(value);
  }

  setItems(pairs: readonly PickleValue[]) {
    const dict = this.top();
    if (!(dict instanceof Map) || pairs.length % 2) return refuse('pickle-stack', this.at);
    for (let i = 0; i < pairs.length; i += 2) dict.set(pairs[i]!, pairs[i + 1]!);
  }

  recall(index: number): PickleValue {
    const value = this.memo.get(index);
    return value === undefined ? refuse('pickle-stack', this.at, { received: index }) : value;
  }

  global(module: PickleValue, name: PickleValue): PickleObject {
    if (typeof module !== 'string' || typeof name !== 'string') return refuse('pickle-stack', this.at);
    const full = `${module}.${name}`;
    return this.host.findGlobal(full) ?? refuse('pickle-global', this.at, { received: full });
  }

  reduce(target: PickleValue, args: PickleValue): PickleValue {
    if (!(target instanceof PickleFunction)) {
      const received = target instanceof PickleObject ? target.name : typeof target;
      return refuse('pickle-call', this.at, { received });
    }
    return Array.isArray(args) ? target.call(args, this.at) : refuse('pickle-stack', this.at);
  }
}
