import type { Json, WeightIssue } from '#lib/issue.ts';
import type { Words } from '../values.ts';
import { listed, plain, quoted, shown, sized } from './grammar.ts';

export const weights = {
  'npy-header': () => 'this is not a NumPy array: its header is invalid.',
  'npy-version': ({ expected, received }) =>
    `NumPy format ${shown(received)} is not supported; expected ${listed(expected, 'or')}.`,
  'pickle-call': ({ received }) =>
    `the file calls ${quoted(received)}, which does not build a tensor. It is refused, and nothing in it was run.`,
  'pickle-dict': () => 'a dictionary in the file is malformed.',
  'pickle-global': ({ received }) =>
    `the file asks for ${quoted(received)}, which does not build a tensor. It is refused, and nothing in it was run.`,
  'pickle-opcode': ({ received }) =>
    `the file uses the pickle instruction ${quoted(received)}, which a file of tensors does not need. It is refused, and nothing in it was run.`,
  'pickle-size': ({ expected }) =>
    `the pickle is larger than is read (at most ${sized(expected)}). Save its weights as safetensors or .npz.`,
  'pickle-stack': () => 'the pickle is invalid: an instruction lacks its operand.',
  'pickle-storage': ({ received }) =>
    received === undefined
      ? 'the storage of a tensor is invalid.'
      : `a tensor has a storage of the unknown kind ${quoted(received)}.`,
  'pickle-storage-bounds': ({ expected, received }) =>
    `a tensor reaches beyond its storage: it needs ${shown(received)} elements, and the storage has ${shown(expected)}.`,
  'pickle-tensor': () => 'a tensor is described in a way that PyTorch does not write.',
  'pickle-truncated': ({ expected, received }) =>
    `the pickle ends too early: expected ${shown(expected)} bytes, found ${shown(received)}. Download the file again.`,
  'port-no-node': ({ received }) =>
    `no array of the file is named as a node is; it has ${listed(received)}. Name each by its node’s id, or by what the names of the node’s weights begin with.`,
  'pytorch-protocol': ({ expected, received }) =>
    `this PyTorch file is not supported: expected protocol ${shown(expected)}, found ${shown(received)}.`,
  'pytorch-storage': ({ received }) =>
    `the table of storages is invalid${received === undefined ? '' : ` at ${quoted(received)}`}.`,
  'pytorch-storage-missing': ({ expected }) => `the data of storage ${quoted(expected)} is missing from the file.`,
  'pytorch-storage-size': ({ expected, received }) =>
    `the data of a storage has the wrong size: expected ${shown(expected)}, found ${shown(received)}.`,
  'safetensors-entry': () => 'the header does not describe this entry as safetensors requires.',
  'safetensors-gap': ({ expected, received }) =>
    `the data has a gap: expected a tensor at byte ${shown(expected)}, found the next one at ${shown(received)}.`,
  'safetensors-header': () => 'the header is not JSON. This may not be a safetensors file.',
  'safetensors-header-length': ({ expected, received }) =>
    `the header claims to have ${shown(received)} bytes; at most ${shown(expected)} are possible.`,
  'safetensors-offsets': ({ expected, received }) =>
    `its type and shape need ${shown(expected)} bytes, but the offsets span ${shown(received)}.`,
  'safetensors-overlap': ({ expected, received }) =>
    `two tensors overlap: the previous one ends at byte ${shown(expected)}, and this one starts at ${shown(received)}.`,
  'tensor-negative-variance': ({ received }) =>
    `the file has a variance below zero (${plain(received)}). The file is probably broken.`,
  'tensor-not-finite': ({ expected, received }) => {
    const [count, first] = Array.isArray(received) ? (received as Json[]) : [received];
    return `${shown(count)} of ${shown(expected)} values are not finite (${plain(first)}). The file is probably broken.`;
  },
  'tensor-shape': ({ expected, received }) =>
    `the shape ${sized(received)} is not possible (at most ${shown(expected)} elements).`,
  'tensor-shape-differs': ({ expected, received }) =>
    `the network needs the shape ${sized(expected)}, but the file has ${sized(received)}.`,
  'tensor-twice': () => 'the file has two tensors of this name, and it is not clear which one is meant.',
  'tensor-values': ({ expected, received }) => `the shape needs ${shown(expected)} values, found ${shown(received)}.`,
  'tensors-missing': ({ expected, received }) =>
    `the file does not contain tensors that the network needs: ${listed(expected)}.${received === undefined ? '' : ` It contains ${listed(received)}.`}`,
  'tensors-without-place': ({ received }) =>
    `the file is of another network: it has tensors that change what others compute, and the network has no place for them: ${listed(received)}. \`dla identify\` tells which network it is of.`,
  'weights-budget': ({ expected }) =>
    `the file is small, but would grow beyond what a file of its size can hold (${shown(expected)} bytes). It is refused.`,
  'weights-dtype': ({ received }) => `values of the type ${quoted(received)} cannot be read.`,
  'weights-final-fusion': () =>
    'its neck ends in a final fusion, which no network here has. Take a file of a network without one.',
  'weights-format': ({ expected, received }) =>
    `this is not a weights file: expected ${listed(expected, 'or')}, found a file that starts with ${quoted(received)}.`,
  'weights-more-inputs': () =>
    'this is a CenterTrack file: its network takes the image before and a heatmap beside the image. Take a CenterNet file.',
  'weights-no-dialect': () =>
    'its names are of no project known here: ucbdrive/dla, timm, CenterNet, FairMOT, SMOKE, MMDetection3D, MonoFlex, MonoDLE, GUPNet, DD3D, AdelaiDet. `dla run` finds weights under other names.',
  'weights-no-table': ({ expected }) =>
    `the file has no tensors of the network under this name; ${Array.isArray(expected) && expected.length > 0 ? `it has some under ${listed(expected)}` : 'its tensors are at the top level'}.`,
  'weights-no-tensors': () => 'the file contains no tensors.',
  'weights-other-nodes': () =>
    'this is a CenterTrack file whose decoder has other nodes than those of CenterNet. Take a CenterNet file.',
  'weights-truncated': ({ expected, received }) =>
    `the file ends too early: expected ${shown(expected)} bytes, found ${shown(received)}. Download it again.`,
  'zip-checksum': () => 'the data does not match its checksum. Download the file again.',
  'zip-deflate': () => 'the compressed data is invalid. Download the file again.',
  'zip-directory': () => 'the directory of the zip file is invalid.',
  'zip-duplicate': () => 'the zip file contains two files of this name.',
  'zip-encrypted': () => 'the file is encrypted. Decrypt it first.',
  'zip-end': () => 'the end of the zip file is missing. Download the file again.',
  'zip-method': ({ received }) =>
    `the file is compressed by method ${shown(received)}; only stored (0) and deflated (8) files can be read.`,
  'zip-overlap': () => 'two files in the zip file share the same bytes.',
  'zip-size': ({ expected, received }) =>
    `the sizes in the zip file disagree: expected ${shown(expected)} bytes, found ${shown(received)}.`,
} satisfies Record<WeightIssue, Words>;
