import type { Tile } from '../layout.ts';
import { convolution } from './convolution.ts';
import { fragmentShader } from './frame.ts';
import { gather } from './gather.ts';
import { affine, channelMean, logSum, reduce, scale, sigmoid, subtract, sum } from './pointwise.ts';
import { groupScale, moments, scaled } from './group-norm.ts';
import type { Program, Write } from './program.ts';
import { flatten, pad } from './reshape.ts';
import { sample } from './sample.ts';
import { pool, resize, transposed } from './windows.ts';

/** Every kind of program. */
const writers = {
  convolution,
  pool,
  pad,
  flatten,
  sum,
  affine,
  scale,
  sigmoid,
  gather,
  resize,
  transposed,
  sample,
  moments,
  'group-scale': groupScale,
  scaled,
  'log-sum': logSum,
  subtract,
  reduce,
  'channel-mean': channelMean,
} satisfies { [K in Program['kind']]: Write<Extract<Program, { kind: K }>> };

/** The fragment shader of a program. */
export function shaderOf(program: Program, tile: Tile): string {
  const write = writers[program.kind] as Write<Program>;
  return fragmentShader(write(program, tile), tile);
}
