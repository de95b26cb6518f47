import { grouped, listed, plural } from './grammar.ts';
import { structureName } from './structures.ts';

/** Training: what is learned from, its progress, its curves and results. */
export const training = {
  data: {
    label: 'Images to learn from',
    shapes: 'Shapes',
    digits: 'Digits',
    few: 'Few digits',
    folder: 'A folder…',
    choose: 'Folder of images',
    another: 'Choose another folder',
    aboutShapes:
      '1,400 images of a shape (disc, cross, ring, two bars) filled with a texture, in noise, drawn anew from every seed; 400 are held out. The class is the sum of both numbers modulo 4: fine and coarse features have to be combined.',
    measured:
      'Measured over five seeds, eight epochs, without shortcuts in blocks: wrong answers are 50.4 ± 3.8 % in (b) shallow, 62.1 ± 4.2 % in (d) tree, 67.1 ± 4.6 % in (a) plain and 70.0 ± 1.3 % in (c) IDA. That is how a training begins. On no task tried here does IDA or the tree err less than shallow aggregation by more than the spread.',
    aboutDigits:
      '1,797 handwritten digits, 8×8; 297 are held out. E. Alpaydin and C. Kaynak, UCI Machine Learning Repository, CC BY 4.0.',
    aboutFew:
      '300 of the 1,797 digits are learned from, the other 1,497 tested with: harder, and networks are told apart by more errors than by the last few of 297.',
    aboutFolder: (images: number, classes: readonly string[]) =>
      `${grouped(images)} images in ${grouped(classes.length)} classes (${classes.slice(0, 4).join(', ')}${classes.length > 4 ? ' …' : ''}); a fifth is held out. They stay on this machine.`,
    size: 'Size of images',
  },
  /** Who learns. */
  field: {
    label: 'Networks that learn',
    structures: 'Structures',
    networks: 'Open networks',
    one: 'Open a second network to compare it with (D).',
    size: 'Size of images',
    own: (size: string) => `${size}, as they are`,
    batch: 'Images of a step',
  },
  /** That networks of unlike structure have about as many parameters. */
  equal: 'All have about as many parameters as (d) tree: the last level of (a) plain is a channel wider.',
  memory: (size: string) => `Needs about ${size} of memory.`,
  tooMuch: (size: string, limit: string) =>
    `This needs about ${size} of memory at a time, but ${limit} are available. Choose smaller batches, smaller images or fewer networks.`,
  tight: (size: string, has: string) =>
    `This needs about ${size} of memory, and this machine has about ${has}: other pages may be closed for it, or the training may fail. Smaller batches or images need less.`,
  estimate: { button: 'Measure the time', hint: 'Learns a few steps with every network, and throws them away' },
  measuring: 'measuring a few steps of every network',
  expected: (trainings: number, steps: number, time: string) =>
    `${plural(trainings, 'training')}, ${grouped(steps)} steps: about ${time} here, by a few steps of every network.`,
  /** What the network for a folder of images is called. */
  network: (folder: string, structure: string) => `DLA ${folder}, ${structure}`,

  structures: 'Structures',
  shortcuts: 'Shortcuts in blocks',
  /** Beside results: why no weights can be taken. */
  bare: 'Blocks added no residual here: their weights belong to no network that can be opened.',
  blocks: 'Blocks of a level',
  twoBlocks: 'With two blocks (b) to (f) are the same network.',
  epochs: 'Epochs',
  seeds: 'Seeds',
  seedsHint:
    'As in 1–5 or 2, 7, 11. Each seed has other initial weights, another split and another order of the images. One seed says nothing of chance.',
  /** How much there is to do, before it is known how long it takes. */
  ahead: (trainings: number, steps: number) =>
    `${plural(trainings, 'training')}, ${grouped(steps)} steps. Measure the time to know how long that takes here.`,
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
    text: 'Train lets networks learn from the same images, in the same order, from the same initial weights, in this browser.',
  },
  /** What the charts show, as their files are called, and the heads of the columns of their tables. */
  measured: { loss: 'training, loss', error: 'training, wrong answers' },
  curvesCsv: ['network', 'epoch', 'training, mean', 'held out, mean', 'held out, least', 'held out, most'],
  loss: 'Loss, logarithmic (held out with marks, training as a thin line)',
  errors: 'Wrong answers, logarithmic',
  band: 'Bands: from the least to the greatest seed.',
  chart: (title: string, networks: readonly string[]) => `${title}. ${networks.join('; ')}.`,
  after: (structure: string, value: string, epochs: number) =>
    `${structure}: ${value} on held-out images after ${epochs} epochs`,
  nothingYet: (structure: string) => `${structure}: nothing yet`,

  table: {
    caption: 'Networks of this training',
    structure: 'network',
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
  /** What the wrong answers say, against those of the first network and the spread of the seeds. */
  diverged: (network: string, seed: number, epoch: number) =>
    `${network} with seed ${seed} diverged in epoch ${epoch}: its loss or its weights became NaN or infinite. It learned nothing more; its curve ends before, and it is left out of what is compared.`,
  verdict: {
    finding: (network: string, points: string, less: boolean) =>
      `${points} points ${less ? 'fewer' : 'more'} in ${network}`,
    something: (reference: string, findings: readonly string[], seeds: number) =>
      `Against ${reference}, wrong answers are ${listed(findings)}: at least twice the spread of ${plural(seeds, 'seed')}.`,
    little: (reference: string, findings: readonly string[], seeds: number) =>
      `Against ${reference}, wrong answers are ${listed(findings)}: more than the spread of ${plural(seeds, 'seed')}, but less than twice as much; more seeds would tell.`,
    nothing: (networks: readonly string[], noise: string, seeds: number) =>
      `Between ${listed(networks)} there is no difference beyond the spread of ${plural(seeds, 'seed')} (± ${noise} points).`,
    oneSeed: 'One seed does not tell a difference from chance: train with several.',
  },
  /** What was learned from, and files that could not be read. */
  report: (own: boolean, learned: number, heldOut: number, backend: string, skipped: number) => {
    const said = `${own ? 'Small networks of their own, not the open ones. ' : ''}Learned from ${grouped(learned)} images, tested with ${grouped(heldOut)} on ${backend}.`;
    if (skipped === 0) return said;
    return `${said} ${skipped === 1 ? 'One file' : `${grouped(skipped)} files`} could not be decoded.`;
  },
};
