import type { Json, WeightIssue } from '#lib/issue.ts';
import { counted, listed, plain, quoted, shown, sized, type Words } from '../values.ts';

export const weights = {
  'npy-header': () => 'this is no NumPy array that can be read: its header is unsound.',
  'npy-version': ({ expected, received }) =>
    `NumPy format ${counted(received)} is not known; expected ${listed(expected, 'or')}.`,
  'pickle-call': ({ received }) =>
    `the file calls ${quoted(received)}, which builds no tensor. Nothing in it is run: the file is refused.`,
  'pickle-dict': () => 'the file makes a dictionary that is none.',
  'pickle-global': ({ received }) =>
    `the file asks for ${quoted(received)}, which builds no tensor. Nothing in it is run: the file is refused.`,
  'pickle-opcode': ({ received }) =>
    `the file uses the pickle instruction ${quoted(received)}, which no file of tensors needs. It is refused.`,
  'pickle-size': ({ expected }) =>
    `the pickle is larger than any list of tensors needs (at most ${counted(expected)}).`,
  'pickle-stack': () => 'the pickle is unsound: an instruction finds nothing to work on.',
  'pickle-storage': ({ received }) =>
    received === undefined
      ? 'a tensor has no sound storage.'
      : `a tensor has a storage of a kind that is not known: ${quoted(received)}.`,
  'pickle-storage-bounds': ({ expected, received }) =>
    `a tensor reaches beyond its storage: ${counted(received)} elements of ${counted(expected)}.`,
  'pickle-tensor': () => 'a tensor is described in a way that PyTorch does not write.',
  'pickle-truncated': ({ expected, received }) =>
    `the pickle ends too early: expected ${counted(expected)} bytes, found ${counted(received)}. Fetch the file again.`,
  'pytorch-protocol': ({ expected, received }) =>
    `this is no PyTorch file of a known kind: expected protocol ${counted(expected)}, found ${shown(received)}.`,
  'pytorch-storage': ({ received }) =>
    `the table of storages is unsound${received === undefined ? '' : ` at ${quoted(received)}`}.`,
  'pytorch-storage-missing': ({ expected }) => `the data of storage ${quoted(expected)} is not in the file.`,
  'pytorch-storage-size': ({ expected, received }) =>
    `the data of a storage has another size than it says: expected ${counted(expected)}, found ${counted(received)}.`,
  'safetensors-entry': () => 'the header describes this entry in a way that safetensors does not know.',
  'safetensors-gap': ({ expected, received }) =>
    `the data has a gap: expected a tensor at byte ${counted(expected)}, found the next at ${counted(received)}.`,
  'safetensors-header': () => 'the header is not JSON. This may be no safetensors file.',
  'safetensors-header-length': ({ expected, received }) =>
    `the header would have ${counted(received)} bytes; at most ${counted(expected)} are possible here.`,
  'safetensors-offsets': ({ expected, received }) =>
    `type and shape need ${counted(expected)} bytes, but the offsets span ${counted(received)}.`,
  'safetensors-overlap': ({ expected, received }) =>
    `two tensors overlap: the data before reaches byte ${counted(expected)}, this one starts at ${counted(received)}.`,
  'tensor-negative-variance': ({ received }) =>
    `the file has a variance below zero (${plain(received)}): a batch norm would make no numbers of it. The file is broken.`,
  'tensor-not-finite': ({ expected, received }) => {
    const [count, first] = Array.isArray(received) ? (received as Json[]) : [received];
    return `${counted(count)} of ${counted(expected)} values are not finite (${plain(first)}), and no result would be right. The file is broken.`;
  },
  'tensor-shape': ({ expected, received }) =>
    `the shape ${sized(received)} is not possible (at most ${counted(expected)} elements).`,
  'tensor-shape-differs': ({ expected, received }) =>
    `the network needs the shape ${sized(expected)}, the file has ${sized(received)}.`,
  'tensor-twice': () => 'the file has two tensors of this name, and nothing tells which of them is meant.',
  'tensor-values': ({ expected, received }) =>
    `the shape needs ${counted(expected)} values, there are ${counted(received)}.`,
  'tensors-missing': ({ expected, received }) =>
    `the file lacks tensors that the network needs: ${listed(expected)}.${received === undefined ? '' : ` It has ${listed(received)}.`}`,
  'weights-budget': ({ expected }) =>
    `the file is small and would grow beyond what any file of its size holds (${counted(expected)} bytes). It is refused.`,
  'weights-dtype': ({ received }) => `values of the type ${quoted(received)} cannot be read.`,
  'weights-format': ({ expected, received }) =>
    `this is no file of weights: expected ${listed(expected, 'or')}, found a file that starts with ${quoted(received)}.`,
  'weights-no-table': ({ expected }) =>
    `the file has no tensors of the network under this name; ${Array.isArray(expected) && expected.length > 0 ? `there are some under ${listed(expected)}` : 'those that it has stand at its top'}.`,
  'weights-no-tensors': () => 'the file holds no tensors.',
  'weights-truncated': ({ expected, received }) =>
    `the file ends too early: expected ${counted(expected)} bytes, found ${counted(received)}. Fetch it again.`,
  'zip-checksum': () => 'the data does not match its checksum. Fetch the file again.',
  'zip-deflate': () => 'the compressed data is unsound. Fetch the file again.',
  'zip-directory': () => 'the table of contents of the zip file is unsound.',
  'zip-duplicate': () => 'the zip file holds two files of this name.',
  'zip-encrypted': () => 'the file is encrypted. Decrypt it first.',
  'zip-end': () => 'the end of the zip file is missing. Fetch the file again.',
  'zip-method': ({ received }) =>
    `compressed by method ${counted(received)}; only stored (0) and deflated (8) files can be read.`,
  'zip-overlap': () => 'two files in the zip file lie in the same bytes.',
  'zip-size': ({ expected, received }) =>
    `the sizes in the zip file disagree: expected ${counted(expected)} bytes, found ${counted(received)}.`,
} satisfies Record<WeightIssue, Words>;
