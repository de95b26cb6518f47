import { normOf } from '#lib/runtime/compute/differentiate.ts';
import type { KernelContext } from '#lib/runtime/kernels/kernel.ts';
import type { GPGPUProgram, MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { backend, engine, env, reshape, square, stack, sum, tidy, type Tensor } from '@tensorflow/tfjs-core';

/**
 * L2 norms of gradients by name. What lies on a graphics card is summed there in float32 and read once, at the end; other
 * backends have it at hand, and it is summed in float64. tfjs' layout of a weight is a permutation of PyTorch's, which a norm
 * does not see.
 */
export class Norms {
  readonly #found = new Map<string, number>();
  readonly #sums = new Map<string, Tensor>();
  readonly #onDevice: boolean;

  constructor(private readonly context: KernelContext) {
    const { backend } = context;
    // Squares of small gradients are nothing in float16.
    const exact = backend === 'webgl' && env().getBool('WEBGL_RENDER_FLOAT32_ENABLED');
    this.#onDevice = exact || backend === 'webgpu';
  }

  /** Takes the gradient over. */
  async add(name: string, gradient: Tensor): Promise<void> {
    try {
      if (this.#onDevice)
        this.#sums.set(
          name,
          tidy(() => (this.context.backend === 'webgl' ? sumOfSquares(gradient) : sum(square(gradient)))),
        );
      else this.#found.set(name, normOf(await gradient.data<'float32'>()));
    } finally {
      gradient.dispose();
    }
  }

  async read(): Promise<ReadonlyMap<string, number>> {
    if (this.#sums.size > 0) {
      const all = tidy(() => stack([...this.#sums.values()]));
      const squares = await all.data<'float32'>().finally(() => all.dispose());
      [...this.#sums.keys()].forEach((name, i) => this.#found.set(name, Math.sqrt(squares[i]!)));
    }
    return this.#found;
  }

  dispose(): void {
    for (const each of this.#sums.values()) each.dispose();
    this.#sums.clear();
  }
}

/** Elements from which on a program of its own is worth its draw. */
const LARGE = 4096;
/** Rows that one invocation adds up. */
const ROWS = 32;

/** Σ g²: tfjs would write the squares, then unpack them, before it adds them up. */
function sumOfSquares(gradient: Tensor): Tensor {
  const columns = gradient.shape.at(-1) ?? 1;
  const rows = gradient.size / columns;
  if (gradient.size < LARGE) return sum(square(gradient));
  const matrix = reshape(gradient, [rows, columns]);
  const program: GPGPUProgram = {
    variableNames: ['A'],
    outputShape: [Math.ceil(rows / ROWS), Math.ceil(columns / 2)],
    packedInputs: true,
    userCode: `void main() {
      ivec2 place = getOutputCoords();
      int column = place.y * 2;
      float found = 0.;
      for (int i = 0; i < ${ROWS}; i += 2) {
        int row = place.x * ${ROWS} + i;
        if (row >= ${rows}) break;
        // A texel holds 2×2 elements, of which those beyond the edge mean nothing.
        vec4 v = getA(row, column);
        if (row + 1 >= ${rows}) v.zw = vec2(0.);
        if (column + 1 >= ${columns}) v.yw = vec2(0.);
        found += dot(v, v);
      }
      setOutput(found);
    }`,
  };
  const parts = (backend() as MathBackendWebGL).runWebGLProgram(program, [matrix], 'float32');
  return sum(engine().makeTensorFromTensorInfo(parts));
}
