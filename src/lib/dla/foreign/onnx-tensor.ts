import type { Budget } from '#lib/dla/weights/budget.ts';
import { readExactly, type ByteSource } from '#lib/dla/weights/byte-source.ts';
import { countElements, decode, DTYPE_SIZE, type DType } from '#lib/dla/weights/dtype.ts';
import { refuse } from '#lib/dla/weights/refuse.ts';
import { fieldsOf, textOf, wholesOf, type Field, type Stretch } from './proto.ts';

/** A constant of an ONNX file; its values stay in the file until they are asked for. */
export interface OnnxTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: DType;
  /** Whether that is one of whole numbers. */
  readonly whole: boolean;
  /** The file beside the model that holds its values. */
  readonly location?: string;
  /** Row-major, as float32 in memory of their own. */
  read(): Promise<Float32Array>;
}

/** Files that lie beside the model, by their names; undefined where there is none. */
export type Beside = (name: string) => Promise<ByteSource | undefined>;

/** TensorProto.DataType */
const types = new Map<number, DType>([
  [1, 'f32'],
  [2, 'u8'],
  [3, 'i8'],
  [4, 'u16'],
  [5, 'i16'],
  [6, 'i32'],
  [7, 'i64'],
  [9, 'bool'],
  [10, 'f16'],
  [11, 'f64'],
  [12, 'u32'],
  [13, 'u64'],
  [16, 'bf16'],
]);

interface Parts {
  name: string;
  readonly shape: number[];
  type: number;
  /** Little-endian values, one behind the other. */
  raw?: Stretch;
  /** Varints: whole numbers, or the bits of half floats. */
  readonly wholes: Field[];
  readonly external: Map<string, string>;
}

/** Reads what a TensorProto says of itself, and where its values lie. */
export async function readTensor(at: Stretch, budget: Budget, beside: Beside): Promise<OnnxTensor> {
  const parts = await readParts(at, budget);
  const { name, shape } = parts;
  const dtype = types.get(parts.type) ?? refuse('weights-dtype', name, { received: String(parts.type) });
  const count = countElements(shape, name);
  const location = parts.external.get('location');
  return {
    name,
    shape,
    dtype,
    whole: /^[iu]\d/.test(dtype),
    ...(location !== undefined && isPlain(location) && { location }),
    read: () => readValues(parts, dtype, count, budget, beside),
  };
}

async function readParts(at: Stretch, budget: Budget): Promise<Parts> {
  const parts: Parts = { name: '', shape: [], type: 0, wholes: [], external: new Map() };
  for await (const field of fieldsOf(at, budget, parts.name)) {
    const { number } = field;
    if (number === 1) parts.shape.push(...(await wholesOf(field, budget, parts.name)).slice(0, 100));
    if (number === 2) parts.type = Number(field.value);
    if (number === 8) parts.name = await textOf(field, budget, parts.name);
    if (number === 5 || number === 7 || number === 11) parts.wholes.push(field);
    // float_data and double_data are packed; as raw data they are the same bytes.
    if (number === 9 || ((number === 4 || number === 10) && field.end > field.start))
      parts.raw = rawWith(parts.raw, field);
    if (number === 13) await readEntry(field, parts.external, budget);
  }
  return parts;
}

/** Values that are not packed come one by one: where they follow each other too sparsely, they are not read. */
const rawWith = (before: Stretch | undefined, field: Field): Stretch =>
  before ? refuse('onnx-broken', 'float_data') : { source: field.source, start: field.start, end: field.end };

async function readEntry(at: Field, entries: Map<string, string>, budget: Budget): Promise<void> {
  const texts = ['', ''];
  for await (const field of fieldsOf(at, budget, 'external_data'))
    if (field.number === 1 || field.number === 2)
      texts[field.number - 1] = await textOf(field, budget, 'external_data');
  entries.set(texts[0]!, texts[1]!);
}

async function readValues(
  parts: Parts,
  dtype: DType,
  count: number,
  budget: Budget,
  beside: Beside,
): Promise<Float32Array> {
  const { name } = parts;
  if (parts.wholes.length > 0 && !parts.raw) return readWholes(parts, dtype, count, budget);
  const { source, start, end } = await placeOf(parts, count * DTYPE_SIZE[dtype], beside);
  if (end - start !== count * DTYPE_SIZE[dtype])
    refuse('tensor-values', name, { expected: count, received: Math.floor((end - start) / DTYPE_SIZE[dtype]) });
  return decode(await readExactly(source, start, end, name), dtype);
}

async function readWholes({ name, wholes }: Parts, dtype: DType, count: number, budget: Budget): Promise<Float32Array> {
  const found: number[] = [];
  for (const field of wholes) for (const value of await wholesOf(field, budget, name)) found.push(value);
  if (found.length !== count) refuse('tensor-values', name, { expected: count, received: found.length });
  if (dtype === 'f16' || dtype === 'bf16') return decode(new Uint8Array(Uint16Array.from(found).buffer), dtype);
  return Float32Array.from(found);
}

/** Where the bytes lie: in the file, or in one beside it that is named without a way out of the folder. */
async function placeOf({ name, raw, external }: Parts, bytes: number, beside: Beside): Promise<Stretch> {
  const location = external.get('location');
  if (location === undefined)
    return raw ?? { source: { size: 0, read: () => Promise.resolve(new Uint8Array()) }, start: 0, end: 0 };
  const source = isPlain(location) ? await beside(location) : undefined;
  if (!source) refuse('onnx-external', name, { expected: location });
  const start = Number(external.get('offset') ?? 0);
  const length = Number(external.get('length') ?? bytes);
  if (![start, length].every((each) => Number.isSafeInteger(each) && each >= 0)) refuse('onnx-broken', name);
  return { source, start, end: start + length };
}

/** A file in the folder of the model or below it. */
const isPlain = (location: string): boolean =>
  location !== '' && !/^(?:[/\\]|[A-Za-z]:)/.test(location) && !location.split(/[/\\]/).includes('..');
