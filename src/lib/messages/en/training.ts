import { grouped } from './grammar.ts';
import { structureName } from './structures.ts';

/** Training: what is learned from, its progress, its curves and results. */
export const training = {
  data: {
    label: 'Images to learn from',
    digits: 'Digits',
    folder: 'A folder…',
    choose: 'Folder of images',
    another: 'Choose another folder',
    aboutDigits:
      '1,797 handwritten digits, 8×8; 297 are held out. E. Alpaydin and C. Kaynak, UCI Machine Learning Repository, CC BY 4.0.',
    aboutFolder: (images: number, classes: readonly string[]) =>
      `${grouped(images)} images in ${grouped(classes.length)} classes (${classes.slice(0, 4).join(', ')}${classes.length > 4 ? ' …' : ''}); a fifth is held out. They stay on this machine.`,
    size: 'Size of images',
  },
  /** What the network for a folder of images is called. */
  network: (folder: string, structure: string) => `DLA ${folder}, ${structure}`,

  structures: (most: number) => `Structures, up to ${most}`,
  blocks: 'Blocks of a level',
  twoBlocks: 'With two blocks (b) to (f) are the same network.',
  epochs: 'Epochs',
  seed: 'Seed',

  train: { first: 'Train', again: 'Train again' },
  noStructure: 'Choose a structure first',
  pause: 'Pause',
  resume: 'Resume',
  stop: 'Stop',
  stopHint: 'Stop and keep what was learned so far',

  progress: 'Training',
  preparing: 'preparing',
  reading: (image: number, of: number) => `reading image ${image} of ${of}`,
  learning: (structure: string, epoch: number, of: number, loss: string) =>
    `${structureName(structure)}, epoch ${epoch} of ${of}, loss of the batch ${loss}`,
  ending: 'measuring what was learned',
  paused: (progress: string) => `paused; ${progress}`,

  empty: {
    title: 'No training yet',
    text: 'Train lets small networks of the chosen structures learn from the same images, in the same order, from the same initial weights, in this browser.',
  },
  loss: 'Loss (held out with marks, training thin)',
  accuracy: 'Accuracy',
  chart: (title: string, networks: readonly string[]) => `${title}. ${networks.join('; ')}.`,
  after: (structure: string, value: string, epochs: number) =>
    `${structure}: ${value} on held-out images after ${epochs} epochs`,
  nothingYet: (structure: string) => `${structure}: nothing yet`,

  table: {
    caption: 'Networks of this training',
    structure: 'structure',
    accuracy: 'accuracy, held out',
    loss: 'loss, held out',
    trainingAccuracy: 'accuracy, training',
    epochs: 'epochs',
    parameters: 'parameters',
    time: 'time',
    network: 'trained network',
    save: (structure: string) => `Save the weights of ${structure} as safetensors`,
    open: (structure: string) => `Open ${structure} with its trained weights`,
  },
  /** What was learned from, and files that could not be read. */
  report: (learned: number, heldOut: number, backend: string, skipped: number) => {
    const said = `Learned from ${grouped(learned)} images, tested with ${grouped(heldOut)} on ${backend}.`;
    if (skipped === 0) return said;
    return `${said} ${skipped === 1 ? 'One file' : `${grouped(skipped)} files`} could not be decoded.`;
  },
};
