import { readExactly, viewOf, type ByteSource } from './byte-source.ts';
import { countElements, decode, DTYPE_SIZE, type DType } from './dtype.ts';
import { refuse } from './refuse.ts';
import type { WeightFile, WeightTensor } from './weight-file.ts';

/** The format's own limit of its header, in bytes. */
const MAX_HEADER = 100_000_000;

const DTYPES = new Map<unknown, DType>([
  ['F64', 'f64'],
  ['F32', 'f32'],
  ['F16', 'f16'],
  ['BF16', 'bf16'],
  ['I64', 'i64'],
  ['I32', 'i32'],
  ['I16', 'i16'],
  ['I8', 'i8'],
  ['U64', 'u64'],
  ['U32', 'u32'],
  ['U16', 'u16'],
  ['U8', 'u8'],
  ['BOOL', 'bool'],
]);

interface Entry {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly number[];
  /** In bytes from the end of the header. */
  readonly begin: number;
  readonly end: number;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isSizes = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);

async function readHeader(source: ByteSource, at: string) {
  const length = Number(viewOf(await readExactly(source, 0, 8, at)).getBigUint64(0, true));
  const limit = Math.min(MAX_HEADER, source.size - 8);
  if (length > limit) refuse('safetensors-header-length', at, { expected: limit, received: length });
  const bytes = await readExactly(source, 8, 8 + length, at);
  try {
    const header: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (isRecord(header)) return { header, dataStart: 8 + length };
  } catch {
    // Not UTF-8 or not JSON: refused below with the same words as JSON of another kind.
  }
  return refuse('safetensors-header', at);
}

function parseEntry(name: string, value: unknown, at: string): Entry {
  if (!isRecord(value)) return refuse('safetensors-entry', at);
  const { dtype: dtypeName, shape, data_offsets: offsets } = value;
  const dtype = DTYPES.get(dtypeName);
  if (!dtype)
    return refuse('weights-dtype', at, {
      expected: [...DTYPES.values()],
      received: typeof dtypeName === 'string' ? dtypeName : typeof dtypeName,
    });
  if (!isSizes(shape) || !isSizes(offsets) || offsets.length !== 2) return refuse('safetensors-entry', at);
  const [begin, end] = offsets as [number, number];
  const expected = countElements(shape, at) * DTYPE_SIZE[dtype];
  if (end - begin !== expected) refuse('safetensors-offsets', at, { expected, received: end - begin });
  return { name, dtype, shape, begin, end };
}

/** Tensors must cover the data without overlap, gap or excess, as the format demands: no byte is hidden or shared. */
function checkCover(entries: readonly Entry[], dataSize: number, fileName: string) {
  let covered = 0;
  for (const { name, begin, end } of [...entries].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    const at = `${fileName}:${name}`;
    if (begin < covered) refuse('safetensors-overlap', at, { expected: covered, received: begin });
    if (begin > covered) refuse('safetensors-gap', at, { expected: covered, received: begin });
    if (end > dataSize) refuse('weights-truncated', at, { expected: end, received: dataSize });
    covered = end;
  }
  if (covered < dataSize) refuse('safetensors-gap', fileName, { expected: covered, received: dataSize });
}

/** Reads the header only; each tensor's bytes are read when it is asked for. */
export async function openSafetensors(source: ByteSource, fileName: string): Promise<WeightFile> {
  const { header, dataStart } = await readHeader(source, fileName);
  const { __metadata__: metadata = {}, ...described } = header;
  if (!isRecord(metadata)) return refuse('safetensors-entry', `${fileName}:__metadata__`);
  const entries = Object.entries(described).map(([name, value]) => parseEntry(name, value, `${fileName}:${name}`));
  checkCover(entries, source.size - dataStart, fileName);
  const toTensor = ({ name, dtype, shape, begin, end }: Entry): [string, WeightTensor] => [
    name,
    {
      shape,
      dtype,
      read: async () =>
        decode(await readExactly(source, dataStart + begin, dataStart + end, `${fileName}:${name}`), dtype),
    },
  ];
  return {
    format: 'safetensors',
    tensors: new Map(entries.map(toTensor)),
    metadata: new Map(Object.entries(metadata).filter((pair): pair is [string, string] => typeof pair[1] === 'string')),
  };
}

/** A tensor to be saved: `shape` in PyTorch's order, `data` row-major. */
export interface SavedTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/**
 * A safetensors file in float32 with the tensors in the map's order. `format: pt` in the metadata is what PyTorch's
 * loaders expect.
 */
export function writeSafetensors(
  tensors: ReadonlyMap<string, SavedTensor>,
  metadata: Readonly<Record<string, string>> = { format: 'pt' },
): Uint8Array<ArrayBuffer> {
  let size = 0;
  const entries: [string, unknown][] = [['__metadata__', metadata]];
  for (const [name, { shape, data }] of tensors) {
    const expected = countElements(shape, name);
    if (data.length !== expected) refuse('tensor-values', name, { expected, received: data.length });
    entries.push([name, { dtype: 'F32', shape, data_offsets: [size, size + data.byteLength] }]);
    size += data.byteLength;
  }
  const text = new TextEncoder().encode(JSON.stringify(Object.fromEntries(entries)));
  // Padded with spaces so that the data begins at a multiple of 8 bytes.
  const headerLength = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(8 + headerLength + size);
  viewOf(bytes).setBigUint64(0, BigInt(headerLength), true);
  bytes.fill(0x20, 8, 8 + headerLength);
  bytes.set(text, 8);
  let at = 8 + headerLength;
  for (const { data } of tensors.values()) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return bytes;
}
