import { grouped } from './grammar.ts';
import { plural } from './grammar.ts';
import { structureName } from './structures.ts';

/** Training: what is learned from, its progress, its curves and results. */
export const training = {
  data: {
    label: 'Images to learn from',
    digits: 'Digits',
    few: 'Few digits',
    folder: 'A folder…',
    choose: 'Folder of images',
    another: 'Choose another folder',
    aboutDigits:
      '1,797 handwritten digits, 8×8; 297 are held out. E. Alpaydin and C. Kaynak, UCI Machine Learning Repository, CC BY 4.0.',
    aboutFew:
      '300 of the 1,797 digits are learned from, the other 1,497 tested with: harder, and networks are told apart by more errors than by the last few of 297.',
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
  seeds: 'Seeds',
  seedsHint:
    'As in 1–5 or 2, 7, 11. Each seed has other initial weights, another split and another order of the images. One seed says nothing of chance.',
  /** How much there is to do, before it is known how long it takes. */
  ahead: (trainings: number, steps: number) =>
    `${plural(trainings, 'training')}, ${grouped(steps)} steps. How long that takes here is said after the first steps.`,
  left: (time: string) => `about ${time} left`,

  train: { first: 'Train', again: 'Train again' },
  noStructure: 'Choose a structure first',
  pause: 'Pause',
  resume: 'Resume',
  stop: 'Stop',
  stopHint: 'Stop and keep what was learned so far',

  progress: 'Training',
  preparing: 'preparing',
  reading: (image: number, of: number) => `reading image ${image} of ${of}`,
  learning: (structure: string, epoch: number, of: number, seed: number, seeds: number, loss: string) =>
    `${seeds > 1 ? `seed ${seed} of ${seeds}, ` : ''}${structureName(structure)}, epoch ${epoch} of ${of}, loss of the batch ${loss}`,
  ending: 'measuring what was learned',
  paused: (progress: string) => `paused; ${progress}`,

  empty: {
    title: 'No training yet',
    text: 'Train lets small networks of the chosen structures learn from the same images, in the same order, from the same initial weights, in this browser.',
  },
  loss: 'Loss, logarithmic (held out with marks, training as a thin line)',
  errors: 'Wrong answers, logarithmic',
  band: 'Bands: from the least to the greatest seed.',
  chart: (title: string, networks: readonly string[]) => `${title}. ${networks.join('; ')}.`,
  after: (structure: string, value: string, epochs: number) =>
    `${structure}: ${value} on held-out images after ${epochs} epochs`,
  nothingYet: (structure: string) => `${structure}: nothing yet`,

  table: {
    caption: 'Networks of this training',
    structure: 'structure',
    errors: 'wrong, held out',
    loss: 'loss, held out',
    trainingErrors: 'wrong, training',
    seeds: 'seeds',
    spread: (mean: string, deviation: string | undefined) =>
      deviation === undefined ? mean : `${mean} ± ${deviation}`,
    parameters: 'parameters',
    time: 'time',
    network: 'trained network',
    save: (structure: string, seed: number) => `Save the weights of ${structure}, seed ${seed}, as safetensors`,
    open: (structure: string, seed: number) => `Open ${structure} with its trained weights of seed ${seed}`,
  },
  /** Whether the first one's lead means anything, against the spread of the seeds. */
  verdict: {
    lead: (best: string, second: string, points: string) =>
      `${best} errs least, by ${points} points less than ${second}.`,
    'one-seed': 'One seed does not tell a difference from chance: train with several.',
    nothing: (noise: string, seeds: number) =>
      `That is no more than the spread of ${seeds} seeds (± ${noise} points): other seeds may turn it round.`,
    little: (noise: string, seeds: number) =>
      `That is more than the spread of ${seeds} seeds (± ${noise} points), but less than twice as much: more seeds would tell.`,
    something: (noise: string, seeds: number) =>
      `That is at least twice the spread of ${seeds} seeds (± ${noise} points).`,
  },
  /** What was learned from, and files that could not be read. */
  report: (learned: number, heldOut: number, backend: string, skipped: number) => {
    const said = `Small networks of their own, not the open one. Learned from ${grouped(learned)} images, tested with ${grouped(heldOut)} on ${backend}.`;
    if (skipped === 0) return said;
    return `${said} ${skipped === 1 ? 'One file' : `${grouped(skipped)} files`} could not be decoded.`;
  },
};
