import { readFileSync } from 'node:fs';
import { IssueError } from '#lib/issue.ts';
import { describe, expect, it } from 'vitest';
import { bytesSource } from './byte-source.ts';
import { openWeights } from './open.ts';

/** Files that Python's `pickle.dump` wrote of PyTorch 1.13's tensors. */
const bytesOf = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../../../tests/weights/pickled/${name}.pkl`, import.meta.url)));
const open = (bytes: Uint8Array) => openWeights(bytesSource(bytes), 'x.pkl');
const refusalOf = async (bytes: Uint8Array): Promise<unknown> => {
  try {
    for (const tensor of (await open(bytes)).tensors.values()) await tensor.read();
    return undefined;
  } catch (error) {
    return error instanceof IssueError ? error.issues : error;
  }
};

describe('tensors of PyTorch in a pickle of Python’s (R2)', () => {
  it.each([2, 3, 4, 5])('are read in protocol %i, wherever they stand', async (protocol) => {
    const file = await open(bytesOf(`tensors-${protocol}`));
    const found = new Map<string, unknown>();
    for (const [name, tensor] of file.tensors)
      found.set(name, [tensor.dtype, tensor.shape, [...(await tensor.read())]]);
    const quarters = Array.from({ length: 18 }, (_, i) => (i - 9) / 4);
    expect([...found]).toEqual([
      ['state_dict.conv.weight', ['f32', [2, 1, 3, 3], quarters]],
      ['state_dict.bn.running_mean', ['f64', [2], [0.5, -3.25]]],
      ['state_dict.bn.num_batches_tracked', ['i64', [], [7]]],
      ['state_dict.turned', ['f16', [3, 2], [0, 3, 1, 4, 2, 5]]],
      ['state_dict.part', ['f32', [3], [2, 3, 4]]],
      ['state_dict.brain', ['bf16', [2], [1.5, -2]]],
      ['more.0', ['f32', [1, 2], [1, 2]]],
      ['more.1.deep', ['u8', [1], [200]]],
      ['array', ['f32', [2], [4, 5]]],
    ]);
    expect(file.format).toBe('pickle');
    expect([...file.metadata]).toEqual([['epoch', '3']]);
  });

  it('are read where their storages are zip files', async () => {
    const { tensors } = await open(bytesOf('zipped'));
    expect([...(await tensors.get('a')!.read())]).toEqual([1, -2]);
    expect([...(await tensors.get('b')!.read())]).toEqual([3, 4]);
  });

  it.each([
    ['refused-cut', [{ kind: 'weights-truncated' }]],
    ['refused-no-file', [{ kind: 'pytorch-protocol', at: 'x.pkl/0' }]],
    ['refused-not-a-storage', [{ kind: 'pickle-storage', at: 'x.pkl/0', received: 'dict' }]],
    // A file within that file is no storage, and nothing looks into it.
    ['refused-nested', [{ kind: 'pickle-storage', at: 'x.pkl/0', received: 'torch.storage._load_from_bytes' }]],
  ])('are refused by name where a storage is none: %s', async (name, issues) => {
    expect(await refusalOf(bytesOf(name))).toMatchObject(issues);
  });

  it('cut off at any byte, the file is refused with an issue', async () => {
    const whole = bytesOf('tensors-4');
    for (let length = 2; length < whole.length; length += 7)
      expect(await refusalOf(whole.subarray(0, length)), String(length)).toBeInstanceOf(Array);
  });

  it('bytes that are handed over again and again cost what the file’s size allows (R13)', async () => {
    const text = new TextEncoder();
    const call = [...text.encode('ctorch.storage\n_load_from_bytes\n')];
    // A text of a megabyte that becomes bytes, kept in the memo, and read as a file by a few bytes each time.
    const size = 2 ** 20;
    const head = [0x80, 2, ...text.encode('c_codecs\nencode\n'), 0x58, ...new Uint8Array(Uint32Array.of(size).buffer)];
    const tail = [0x58, 6, 0, 0, 0, ...text.encode('latin1'), 0x86, 0x52, 0x71, 0, 0x85, 0x71, 1, 0x30];
    const again = [...call, 0x68, 1, 0x52, 0x30];
    const bytes = new Uint8Array([
      ...head,
      ...new Uint8Array(size).fill(0x61),
      ...tail,
      ...Array.from({ length: 2000 }, () => again).flat(),
      0x7d,
      0x2e,
    ]);
    expect(await refusalOf(bytes)).toMatchObject([{ kind: 'weights-budget' }]);
  });
});
