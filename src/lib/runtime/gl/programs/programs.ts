import type { Tile } from '../layout';
import { convolution } from './convolution';
import { fragmentShader } from './frame';
import { gather } from './gather';
import { affine, channelMean, logSum, reduce, sigmoid, subtract, sum } from './pointwise';
import type { Program, Write } from './program';
import { pool, resize, transposed } from './windows';

/** Every kind of program. */
const writers = {
  convolution,
  pool,
  sum,
  affine,
  sigmoid,
  gather,
  resize,
  transposed,
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
