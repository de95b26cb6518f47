import type { Shape } from '#lib/dla/ops/op.ts';
import type { Examples } from './examples.ts';
import { normalOf, randomOf } from './random.ts';

/** How many shapes and how many textures there are, and so how many classes. */
export const SHAPE_CLASSES = 4;

/** Standard deviation of the noise in every pixel; a texture is −1 and 1. */
const NOISE = 0.3;

/** Fine: what a pixel of a texture is, told from its neighbours alone. */
const textures: readonly ((x: number, y: number) => boolean)[] = [
  (_, y) => y % 2 === 0,
  (x) => x % 2 === 0,
  (x, y) => (x + y) % 2 === 0,
  (x, y) => (Math.floor(x / 2) + Math.floor(y / 2)) % 2 === 0,
];

/** Coarse: what is filled of a square from −1 to 1: a disc, a cross, a ring, two bars. */
const shapes: readonly ((u: number, v: number) => boolean)[] = [
  (u, v) => Math.hypot(u, v) <= 1,
  (u, v) => Math.abs(u) < 0.4 || Math.abs(v) < 0.4,
  (u, v) => Math.hypot(u, v) <= 1 && Math.hypot(u, v) > 0.5,
  (u) => Math.abs(u) >= 0.45,
];

/**
 * Images of one shape at some place, filled with one texture, in noise. The class is the sum of both numbers modulo 4: neither
 * the shape nor the texture says anything of it alone, so that fine and coarse features have to be combined.
 */
export function shapeExamples(count: number, [channels, height, width]: Shape, seed: number): Examples {
  const uniform = randomOf(`${seed} task`);
  const normal = normalOf(`${seed} noise`);
  const below = (limit: number) => Math.floor(uniform() * limit);
  const images = new Float32Array(count * channels * height * width);
  const labels = new Uint16Array(count);
  let at = 0;
  for (let image = 0; image < count; image += 1) {
    const [texture, shape] = [below(textures.length), below(shapes.length)];
    const half = Math.min(height, width) * (0.28 + 0.12 * uniform());
    const middleX = half + uniform() * (width - 2 * half);
    const middleY = half + uniform() * (height - 2 * half);
    const [offX, offY] = [below(4), below(4)];
    for (let y = 0; y < height; y += 1)
      for (let x = 0; x < width; x += 1) {
        const [u, v] = [(x + 0.5 - middleX) / half, (y + 0.5 - middleY) / half];
        const filled = Math.abs(u) <= 1 && Math.abs(v) <= 1 && shapes[shape]!(u, v);
        const value = filled ? (textures[texture]!(x + offX, y + offY) ? 1 : -1) : 0;
        for (let channel = 0; channel < channels; channel += 1) images[at++] = value + NOISE * normal();
      }
    labels[image] = (texture + shape) % SHAPE_CLASSES;
  }
  return { shape: [channels, height, width], images, labels };
}
