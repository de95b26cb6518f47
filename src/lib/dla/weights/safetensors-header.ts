import { ownValue } from '#lib/own-key.ts';
import { Budget } from './budget.ts';
import { readExactly, viewOf, type ByteSource } from './byte-source.ts';
import { countElements, DTYPE_SIZE, type DType } from './dtype.ts';
import { cutName, refuse } from './refuse.ts';

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

export interface Entry {
  readonly name: string;
  /** Undefined where it is none that is known: the name of such a type may be younger than this reader. */
  readonly dtype: DType | undefined;
  readonly dtypeName: string;
  readonly shape: readonly number[];
  /** In bytes from the end of the header. */
  readonly begin: number;
  readonly end: number;
}

const [QUOTE, BACKSLASH, COLON] = [0x22, 0x5c, 0x3a];

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

/** How many keys JSON has, as it is written: the colons that stand in no text. */
function countKeys(json: Uint8Array): number {
  let count = 0;
  let inText = false;
  for (let at = 0; at < json.length; at++) {
    if (json[at] === QUOTE) inText = !inText;
    else if (inText && json[at] === BACKSLASH) at++;
    else if (!inText && json[at] === COLON) count++;
  }
  return count;
}

/** The same of what it was read as: fewer where a key stands twice, and one of its values is hidden. */
function countHeld(header: unknown): number {
  let count = 0;
  const left = [header];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value !== 'object' || value === null) continue;
    const inside = Object.values(value);
    if (!Array.isArray(value)) count += inside.length;
    for (const each of inside) if (typeof each === 'object') left.push(each);
  }
  return count;
}

async function readJson(source: ByteSource, at: string) {
  const length = Number(viewOf(await readExactly(source, 0, 8, at)).getBigUint64(0, true));
  const limit = Math.min(MAX_HEADER, source.size - 8);
  if (length > limit) refuse('safetensors-header-length', at, { expected: limit, received: length });
  const bytes = await readExactly(source, 8, 8 + length, at);
  payFor(bytes, new Budget(source.size, at));
  try {
    const header: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (isRecord(header) && countHeld(header) === countKeys(bytes)) return { header, dataStart: 8 + length };
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

export interface Header {
  readonly entries: readonly Entry[];
  readonly metadata: ReadonlyMap<string, string>;
  /** Where the tensors' bytes begin. */
  readonly dataStart: number;
}

export async function readHeader(source: ByteSource, fileName: string): Promise<Header> {
  const { header, dataStart } = await readJson(source, fileName);
  const metadata = header['__metadata__'] ?? {};
  if (!isRecord(metadata)) return refuse('safetensors-entry', `${fileName}:__metadata__`);
  const entries: Entry[] = [];
  // Not by a copy without the metadata: of very many names that takes seconds.
  for (const name of Object.keys(header))
    if (name !== '__metadata__') entries.push(parseEntry(name, ownValue(header, name), `${fileName}:${name}`));
  checkCover(entries, source.size - dataStart, fileName);
  const texts = Object.entries(metadata).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  return { entries, dataStart, metadata: new Map(texts.map(([key, text]) => [key, cutName(text)])) };
}
