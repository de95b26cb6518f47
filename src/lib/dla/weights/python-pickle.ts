import { Budget } from './budget.ts';
import { readExactly, type ByteSource } from './byte-source.ts';
import { readCheckpoint } from './checkpoint.ts';
import { PLAIN_DATA, runPickle } from './pickle.ts';
import { InertObject, type PickleHost } from './pickle-values.ts';
import { refuse } from './refuse.ts';
import { findGlobal } from './torch-objects.ts';
import type { WeightFile } from './weight-file.ts';

/** PROTO, and the protocols that begin with it. */
const [PROTO, OLDEST, NEWEST] = [0x80, 2, 5];
/** Arrays stand in the pickle itself, which is read as a whole. */
export const MAX_PICKLE = 256 * 1024 * 1024;

export const isPickle = (head: Uint8Array): boolean =>
  head[0] === PROTO && head[1] !== undefined && head[1] >= OLDEST && head[1] <= NEWEST;

/** Tensors of PyTorch lie in files of its own. */
const HOST: PickleHost = {
  ...PLAIN_DATA,
  findGlobal: (name) => (name.startsWith('torch.') ? new InertObject(name) : findGlobal(name)),
};

/** What `pickle.dump` wrote: arrays of NumPy by their names. */
export async function openPickle(source: ByteSource, fileName: string): Promise<WeightFile> {
  if (source.size > MAX_PICKLE) refuse('pickle-size', fileName, { expected: MAX_PICKLE, received: source.size });
  const budget = new Budget(source.size, fileName);
  const { value } = runPickle(await readExactly(source, 0, source.size, fileName), 0, HOST, fileName, budget);
  const readStorage = () => refuse('weights-no-tensors', fileName);
  return { format: 'pickle', ...readCheckpoint(value, fileName, { readStorage, budget }) };
}
