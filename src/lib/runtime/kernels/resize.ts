import type { ResizeAttributes } from '#lib/dla/ops/resize.ts';
import { image, matMul, reshape, tensor2d, transpose, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Kernel } from './kernel.ts';

/** Nearest by half-pixel centres: tfjs' other way leaves an edge short, and asks float32 for exact quotients. */
export const resize: Kernel<'resize'> = {
  run([x], { factor, mode, corners }) {
    const [, height, width] = x!.shape;
    const size: [number, number] = [height * factor, width * factor];
    return mode === 'bilinear'
      ? image.resizeBilinear(x!, size, corners === 'aligned', corners === undefined)
      : image.resizeNearestNeighbor(x!, size, false, true);
  },
  /** Rows, then columns, by the transposed matrices. */
  backward(gradient, { inputs: [x], attributes }) {
    const [count, height, width, channels] = x!.shape;
    const wide = width * attributes.factor;
    const standing = reshape(transpose(gradient, [1, 0, 2, 3]), [height * attributes.factor, -1]);
    const rows = reshape(matMul(shares(height, attributes), standing as Tensor2D, true), [
      height,
      count,
      wide,
      channels,
    ]);
    const lying = reshape(transpose(rows, [2, 1, 0, 3]), [wide, -1]);
    const columns = matMul(shares(width, attributes), lying as Tensor2D, true);
    return { inputs: [transpose<Tensor4D>(reshape(columns, [width, count, height, channels]), [1, 2, 0, 3])] };
  },
};

/** Where an output position lies among the inputs. */
function centreOf(out: number, extent: number, factor: number, corners: ResizeAttributes['corners']): number {
  if (corners === 'aligned') return (out * (extent - 1)) / (extent * factor - 1);
  return corners === 'first' ? out / factor : (out + 0.5) / factor - 0.5;
}

/** [extent · factor, extent]: what each result takes of each input along one axis. */
function shares(extent: number, { factor, mode, corners }: ResizeAttributes): Tensor2D {
  const values = new Float32Array(extent * factor * extent);
  for (let out = 0; out < extent * factor; out += 1) {
    const give = (index: number, share: number) => {
      values[out * extent + Math.min(Math.max(index, 0), extent - 1)]! += share;
    };
    const centre = centreOf(out, extent, factor, corners);
    const low = Math.floor(centre);
    if (mode === 'nearest') give(Math.floor(out / factor), 1);
    else {
      give(low, 1 - (centre - low));
      give(low + 1, centre - low);
    }
  }
  return tensor2d(values, [extent * factor, extent]);
}
