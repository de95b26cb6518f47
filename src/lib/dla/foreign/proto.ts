import { readExactly, viewOf, type ByteSource } from '#lib/dla/weights/byte-source.ts';
import type { Budget } from '#lib/dla/weights/budget.ts';
import { refuse } from '#lib/dla/weights/refuse.ts';

/** Bytes [start, end) of a file. */
export interface Stretch {
  readonly source: ByteSource;
  readonly start: number;
  readonly end: number;
}

/** A field of a protobuf message: a whole number, or where its bytes lie. */
export interface Field extends Stretch {
  readonly number: number;
  readonly wire: number;
  /** Of a varint, read as a signed number of 64 bits; 0 of all else. */
  readonly value: bigint;
}

const [VARINT, FIXED64, BYTES, FIXED32] = [0, 1, 2, 5];
/** A tag and a length have at most so many bytes. */
const HEAD = 20;
/** What is kept of a field, about. */
const FIELD_COST = 64;

/** A varint in `bytes` from `at` on. */
function varint(bytes: Uint8Array, at: number, where: string): readonly [value: bigint, end: number] {
  let value = 0n;
  for (let index = 0; index < 10; index += 1) {
    const byte = bytes[at + index];
    if (byte === undefined) break;
    value |= BigInt(byte & 0x7f) << BigInt(7 * index);
    if (byte < 0x80) return [BigInt.asIntN(64, value), at + index + 1];
  }
  return refuse('onnx-broken', where);
}

/**
 * The fields of a message, one after the other; bytes are not read. Refuses what is no protobuf with `onnx-broken`, and
 * spends for every field, so that a file of nothing but fields costs in proportion to its size.
 */
export async function* fieldsOf({ source, start, end }: Stretch, budget: Budget, where: string): AsyncGenerator<Field> {
  for (let at = start; at < end;) {
    budget.spend(FIELD_COST);
    const head = await source.read(at, Math.min(at + HEAD, end));
    const [tag, behind] = varint(head, 0, where);
    const [number, wire] = [Number(tag >> 3n), Number(tag & 7n)];
    let value = 0n;
    let [from, to] = [at + behind, at + behind];
    if (wire === VARINT) {
      const [found, after] = varint(head, behind, where);
      [value, to] = [found, at + after];
    } else if (wire === BYTES) {
      const [length, after] = varint(head, behind, where);
      [from, to] = [at + after, at + after + Number(length)];
      if (length < 0n) refuse('onnx-broken', where);
    } else if (wire === FIXED32 || wire === FIXED64) to += wire === FIXED32 ? 4 : 8;
    else refuse('onnx-broken', where);
    if (number < 1 || to > end) refuse('onnx-broken', where);
    yield { number, wire, value, source, start: from, end: to };
    at = to;
  }
}

/** The bytes of a field. */
export const bytesOf = ({ source, start, end }: Stretch, where: string): Promise<Uint8Array> =>
  readExactly(source, start, end, where);

/** A text; what it costs is spent. */
export async function textOf(field: Field, budget: Budget, where: string): Promise<string> {
  budget.spend(2 * (field.end - field.start));
  return new TextDecoder().decode(await bytesOf(field, where));
}

/** The numbers of a repeated field: one, or as many as are packed. */
export async function wholesOf(field: Field, budget: Budget, where: string): Promise<readonly number[]> {
  if (field.wire === VARINT) return [Number(field.value)];
  const bytes = await bytesOf(field, where);
  const found: number[] = [];
  for (let at = 0; at < bytes.length;) {
    budget.spend(8);
    const [value, end] = varint(bytes, at, where);
    found.push(Number(value));
    at = end;
  }
  return found;
}

/** The same of floats. */
export async function floatsOf(field: Field, budget: Budget, where: string): Promise<readonly number[]> {
  const bytes = await bytesOf(field, where);
  budget.spend(2 * bytes.length);
  const view = viewOf(bytes);
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) => view.getFloat32(4 * index, true));
}
