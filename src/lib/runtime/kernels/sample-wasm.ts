import { DEFORM_TAPS, OFFSET_CHANNELS } from '#lib/dla/ops/deform-conv.ts';
import { sigmoid, slice, tidy, type Tensor4D } from '@tensorflow/tfjs-core';
import { sampleBinary } from './sample-binary.ts';
import { addressOf, empty, onMemory } from './wasm-memory.ts';

/** What assembly/sample.ts exports; it says what the arguments are. */
interface Assembly {
  readonly sample: (
    map: number,
    offsets: number,
    masks: number,
    result: number,
    high: number,
    wide: number,
    channels: number,
  ) => void;
}

const bytesOfModule = () => Uint8Array.from(atob(sampleBinary), (character) => character.charCodeAt(0));

let validated: boolean | undefined;
/** Whether there are vectors of floats in WebAssembly here. */
export const samplesOnWasm = (): boolean => (validated ??= WebAssembly.validate(bytesOfModule()));

/** `sampled` in the memory of tfjs. */
export const sampleOnWasm = (x: Tensor4D, offsets: Tensor4D): Tensor4D =>
  tidy(() => {
    const [count, height, width, channels] = x.shape;
    const masks = sigmoid(slice(offsets, [0, 0, 0, 2 * DEFORM_TAPS], [count, height, width, DEFORM_TAPS]));
    const result = empty([count, height, width, DEFORM_TAPS * channels]) as Tensor4D;
    const { sample } = onMemory<Assembly>(bytesOfModule);
    const size = 4 * height * width;
    for (let image = 0; image < count; image += 1)
      sample(
        addressOf(x) + image * size * channels,
        addressOf(offsets) + image * size * OFFSET_CHANNELS,
        addressOf(masks) + image * size * DEFORM_TAPS,
        addressOf(result) + image * size * DEFORM_TAPS * channels,
        height,
        width,
        channels,
      );
    return result;
  });
