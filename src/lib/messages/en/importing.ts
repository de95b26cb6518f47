import { capitalised, type Phrase } from '../values.ts';
import { grouped, listed, plural } from './grammar.ts';

const tensors = (count: number): string => plural(count, 'tensor');

/** A file of weights that somebody trained: whose it is, what was found in it. */
export const importing = {
  reading: (file: string) => `Looking at ${file}`,
  open: 'What is in it',
  menu: (file: string) => `What is in ${file}…`,
  menuHint: 'whose it is, what of it is used',
  title: (file: string) => `What is in ${file}`,
  whose: (project: string): Phrase => ['A checkpoint by the names of ', { strong: project }, '.'],
  nobodys: 'Its names are of no project that is known here.',
  isPreset: (preset: string): Phrase => ['It is ', { strong: preset }, '.'],
  hasBackbone: (preset: string): Phrase => [
    'Its backbone is that of ',
    { strong: preset },
    '; with its neck and heads it is no preset.',
  ],
  noPreset: (levels: number, channels: string): Phrase => [
    `It is no preset: a DLA network of ${plural(levels, 'level')} with ${channels} channels.`,
  ],
  noNetwork: 'Which network it is of cannot be told.',
  formats: {
    safetensors: 'safetensors',
    'pytorch-zip': 'PyTorch',
    'pytorch-legacy': 'PyTorch, before 1.6',
    npz: 'NumPy',
    pickle: 'Python pickle',
    onnx: 'ONNX',
  },
  facts: { file: 'file', hash: 'SHA-256', input: 'images' },
  file: (format: string, bytes: string) => `${format}, ${bytes}`,
  digits: (digits: string, count: number, agree: boolean) =>
    agree
      ? `The first ${count} digits of its SHA-256 agree with the file’s name (${digits}).`
      : `The first digits of its SHA-256 are not those in the file’s name (${digits}): it is another file, or was changed.`,
  parts: {
    backbone: () => 'backbone',
    neck: () => 'neck',
    head: (name: string, channels: number) => `head ${name}, ${plural(channels, 'map')}`,
    classifier: () => 'classifier',
    other: (name: string) => `${name} (of no part)`,
  },
  columns: { part: 'part', used: 'used', unused: 'unused', missing: 'missing' },
  tableTitle: 'What was found, by part',
  /** Of a part: `150 tensors, 271,160 parameters`; nothing where there are none. */
  count: (count: number, parameters: number) =>
    count === 0 ? '–' : `${tensors(count)}, ${plural(parameters, 'parameter')}`,
  deformable: (placed: number): string =>
    `${capitalised(plural(placed, 'deformable convolution'))}: each with its offsets and in a deformable unit, none in a plain convolution.`,
  displaced: (names: readonly string[]) =>
    `The offsets ${listed(names)} have no place, so their weights would stand in plain convolutions. Such a file is not run.`,
  noRandom: 'Nothing is filled at random: what a network lacks in the file is refused by name.',
  unreadable: (names: readonly string[]) => `Skipped, as no tensor can be read there: ${listed(names)}.`,
  names: { unused: 'Unused, by their names in the file', missing: 'Missing, by their names in the network' },
  more: (count: number) => `… and ${grouped(count)} more`,
  fit: (name: string, loaded: number, missing: number, refused: number, rest: number) =>
    `In “${name}”, which is open, it fills ${tensors(loaded)}; ${grouped(missing)} are missing in the file, ${grouped(refused)} do not fit, ${grouped(rest)} of the file have no place.`,
  fitsAll: (name: string, loaded: number) => `It fills all ${tensors(loaded)} of “${name}”, which is open.`,
  take: {
    network: 'Open as the network it is',
    withoutWeights: 'Open the network, without weights',
    open: (name: string) => `Load into “${name}”`,
    copy: 'Copy as Markdown',
    copied: 'The report is on the clipboard.',
  },
  where: 'Where checkpoints are to be had',
  whereNote: 'Pages of the projects, which open in a tab of their own. Nothing is loaded from them here.',
};
