import type { ResizeAttributes } from '$lib/dla/ops/resize';
import { image, matMul, reshape, tensor2d, transpose, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Kernel } from './kernel';

/** Half-pixel centres: tfjs' other way leaves an edge short, and asks float32 for exact quotients. */
export const resize: Kernel<'resize'> = {
  run([x], { factor, mode }, _weights, { differentiable }) {
    const [, height, width] = x!.shape;
    if (differentiable) return resizeByMatrices(x!, { factor, mode });
    const size: [number, number] = [height * factor, width * factor];
    return mode === 'bilinear'
      ? image.resizeBilinear(x!, size, false, true)
      : image.resizeNearestNeighbor(x!, size, false, true);
  },
};

/** The same as two products with matrices: tfjs' gradient of a resize knows no half-pixel centres. */
function resizeByMatrices(x: Tensor4D, attributes: ResizeAttributes): Tensor4D {
  const { factor } = attributes;
  const [count, height, width, channels] = x.shape;
  const rows = matMul(matrix(height, attributes), reshape(transpose(x, [1, 0, 2, 3]), [height, -1]));
  const standing = reshape(rows, [height * factor, count, width, channels]);
  const columns = matMul(matrix(width, attributes), reshape(transpose(standing, [2, 1, 0, 3]), [width, -1]));
  return transpose(reshape(columns, [width * factor, count, height * factor, channels]), [1, 2, 0, 3]);
}

/** [extent · factor, extent]: what each input gives to each result along one axis. */
function matrix(extent: number, { factor, mode }: ResizeAttributes): Tensor2D {
  const values = new Float32Array(extent * factor * extent);
  for (let out = 0; out < extent * factor; out += 1) {
    const give = (index: number, share: number) => {
      values[out * extent + Math.min(Math.max(index, 0), extent - 1)]! += share;
    };
    const centre = (out + 0.5) / factor - 0.5;
    const low = Math.floor(centre);
    if (mode === 'nearest') give(Math.floor(out / factor), 1);
    else {
      give(low, 1 - (centre - low));
      give(low + 1, centre - low);
    }
  }
  return tensor2d(values, [extent * factor, extent]);
}
