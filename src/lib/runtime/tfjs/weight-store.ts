import type { Op, OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { LatelyUsed } from '#lib/runtime/compute/lately-used.ts';
import { useOf } from '#lib/runtime/compute/planned-memory.ts';
import { readFolded, readOrdinary, type WeightProvider } from '#lib/runtime/compute/weight-provider.ts';
import type { KernelContext, Weights } from '#lib/runtime/kernels/kernel.ts';
import { kernelOf } from '#lib/runtime/kernels/kernels.ts';
import type { Step } from '#lib/runtime/plan/plan.ts';
import { keep, tidy } from '@tensorflow/tfjs-core';
import { prepareWeights, uploadValues } from './upload.ts';

interface Entry {
  readonly weights: Weights;
  readonly bytes: number;
}

/** Weights on the device, in the form that kernels take: uploaded once, the least lately used given up above a limit. */
export class WeightStore {
  readonly #kept: LatelyUsed<Entry>;
  /** How many tensors were uploaded since the store was made. */
  uploads = 0;

  constructor(
    private readonly context: KernelContext,
    limit: number,
  ) {
    this.#kept = new LatelyUsed(limit, ({ weights }) => tensorsOf(weights).forEach((tensor) => tensor.dispose()));
  }

  get tensors(): number {
    return [...this.#kept.values()].reduce((sum, { weights }) => sum + tensorsOf(weights).length, 0);
  }

  get bytes(): number {
    return this.#kept.bytes;
  }

  /** The weights of a step, batch norm folded in where the step has one. */
  async of(step: Step, graph: OpGraph, provider: WeightProvider): Promise<Weights> {
    const op = graph.ops[step.op]!;
    if (op.weights.length === 0) return {};
    const norm = step.norm === undefined ? undefined : graph.ops[step.norm]!;
    const form = kernelOf(op.kind).form?.(useOf(op, graph, this.context, true)) ?? 'prepared';
    return this.#get(keyOf(form, op, norm, provider), async () => {
      const values = await readFolded(op, norm, provider);
      return () => prepareWeights(op, graph, uploadValues(op, values), this.context, true);
    });
  }

  /** The weights of an op as they are, in tfjs' layout. Throws a NotOrdinary as `of` does. */
  async plain(op: Op, provider: WeightProvider): Promise<Weights> {
    if (op.weights.length === 0) return {};
    return this.#get(keyOf('plain', op, undefined, provider), async () => {
      const values = await readOrdinary(op, provider);
      return () => uploadValues(op, values);
    });
  }

  async #get(key: string, read: () => Promise<() => Weights>): Promise<Weights> {
    const { weights } = await this.#kept.get(key, async () => this.#upload(await read()));
    return weights;
  }

  /** Not to be called during a run. */
  trim(): void {
    this.#kept.trim();
  }

  dispose(): void {
    this.#kept.clear();
  }

  #upload(make: () => Weights): Entry {
    const weights = tidy(() => {
      const made = make();
      for (const weight of tensorsOf(made)) keep(weight);
      return made;
    });
    this.uploads += tensorsOf(weights).length;
    return { weights, bytes: bytesOf(weights) };
  }
}

const tensorsOf = (weights: Weights) => Object.values(weights);

export const bytesOf = (weights: Weights): number =>
  tensorsOf(weights).reduce((sum, { size }) => sum + size * Float32Array.BYTES_PER_ELEMENT, 0);

const keyOf = (form: string, op: Op, norm: Op | undefined, { key }: WeightProvider): string =>
  JSON.stringify([
    key,
    form,
    op.kind,
    op.attributes,
    [...op.weights, ...(norm?.weights ?? [])].map((w) => [w.name, w.shape]),
  ]);
