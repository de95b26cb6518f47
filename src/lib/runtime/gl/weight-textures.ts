import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { LatelyUsed } from '#lib/runtime/compute/lately-used.ts';
import { readFolded, readNorm } from '#lib/runtime/compute/weight-provider.ts';
import type { WeightProvider } from '#lib/runtime/compute/weight-provider.ts';
import type { GlContext } from './context.ts';
import type { WeightOrder } from './step.ts';
import { plainSampling } from './textures.ts';
import { packConvolution, packGroupNorm, packNorm, packTransposed, sizeOfWeights, tapByTap } from './weight-layout.ts';

/** A weight on the device. */
export interface WeightTexture {
  readonly texture: WebGLTexture;
  readonly bytes: number;
}

/** Weights on the device: uploaded once, the least lately used given up above a limit. */
export class WeightTextures {
  readonly #kept: LatelyUsed<WeightTexture>;
  /** How many textures were uploaded since the store was made. */
  uploads = 0;

  constructor(
    private readonly context: GlContext,
    limit: number,
  ) {
    this.#kept = new LatelyUsed(limit, ({ texture }) => context.gl.deleteTexture(texture));
  }

  get bytes(): number {
    return this.#kept.bytes;
  }

  of(order: WeightOrder, graph: OpGraph, provider: WeightProvider): Promise<WeightTexture> {
    return this.#kept.get(keyOf(order, graph, provider), async () =>
      this.#upload(order, graph, await pack(order, graph, provider, this.context.maxSize)),
    );
  }

  #upload(order: WeightOrder, graph: OpGraph, texels: Float32Array): WeightTexture {
    const { gl, maxSize } = this.context;
    const { width, height } = sizeOfWeights(order, graph, maxSize);
    const texture = gl.createTexture();
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, texture);
    plainSampling(gl, gl.TEXTURE_2D);
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA32F, width, height);
    gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, width, height, gl.RGBA, gl.FLOAT, texels);
    this.uploads += 1;
    return { texture, bytes: texels.byteLength };
  }

  /** Not to be called during a run. */
  trim(): void {
    this.#kept.trim();
  }

  dispose(): void {
    this.#kept.clear();
  }
}

function keyOf({ form, op, norm, parts, taps }: WeightOrder, graph: OpGraph, { key }: WeightProvider): string {
  const tensors = [op, ...(norm === undefined ? [] : [norm])].flatMap((index) => graph.ops[index]!.weights);
  const { kind, attributes } = graph.ops[op]!;
  return JSON.stringify([key, form, kind, attributes, parts, taps, tensors.map(({ name, shape }) => [name, shape])]);
}

async function pack(order: WeightOrder, graph: OpGraph, provider: WeightProvider, most: number): Promise<Float32Array> {
  const op = graph.ops[order.op]!;
  if (order.form === 'affine') return packNorm(await readNorm(op, provider));
  const norm = order.norm === undefined ? undefined : graph.ops[order.norm]!;
  const { weight, bias } = await readFolded(op, norm, provider);
  if (order.form === 'group') return packGroupNorm(weight!, bias!);
  if (order.form === 'transposed') return packTransposed(weight!, op.shape[0]);
  const { taps } = order;
  if (!taps) return packConvolution(order, graph, most, weight!, bias);
  const laid = tapByTap(weight!, op.shape[0], taps);
  return packConvolution(order, graph, most, laid, taps[0] === 0 ? bias : undefined);
}
