import type { Json, RunIssue } from '#lib/issue.ts';
import { counted, listed, plain, plural, quoted, sized, type Words } from '../values.ts';

/** Bytes as gigabytes, rounded. */
const inGigabytes = (value: Json | undefined): string =>
  typeof value === 'number' ? `${counted(Number((value / 1e9).toPrecision(3)))} GB` : counted(value);

export const runs = {
  'backend-unavailable': () => 'this backend cannot be started here. Choose another.',
  'context-lost': () => 'the graphics card was taken away during the run. Run again.',
  'image-broken': ({ received }) => `the image cannot be decoded: ${plain(received)}.`,
  'image-channels': ({ expected, received }) =>
    `expected ${plural(expected, 'channel')}, found ${counted(received)}: a photograph has 3. Use the seeded input.`,
  'image-format': ({ expected }) => `the image is of a kind that cannot be read; expected ${listed(expected, 'or')}.`,
  'image-not-decodable': ({ received }) =>
    `the image${received === '' ? '' : ` (${quoted(received)})`} cannot be decoded here. Try PNG or JPEG.`,
  'input-shape': ({ expected, received }) => `the images are ${sized(received)}; the network takes ${sized(expected)}.`,
  'input-size': ({ expected, received }) =>
    `the input has ${plural(received, 'value')}; the network takes ${counted(expected)}.`,
  'label-out-of-range': ({ expected, received }) =>
    `expected a label from 0 to ${counted(expected)}, found ${counted(received)}.`,
  'memory-exceeded': ({ expected, received }) =>
    `this needs about ${inGigabytes(received)}; ${inGigabytes(expected)} can be had on this backend. Make the image smaller, or choose another backend.`,
  'no-classifier': ({ received }) =>
    `the network has no classifier, so there is no label; its outputs are ${listed(received)}.`,
  'not-computable': () => 'this has no result to compute.',
  'run-failed': ({ received }) => `the run failed: ${plain(received)}.`,
  'sample-missing': () => 'this sample image could not be loaded.',
  'shader-failed': ({ received }) =>
    `the graphics card cannot compute this (${plain(received)}). Choose another backend.`,
  'tensors-left': ({ received }) => `${plural(received, 'tensor')} were left behind by the run.`,
  'texture-too-large': ({ expected }) =>
    `this does not fit into the textures of the graphics card, ${counted(expected)} texels long at most. Choose another backend or a smaller input.`,
  'too-few-classes': ({ expected, received }) =>
    `expected a folder with at least ${counted(expected)} folders of images in it, one for each class; found ${counted(received)}.`,
  'too-few-examples': ({ expected, received }) =>
    `expected at least ${plural(expected, 'image')} to learn from and to be tested with, found ${counted(received)}.`,
  'worker-crashed': ({ received }) =>
    `the part that runs networks crashed${received === undefined ? '' : ` (${plain(received)})`}. Run again.`,
  'worker-ended': () => 'the part that runs networks was ended.',
  'worker-failed': ({ received }) => `this failed: ${plain(received)}.`,
} satisfies Record<RunIssue, Words>;
