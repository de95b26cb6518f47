import { DEFORM_TAPS } from '#lib/dla/ops/deform-conv.ts';
import { addN, mul, reshape, tidy, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Backend } from './kernel.ts';
import { sampleOnWasm, samplesOnWasm } from './sample-wasm.ts';
import { placesOf } from './sampling-places.ts';

/**
 * What the taps of a deformable convolution read of a map [N, H, W, C], weighted: [N, H, W, 9 · C], tap by tap. `offsets`
 * [N, H, W, 27] are those of the op.
 */
export const sampled = (x: Tensor4D, offsets: Tensor4D, backend: Backend): Tensor4D =>
  backend === 'wasm' && samplesOnWasm() ? sampleOnWasm(x, offsets) : tidy(() => sampleByGathers(x, offsets));

/** The four pixels around each place by their shares, those outside with none. */
function sampleByGathers(x: Tensor4D, offsets: Tensor4D): Tensor4D {
  const { corners, mask } = placesOf(x, offsets);
  const [count, height, width, channels] = x.shape;
  const parts = corners.map(({ values, inside, shares: [row, column] }) => mul(values, mul(mul(row, column), inside)));
  return reshape(mul(addN(parts), mask), [count, height, width, DEFORM_TAPS * channels]);
}
