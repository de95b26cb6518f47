import { isWithin, MOST_PASSED, NotOrdinary } from '#lib/runtime/compute/ordinary.ts';
import type { Backend } from '#lib/runtime/kernels/kernel.ts';
import { abs, max, maximum, tidy, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import { allOrdinary } from './all-ordinary.ts';

/**
 * Looks whether all values of a pass are of ordinary size: where they lie, or on a graphics card, which keeps the largest of all
 * until it is asked. That one is seen, whatever a card makes of NaN: none comes of ordinary numbers before a large one.
 */
export class ValueWatch {
  #largest: Tensor | undefined;

  constructor(private readonly backend: Backend) {}

  /** Throws a NotOrdinary where that is known at once. */
  look(value: Tensor4D): void {
    if (this.backend === 'wasm' || this.backend === 'cpu') {
      if (!allOrdinary(value, this.backend, MOST_PASSED)) throw new NotOrdinary('not-ordinary');
      return;
    }
    const before = this.#largest;
    this.#largest = tidy(() => {
      const own = max(abs(value));
      return before ? maximum(before, own) : own;
    });
    before?.dispose();
  }

  /** Throws a NotOrdinary where any value was not. */
  async check(): Promise<void> {
    const largest = this.#largest;
    if (!largest) return;
    this.#largest = undefined;
    const found = await largest.data<'float32'>().finally(() => largest.dispose());
    if (!isWithin(found, MOST_PASSED)) throw new NotOrdinary('not-ordinary');
  }

  dispose(): void {
    this.#largest?.dispose();
  }
}
