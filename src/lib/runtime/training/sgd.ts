import { add, mul, sub, tidy, zerosLike, type Tensor } from '@tensorflow/tfjs-core';

export interface SgdOptions {
  /** At the start; it falls to 0 along half a cosine. */
  readonly learningRate: number;
  readonly momentum: number;
  readonly weightDecay: number;
}

/** Cosine schedule (arXiv 1608.03983, without restarts): from `start` at step 0 to 0 at step `steps`. */
export const cosineRate = (start: number, step: number, steps: number): number =>
  (start / 2) * (1 + Math.cos((Math.PI * step) / steps));

/** Stochastic gradient descent with momentum, as PyTorch has it: v ← μ·v + g + λ·w, w ← w − η·v. */
export class Sgd {
  readonly #velocities = new Map<string, Tensor>();

  constructor(private readonly options: Omit<SgdOptions, 'learningRate'>) {}

  /** The weight after a step; neither weight nor gradient is given back. */
  step(name: string, weight: Tensor, gradient: Tensor, rate: number): Tensor {
    const { momentum, weightDecay } = this.options;
    const before = this.#velocities.get(name);
    const [velocity, moved] = tidy(() => {
      const slope = weightDecay === 0 ? gradient : add(gradient, mul(weight, weightDecay));
      const next: Tensor = add(mul(before ?? zerosLike(weight), momentum), slope);
      return [next, sub(weight, mul(next, rate))] as [Tensor, Tensor];
    });
    before?.dispose();
    this.#velocities.set(name, velocity);
    return moved;
  }

  dispose(): void {
    for (const velocity of this.#velocities.values()) velocity.dispose();
    this.#velocities.clear();
  }
}
