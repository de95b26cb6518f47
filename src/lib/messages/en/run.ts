import type { Phrase } from '../values.ts';
import { grouped, plural } from './grammar.ts';
import { sayPassedOver, tableName } from './weight-tables.ts';

/** Runs: what they see, their weights, where they compute, their progress and results. */
export const run = {
  button: { first: 'Run', again: 'Run again', both: 'Run both', all: 'Run all' },
  fixFirst: 'Fix the issues first',
  /** What a run will do. */
  summary: (networks: number, input: string, weights: string, memory: string) =>
    `Run ${networks === 1 ? 'the network' : networks === 2 ? 'both networks' : `all ${networks} networks`}: ${input}, ${weights}, about ${memory} run memory`,
  measure: { label: 'Measure time per op', hint: 'runs once more, one step at a time' },

  input: {
    label: 'Image',
    title: 'Images to run on',
    choose: 'Choose images',
    folder: 'Folder of images to run on',
    seeded: 'seeded tensor',
    seededHint: 'reproducible in every framework',
    samples: {
      'cat.jpg': { title: 'cat', credit: 'Chelsea, by Stéfan van der Walt, CC0' },
      'coffee.jpg': { title: 'coffee', credit: 'Rachel Michetti, Pikolo Espresso Bar, CC0' },
      'rocket.jpg': { title: 'rocket', credit: 'SpaceX, public domain' },
      'astronaut.jpg': { title: 'astronaut', credit: 'Eileen Collins, NASA, public domain' },
      'galaxies.jpg': { title: 'galaxies', credit: 'Hubble, NASA/ESA, public domain' },
    },
    all: (count: number) => `all ${count} samples`,
    allHint: 'as a batch',
    own: 'your own images…',
    ownHint: (most: number) => `up to ${most}; or drop or paste them`,
    folderOf: 'a folder of images…',
    folderHint: (most: number) => `the first ${most} by name`,
    images: (count: number) => plural(count, 'image'),
    none: 'None of these files is an image.',
    one: (name: string) => `The next run uses ${name}.`,
    several: (count: number) => `The next run uses these ${count} images.`,
    tooMany: (most: number, of: number) =>
      `The next run uses the first ${most} of ${of} images, the most in one batch.`,
  },

  /** How a picture was read. */
  pictures: {
    'not-turned': ({ orientation }: { readonly orientation: number }) =>
      `read as it is stored: viewers rotate it (EXIF orientation ${orientation}), but Pillow, timm and torchvision do not`,
    'alpha-left-out': (_: object) => 'transparent pixels have the colours under them, as in Pillow',
    'deep-grey-cut': (_: object) => '16-bit greys above 255 are white, as in Pillow',
    'by-browser': ({ format }: { readonly format: string }) =>
      `${format === '' ? 'decoded' : `${format} decoded`} by this browser; other programs may differ`,
  },

  weights: {
    label: 'Weights',
    choose: 'Choose a weights file',
    byBlock: 'seeded by block',
    byBlockHint: 'block i has the same weights in every structure',
    byName: 'seeded by name',
    byNameHint: 'the values used in checks against PyTorch',
    file: 'from a file…',
    fileHint: '.safetensors, .pth, .npz',
    next: (name: string) => `The next run uses the weights in ${name}.`,
  },

  backend: {
    title: (backend: string) => `Run on: ${backend}`,
    /** `WebAssembly 31 ms · WebGL 150 ms` */
    paces: (backend: string, time: string) => `${backend} ${time}`,
    failed: { missing: 'does not start', inexact: 'not exact' },
    measured: (network: string) => `Measured here with ${network} of 224 × 224`,
    again: { label: 'Measure again which is fastest', hint: 'before the next run' },
    choices: {
      auto: { label: 'fastest here', hint: 'measured here before the first run' },
      webgl: { label: 'WebGL', hint: 'slow without a graphics card' },
      webgpu: { label: 'WebGPU', hint: 'the newer interface to the graphics card' },
      wasm: { label: 'WebAssembly', hint: 'on the processor, float32' },
      cpu: { label: 'JavaScript', hint: 'slow; for comparison' },
    },
  },

  /** What a run is doing. */
  phases: {
    image: 'preparing the image',
    pace: (backend: string) => `measuring ${backend}, once`,
    weights: (node: string) => `loading weights of ${node}`,
    shaders: (node: string) => `compiling shaders of ${node}`,
    steps: (node: string) => `running ${node}`,
    stepsOf: (image: number, of: number, node: string) => `image ${image} of ${of}: ${node}`,
  },

  stopped: 'The run stopped.',
  stoppedBecause: (why: string) => `The run stopped. ${why}`,
  failure: 'The run stopped',
  batchMemory: 'Images run one at a time, so fewer images would not need less memory.',
  remedies: {
    again: 'Run again',
    smaller: (size: string) => `Use images of ${size}`,
    webgl: 'Run on WebGL',
    wasm: 'Run on WebAssembly',
    auto: 'Run on the fastest backend',
    seeded: 'Use the seeded tensor',
  },

  results: {
    empty: {
      title: 'Nothing has run yet',
      text: 'Run the network to see its results and the activations of every level. Everything stays on this machine.',
    },
    saw: (image: string) => `What the network saw: ${image}`,
    of: (network: string, image: string) => `${network} on ${image}`,
    /** A note on how the image was read, as a sentence. */
    readAs: (note: string) => `The image: ${note}.`,
    time: (time: string, images: number) => (images === 1 ? time : `${time} for ${images} images`),
    memory: (bytes: string) => `${bytes} run memory`,
    planned: (about: string, bytes: string) => `${about} ${bytes} were planned.`,
    notFinite: 'not finite',
    notFiniteOf: (node: string) =>
      `Values of ${node} are NaN or infinite. Every operation was computed by its definition, as PyTorch does.`,
    oddLogits: (count: number) =>
      `${plural(count, 'logit')} ${count === 1 ? 'is' : 'are'} not finite, so there are no probabilities.`,
    maps: 'Activations, mean over channels',
    most: 'max',
    noMaps: 'Select a node to see its map.',
    map: (node: string) => `Mean activation of ${node}`,
    maxAbs: (value: string) => `max ${value}`,
    batch: 'Images of this run',
    inBatch: (index: number, image: string, answer: string | undefined) =>
      answer === undefined ? `${index}: ${image}` : `${index}: ${image}, ${answer}`,
    answer: (name: string, value: string) => `${name}, ${value}`,
    top: (count: number, of: number) => `Top ${count} of ${of}`,
    class: (index: number) => `class ${index}`,
    numbered: (index: number, name: string) => `${index} ${name}`,
    seededLogits: 'Logits. Seeded weights recognise nothing.',
    logits: 'Logits.',
    probabilities: 'Probabilities.',
    boundary: 'Probability of a boundary',
    classMap: 'Most likely class',
    classMapOver: (image: string) => `Class map over ${image}`,
    opacity: 'over the image',
    legend: 'Legend',
    seeded: 'Seeded weights recognise nothing.',
  },

  match: {
    inFile: 'Weights in this file',
    table: tableName,
    under: (table: string): Phrase => ['Weights under ', { strong: table }],
    missing: 'missing',
    unexpected: 'not in the network',
    unused: 'used by no output',
    passedOver: 'without readable tensors, skipped',
    passedOverOne: sayPassedOver,
    more: (count: number) => `… and ${grouped(count)} more`,
    /** `182 tensors loaded, 3 missing`; lists without names are left out. */
    summary: (loaded: number, lists: readonly { readonly title: string; readonly count: number }[]) =>
      [`${plural(loaded, 'tensor')} loaded`, ...lists.map(({ title, count }) => `${grouped(count)} ${title}`)].join(
        ', ',
      ),
    hashOf: (file: string) => `SHA-256 of ${file}`,
    hashing: 'Reading the file…',
  },

  device: {
    title: 'Backend of this run',
    software: 'software',
    threads: (simd: boolean) => `${simd ? 'SIMD' : 'no SIMD'}, one thread`,
    inexact: (backend: string) => `Chosen automatically: ${backend} is not exact on this device.`,
    slow: 'Chosen automatically: WebGL runs in software here, which is slower.',
    missing: (backend: string) => `Chosen automatically: ${backend} does not start in this browser.`,
    measured: (paces: string) => `Chosen automatically, measured here: ${paces}.`,
    lost: (backend: string) => `Chosen automatically: ${backend} failed in the middle of the run.`,
    beyond: (backend: string) => `Chosen automatically: ${backend} cannot compute this network on this device.`,
    memory: (backend: string) => `Chosen automatically: this needs more memory than ${backend} has here.`,
    webgl: 'Run on WebGL anyway',
    exact: 'Exact enough.',
    notExact: 'Not exact: do not trust its results.',
    error: (error: string, tolerance: string) => `Largest error ${error} of the largest logit; tolerance ${tolerance}.`,
    check: 'Check',
    checking: 'Checking…',
    checkHint: 'Run a bundled network and compare its results with PyTorch’s',
    /** `WebGL in software`, `WebAssembly, because WebGL is not exact here` */
    said: (backend: string, software: boolean, insteadOf: string | undefined) =>
      `${backend}${software ? ' in software' : ''}${insteadOf === undefined ? '' : `, because ${insteadOf} is not exact here`}`,
  },

  heat: {
    title: 'Heat shown on the figure',
    label: (kind: string) => `Heat: ${kind}`,
    none: 'none',
    off: 'Hide the heat',
    timeHint: 'runs once and times every step',
    kinds: { time: 'time', macs: 'MACs', parameters: 'parameters', memory: 'activation memory' },
    macs: (count: string) => `${count} MACs`,
    parameters: (count: string) => `${count} parameters`,
    logarithmic: 'Logarithmic scale',
    linear: 'Linear scale',
    unmeasured: 'not measured yet',
    most: (node: string) => `${node} has the most`,
  },
};
