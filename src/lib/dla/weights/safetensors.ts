import type { Issue } from '#lib/issue.ts';
import { Budget } from './budget.ts';
import { readExactly, viewOf, type ByteSource } from './byte-source.ts';
import { countElements, decode, DTYPE_SIZE, type DType } from './dtype.ts';
import { refuse, weightIssue } from './refuse.ts';
import type { WeightFile, WeightTensor } from './weight-file.ts';

/** The format's own limit of its header, in bytes. */
const MAX_HEADER = 100_000_000;

const DTYPES = new Map<string, DType>([
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
  /** Undefined where it is none that is known: the name of such a type may be younger than this reader. */
  readonly dtype: DType | undefined;
  readonly dtypeName: string;
  readonly shape: readonly number[];
  /** In bytes from the end of the header. */
  readonly begin: number;
  readonly end: number;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isSizes = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);

/** What a value of JSON costs in memory, in bytes, by the sign that it begins with or ends at. */
const COSTS = new Map([
  ['{', 256],
  ['[', 64],
  [',', 16],
]);
const COST_OF = Uint16Array.from({ length: 256 }, (_, code) => COSTS.get(String.fromCharCode(code)) ?? 2);

/** Pays for what JSON would become, before it does. */
function payFor(json: Uint8Array, budget: Budget) {
  let cost = 0;
  for (let i = 0; i < json.length; i++) cost += COST_OF[json[i]!]!;
  budget.spend(cost);
}

async function readHeader(source: ByteSource, at: string) {
  const length = Number(viewOf(await readExactly(source, 0, 8, at)).getBigUint64(0, true));
  const limit = Math.min(MAX_HEADER, source.size - 8);
  if (length > limit) refuse('safetensors-header-length', at, { expected: limit, received: length });
  const bytes = await readExactly(source, 8, 8 + length, at);
  payFor(bytes, new Budget(source.size, at));
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
  if (typeof dtypeName !== 'string' || !isSizes(shape) || !isSizes(offsets) || offsets.length !== 2)
    return refuse('safetensors-entry', at);
  const dtype = DTYPES.get(dtypeName);
  const [begin, end] = offsets as [number, number];
  const count = countElements(shape, at);
  const expected = dtype ? count * DTYPE_SIZE[dtype] : Math.max(0, end - begin);
  if (end - begin !== expected) refuse('safetensors-offsets', at, { expected, received: end - begin });
  return { name, dtype, dtypeName, shape, begin, end };
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
  const { __metadata__, ...described } = header;
  const metadata = __metadata__ ?? {};
  if (!isRecord(metadata)) return refuse('safetensors-entry', `${fileName}:__metadata__`);
  const entries = Object.entries(described).map(([name, value]) => parseEntry(name, value, `${fileName}:${name}`));
  checkCover(entries, source.size - dataStart, fileName);
  const tensors = new Map<string, WeightTensor>();
  const unreadable = new Map<string, Issue>();
  for (const { name, dtype, dtypeName, shape, begin, end } of entries) {
    const at = `${fileName}:${name}`;
    const read = async (known: DType) =>
      decode(await readExactly(source, dataStart + begin, dataStart + end, at), known);
    if (dtype) tensors.set(name, { shape, dtype, table: '', read: () => read(dtype) });
    else unreadable.set(name, weightIssue('weights-dtype', at, { received: dtypeName }));
  }
  return {
    format: 'safetensors',
    tensors,
    unreadable,
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
