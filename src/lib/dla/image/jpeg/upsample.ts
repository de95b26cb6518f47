import type { Component, Frame } from './frame.ts';

/** A component with its samples, `columns` · 8 a row. */
export interface Plane extends Component {
  readonly samples: Uint8ClampedArray;
}

/** Writes a row of the picture into `out`: the samples of one component, as many as the picture is wide or a few more. */
export type WriteRow = (y: number, out: Uint8Array) => void;

/**
 * The rows of a component in the size of the picture, as libjpeg has them (jdsample.c): by triangles where there is one
 * sample for two pixels ("fancy upsampling"), repeated where there is one for more.
 */
export function rowsOf(plane: Plane, { mostAcross, mostDown }: Frame): WriteRow {
  const across = mostAcross / plane.across;
  const down = mostDown / plane.down;
  const smooth = plane.width > 2;
  if (across === 1 && down === 1) return repeated(plane, 1, 1);
  if (across === 2 && down === 1 && smooth) return triangleAcross(plane);
  if (across === 2 && down === 2 && smooth) return triangleBoth(plane);
  if (across === 1 && down === 2) return triangleDown(plane);
  return repeated(plane, across, down);
}

const repeated =
  ({ samples, columns, width }: Plane, across: number, down: number): WriteRow =>
  (y, out) => {
    const from = Math.floor(y / down) * columns * 8;
    if (across === 1) {
      out.set(samples.subarray(from, from + width));
      return;
    }
    for (let x = 0, to = 0; x < width; x += 1)
      for (let copy = 0; copy < across; copy += 1) out[to++] = samples[from + x]!;
  };

const triangleAcross =
  ({ samples, columns, width }: Plane): WriteRow =>
  (y, out) => {
    const from = y * columns * 8;
    let last = samples[from]!;
    let value = last;
    for (let x = 0; x < width; x += 1) {
      const next = samples[from + Math.min(x + 1, width - 1)]!;
      out[2 * x] = x === 0 ? value : (3 * value + last + 1) >> 2;
      out[2 * x + 1] = x === width - 1 ? value : (3 * value + next + 2) >> 2;
      last = value;
      value = next;
    }
  };

/** Where the row lies that a row of the picture lies in, and the nearest other one. */
function nearRows({ columns, height }: Plane, y: number): readonly [near: number, other: number] {
  const near = y >> 1;
  const other = Math.min(Math.max(near + (y % 2 === 0 ? -1 : 1), 0), height - 1);
  return [near * columns * 8, other * columns * 8];
}

const triangleDown =
  (plane: Plane): WriteRow =>
  (y, out) => {
    const { samples, width } = plane;
    const [near, other] = nearRows(plane, y);
    const bias = y % 2 === 0 ? 1 : 2;
    for (let x = 0; x < width; x += 1) out[x] = (3 * samples[near + x]! + samples[other + x]! + bias) >> 2;
  };

const triangleBoth =
  (plane: Plane): WriteRow =>
  (y, out) => {
    const { samples, width } = plane;
    const [near, other] = nearRows(plane, y);
    const sum = (x: number): number => 3 * samples[near + x]! + samples[other + x]!;
    let value = sum(0);
    let last = value;
    for (let x = 0; x < width; x += 1) {
      const next = sum(Math.min(x + 1, width - 1));
      out[2 * x] = (3 * value + last + 8) >> 4;
      out[2 * x + 1] = (3 * value + next + 7) >> 4;
      last = value;
      value = next;
    }
  };
