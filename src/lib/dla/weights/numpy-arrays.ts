import { countElements, decode, DTYPE_SIZE, gatherStrided, rowMajorStrides, type DType } from './dtype.ts';
import { numpyType } from './npy.ts';
import { InertObject, PickleObject, type PickleValue } from './pickle-values.ts';
import { refuse } from './refuse.ts';
import { areSizes } from './torch-storages.ts';

/** How NumPy writes an array, before version 2 in `numpy.core`. Sources: numpy/_core/numeric.py, multiarray/methods.c. */
const RECONSTRUCT = /^numpy\._?core\.multiarray\._reconstruct$/;
const FROM_BUFFER = /^numpy\._?core\.numeric\._frombuffer$/;

/** An array of NumPy in a pickle: nothing but its values, as it lies there. */
export class NumpyArray extends PickleObject {
  readonly name: string;
  constructor(
    /** NumPy's name of its type: `f4`, `O8`. */
    type: string,
    /** Undefined where its values are no numbers. */
    readonly dtype: DType | undefined,
    readonly shape: readonly number[],
    private readonly strides: readonly number[],
    private readonly littleEndian: boolean,
    private readonly raw: PickleValue,
  ) {
    super();
    this.name = `numpy.ndarray, ${type}`;
  }

  /** The values, row-major. Throws an IssueError where there are more or fewer than its shape says. */
  read(name: string): Float32Array {
    const bytes = bytesOf(this.raw) ?? refuse('pickle-tensor', name);
    const [count, size] = [countElements(this.shape, name), DTYPE_SIZE[this.dtype!]];
    if (bytes.length !== count * size)
      refuse('tensor-values', name, { expected: count, received: Math.floor(bytes.length / size) });
    const values = decode(bytes, this.dtype!, this.littleEndian);
    const isPlain = rowMajorStrides(this.shape).every((stride, axis) => stride === this.strides[axis]);
    return isPlain ? values : gatherStrided(values, this.shape, this.strides);
  }
}

/** Bytes; before protocol 3 Python writes them as a text and how it is encoded, Python 2 as a text. */
export function bytesOf(value: PickleValue | undefined): Uint8Array | undefined {
  if (value instanceof Uint8Array) return value;
  if (typeof value === 'string') return new TextEncoder().encode(value);
  if (!(value instanceof InertObject)) return undefined;
  const [text, encoding] = value.arguments ?? [];
  if (/^(?:__builtin__|builtins)\.(?:bytes|bytearray)$/.test(value.name))
    return text === undefined ? new Uint8Array() : text instanceof Uint8Array ? text : undefined;
  if (value.name !== '_codecs.encode' || encoding !== 'latin1' || typeof text !== 'string') return undefined;
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}

/** The array that an object would be, where it is one. Throws an IssueError for one that is none that NumPy writes. */
export function numpyArrayOf(object: InertObject, at: string): NumpyArray | undefined {
  const parts = RECONSTRUCT.test(object.name)
    ? reconstructed(object)
    : FROM_BUFFER.test(object.name)
      ? fromBuffer(object)
      : undefined;
  if (!parts) return undefined;
  const { type, shape, strides, raw } = parts;
  if (!(type instanceof InertObject) || type.name !== 'numpy.dtype' || !areSizes(shape) || !strides)
    return refuse('pickle-tensor', at);
  countElements(shape, at);
  const [code = null] = type.arguments ?? [];
  const [, order = null] = Array.isArray(type.state) ? type.state : [];
  const named = typeof code === 'string' ? code.slice(0, 16) : code instanceof PickleObject ? code.name : '?';
  return new NumpyArray(named, numpyType(named)?.dtype, shape, strides, order !== '>', raw);
}

interface Parts {
  readonly type: PickleValue | undefined;
  readonly shape: PickleValue | undefined;
  /** Undefined where the shape is none. */
  readonly strides: readonly number[] | undefined;
  readonly raw: PickleValue;
}

const columnMajor = (shape: readonly number[]): readonly number[] => rowMajorStrides([...shape].reverse()).reverse();

/** By its state: perhaps a version, then shape, type, whether it is column-major, and the values. */
function reconstructed({ state }: InertObject): Parts {
  const [shape, type, isColumns, raw = null] = (Array.isArray(state) ? state : []).slice(-4);
  const strides = areSizes(shape) ? (isColumns === true ? columnMajor(shape) : rowMajorStrides(shape)) : undefined;
  return { type, shape, strides, raw };
}

/** By its arguments: values, type, shape, order, and of the order `K` which axis stands where. */
function fromBuffer({ arguments: given = [] }: InertObject): Parts {
  const [raw = null, type, shape, order, axes = null] = given;
  if (!areSizes(shape)) return { type, shape, strides: undefined, raw };
  if (order !== 'K' || axes === null)
    return { type, shape, strides: order === 'F' ? columnMajor(shape) : rowMajorStrides(shape), raw };
  const rows = rowMajorStrides(shape);
  const isOrder = areSizes(axes) && axes.length === shape.length && new Set(axes).size === axes.length;
  if (!isOrder || axes.some((axis) => axis >= shape.length)) return { type, shape, strides: undefined, raw };
  return { type, shape: axes.map((axis) => shape[axis]!), strides: axes.map((axis) => rows[axis]!), raw };
}
