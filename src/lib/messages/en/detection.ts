import { grouped, plural } from './grammar.ts';

/** What a network of detection finds in an image. */
export const detection = {
  title: 'Detections',
  picture: (image: string) => `Detections on ${image}`,
  list: 'What was found',
  layer: 'Shown below the boxes',
  layers: { image: 'image', heat: 'heat map', gradient: 'gradient' },
  threshold: (score: string) => `score from ${score}`,
  count: (shown: number, all: number) => `${grouped(shown)} of ${plural(all, 'peak')} of the heat map`,
  none: (all: number, threshold: string, best: string) =>
    all === 0
      ? 'The heat map has no peak.'
      : `None of ${plural(all, 'peak')} of the heat map reaches ${threshold}; the best has ${best}.`,
  seeded: 'Seeded weights recognise nothing: these are peaks of noise.',
  inputPixels: 'Places are in pixels of the input.',
  imagePixels: (size: string) => `Places are in pixels of the image, ${size}.`,
  /** `person, 0.87` */
  named: (name: string, score: string) => `${name}, ${score}`,
  class: (index: number) => `class ${index}`,
  place: (x: number, y: number) => `${x}, ${y}`,
  depth: (metres: string) => `${metres} m away`,
  /** Beside a box, where there is little room: `Car, 0.87, 12.3 m, 40°`. */
  inSpace: (name: string, metres: string, degrees: string) => `${name}, ${metres} m, ${degrees}°`,
  turned: (degrees: string) => `turned by ${degrees}°`,
  box: (left: string, top: string, right: string, bottom: string) => `${left}, ${top} to ${right}, ${bottom}`,
  sizes: (height: string, width: string, length: string) => `${height} m high, ${width} m wide, ${length} m long`,
  joints: (count: number) => plural(count, 'joint'),
  identity: 'Its colour is its identity: alike where it may be the same object.',
  cell: (row: number, column: number, rows: number, columns: number, scale: number) =>
    `Told at row ${row}, column ${column} of the heat map of ${rows} × ${columns}: the lit cell, ${scale} × ${scale} pixels of the input.`,
  choose: 'Choose a detection, here or in the image, to see where it comes from.',
  explain: {
    button: 'What it hangs on',
    offsets: 'reading where taps look',
    failed: 'This could not be computed',
    reach: (mass: string, field: string) =>
      `Gradient of its score by the image: 95 % of it within ${mass} × ${mass} pixels. Receptive field ${field}.`,
    nothing: 'The gradient of its score by the image is zero everywhere.',
    notFinite: 'The gradient of its score by the image is NaN or infinite in places.',
    taps: (node: string, farthest: string) =>
      `Dots: where the nine taps of the last deformable convolution (${node}) read for this cell, larger the more they count; lines: from where they would stay. The farthest has moved by ${farthest} pixels.`,
    near: 'The places that the taps read, near by',
    noTaps: 'Its neck has no deformable convolution: taps stay where they are.',
  },
};
