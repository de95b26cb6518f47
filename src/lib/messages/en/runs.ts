import type { Json, RunIssue } from '#lib/issue.ts';
import { field, nameIn, type Words } from '../values.ts';
import { listed, plain, plural, quoted, shown, sized } from './grammar.ts';
import { shared } from './shared.ts';

/** Bytes as gigabytes, rounded. */
const inGigabytes = (value: Json | undefined): string =>
  typeof value === 'number' ? `${shown(Number((value / 1e9).toPrecision(3)))} GB` : shown(value);

/** Why a picture cannot be read. */
const pictureFaults = {
  truncated: 'the file ends early',
  damaged: 'its data are damaged',
  checksum: 'a checksum is not that of its data',
  header: 'its header is unsound',
  arithmetic: 'arithmetic coding is not read here',
  lossless: 'lossless JPEG is not read here',
  hierarchical: 'hierarchical JPEG is not read here',
  precision: 'only 8 bits a sample are read here',
  components: 'it has neither 1, 3 nor 4 colour components',
  sampling: 'the sizes of its colour components do not divide each other',
  palette: 'its palette is missing',
};

export const runs = {
  'backend-unavailable': () => 'this backend is not available here. Choose another one.',
  'context-lost': () => 'the browser lost the graphics card during the run. Run again.',
  'image-broken': ({ received }) => `the image cannot be decoded: ${nameIn(pictureFaults, plain(received))}.`,
  'image-channels': ({ expected, received }) =>
    `the network takes ${plural(expected, 'channel')}, but the image has ${shown(received)}. Use the seeded input.`,
  'image-format': ({ expected }) => `this image format cannot be read; expected ${listed(expected, 'or')}.`,
  'image-not-decodable': ({ received }) =>
    `the image${received === '' ? '' : ` (${quoted(received)})`} cannot be decoded here. Try PNG or JPEG.`,
  'image-colours-lost': ({ received }) =>
    `the image (${plain(received)}) has transparent pixels, and this browser does not keep their colours. Save it as PNG.`,
  'image-too-large': ({ expected, received }) =>
    `the image has ${sized(received)} pixels, but at most ${shown(expected)} are read. Make it smaller.`,
  'input-shape': ({ expected, received }) =>
    `the images are ${sized(received)}, but the network takes ${sized(expected)}.`,
  'input-size': ({ expected, received }) =>
    `the input has ${plural(received, 'value')}, but the network takes ${shown(expected)}.`,
  'label-out-of-range': ({ expected, received }) =>
    `expected a label from 0 to ${shown(expected)}, found ${shown(received)}.`,
  'memory-exceeded': ({ expected, received }) =>
    `this needs about ${inGigabytes(received)}, but ${inGigabytes(expected)} are available on this backend. Use a smaller image or another backend.`,
  'training-memory-exceeded': ({ expected, received }) =>
    `training these needs about ${inGigabytes(received)} at a time, but ${inGigabytes(expected)} are available here. Choose smaller batches, smaller images or fewer networks.`,
  'no-detections': ({ received }) =>
    `no detections can be told of ${Array.isArray(received) && received.length > 0 ? `the heads ${listed(received)}` : 'a network without heads of detection'}. Known are those of CenterNet (hm, wh; hps; dep, rot, dim) and FairMOT (id), each as wide as theirs.`,
  'no-classifier': ({ received }) =>
    `the network has no classifier, so it has no classes; its outputs are ${listed(received)}.`,
  'not-computable': () => 'this has no result to compute.',
  'out-of-memory': () => 'the memory of this backend ran out during the run. Use a smaller image or another backend.',
  'place-out-of-range': ({ expected, received }) =>
    `the map has ${plural(field(expected, 'rows'), 'row')} and ${plural(field(expected, 'columns'), 'column')}, counted from 0: there is no row ${shown(field(received, 'row'))}, column ${shown(field(received, 'column'))}.`,
  'run-failed': ({ received }) => `the run failed: ${plain(received)}.`,
  'part-not-loaded': () => shared.notLoaded,
  'sample-missing': () => 'this sample could not be loaded.',
  'shader-failed': ({ received }) =>
    `the graphics card cannot compute this (${plain(received)}). Choose another backend.`,
  'tensors-left': ({ received }) => `the run left ${plural(received, 'tensor')} behind.`,
  'texture-too-large': ({ expected }) =>
    `this does not fit into the textures of the graphics card, which have at most ${shown(expected)} texels a side. Choose another backend or a smaller input.`,
  'too-few-classes': ({ expected, received }) =>
    `expected a folder with at least ${plural(expected, 'subfolder')} of images, one for each class, found ${shown(received)}.`,
  'too-few-examples': ({ expected, received }) =>
    `expected at least ${plural(expected, 'image')} to train and test on, found ${shown(received)}.`,
  'worker-crashed': ({ received }) =>
    `the worker that runs networks crashed${received === undefined ? '' : ` (${plain(received)})`}. Run again.`,
  'worker-ended': () => 'the worker that runs networks was stopped. Run again.',
  'worker-failed': ({ received }) => `this failed: ${plain(received)}. Run again.`,
} satisfies Record<RunIssue, Words>;
