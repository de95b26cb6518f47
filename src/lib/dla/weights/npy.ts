import { viewOf } from './byte-source.ts';
import { countElements, decode, DTYPE_SIZE, gatherStrided, rowMajorStrides, type DType } from './dtype.ts';
import { parsePythonLiteral, type Literal } from './python-literal.ts';
import { refuse } from './refuse.ts';

const MAGIC = '\x93NUMPY';

const DTYPES = new Map<string, DType>([
  ['f8', 'f64'],
  ['f4', 'f32'],
  ['f2', 'f16'],
  ['i8', 'i64'],
  ['i4', 'i32'],
  ['i2', 'i16'],
  ['i1', 'i8'],
  ['u8', 'u64'],
  ['u4', 'u32'],
  ['u2', 'u16'],
  ['u1', 'u8'],
  ['b1', 'bool'],
]);

/** What NumPy calls a type of numbers, `<f4`: undefined of texts, objects and the like. */
export function numpyType(name: string): { readonly dtype: DType; readonly littleEndian: boolean } | undefined {
  const [, endian, code] = /^([<>|=]?)(\w+)$/.exec(name) ?? [];
  const dtype = DTYPES.get(code ?? '');
  return dtype && { dtype, littleEndian: endian !== '>' };
}

export interface NpyHeader {
  readonly dtype: DType;
  readonly littleEndian: boolean;
  /** Column-major: the first index runs fastest. */
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  /** Where the values begin, in bytes. */
  readonly dataStart: number;
  /** In bytes. */
  readonly dataSize: number;
}

const isTable = (value: Literal | undefined): value is ReadonlyMap<Literal, Literal> => value instanceof Map;

const isSizes = (value: Literal | undefined): value is number[] =>
  Array.isArray(value) && value.every((size) => typeof size === 'number');

/** Bytes that the header takes with its magic; undefined where `bytes` are too few to tell. */
function headerEnd(bytes: Uint8Array, at: string): { start: number; end: number } | undefined {
  if (bytes.length < 12) return undefined;
  if (String.fromCharCode(...bytes.subarray(0, 6)) !== MAGIC) return refuse('npy-header', at);
  const view = viewOf(bytes);
  const version = bytes[6]!;
  if (version < 1 || version > 3) return refuse('npy-version', at, { expected: [1, 2, 3], received: version });
  return version === 1
    ? { start: 10, end: 10 + view.getUint16(8, true) }
    : { start: 12, end: 12 + view.getUint32(8, true) };
}

/**
 * The header of a `.npy` file, of which `bytes` are the beginning; a number where more bytes are needed: how many.
 * The header is a Python dictionary, its keys in any order.
 */
export function parseNpyHeader(bytes: Uint8Array, at: string): NpyHeader | number {
  const place = headerEnd(bytes, at);
  if (!place) return 12;
  if (place.end > bytes.length) return place.end;
  const text = new TextDecoder('latin1').decode(bytes.subarray(place.start, place.end));
  const fields = parsePythonLiteral(text);
  const unsound = () => refuse('npy-header', at, { received: text.slice(0, 200).trim() });
  if (!isTable(fields)) return unsound();
  const [descr, fortranOrder, shape] = ['descr', 'fortran_order', 'shape'].map((key) => fields.get(key));
  if (descr === undefined || typeof fortranOrder !== 'boolean' || !isSizes(shape)) return unsound();
  const type = typeof descr === 'string' ? numpyType(descr) : undefined;
  if (!type) return refuse('weights-dtype', at, { received: typeof descr === 'string' ? descr : 'structured' });
  return {
    ...type,
    fortranOrder,
    shape,
    dataStart: place.end,
    dataSize: countElements(shape, at) * DTYPE_SIZE[type.dtype],
  };
}

/** The row-major values of the bytes that follow a header. */
export function decodeNpy({ dtype, littleEndian, fortranOrder, shape }: NpyHeader, bytes: Uint8Array): Float32Array {
  const values = decode(bytes, dtype, littleEndian);
  if (!fortranOrder) return values;
  return gatherStrided(values, shape, rowMajorStrides([...shape].reverse()).reverse());
}

/** A `.npy` file (version 1.0, `<f4`, row-major) of `data`, as many values as `shape` says. */
export function writeNpy(shape: readonly number[], data: Float32Array): Uint8Array<ArrayBuffer> {
  const expected = countElements(shape, 'npy');
  if (data.length !== expected) refuse('tensor-values', 'npy', { expected, received: data.length });
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${sizes}), }`;
  // The header ends in a newline, padded so that the values begin at a multiple of 64 bytes.
  const dataStart = Math.ceil((10 + text.length + 1) / 64) * 64;
  const header = MAGIC + '\x01\x00\x00\x00' + text.padEnd(dataStart - 11) + '\n';
  const bytes = new Uint8Array(dataStart + data.byteLength);
  for (let i = 0; i < dataStart; i++) bytes[i] = header.charCodeAt(i);
  viewOf(bytes).setUint16(8, dataStart - 10, true);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), dataStart);
  return bytes;
}
