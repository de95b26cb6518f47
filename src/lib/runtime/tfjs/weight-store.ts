import type { Op, OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { readFolded, readWeights, type WeightProvider } from '#lib/runtime/compute/weight-provider.ts';
import type { KernelContext, Weights } from '#lib/runtime/kernels/kernel.ts';
import { kernelOf } from '#lib/runtime/kernels/kernels.ts';
import type { Step } from '#lib/runtime/plan/plan.ts';
import { keep, tidy } from '@tensorflow/tfjs-core';
import { prepareWeights, uploadValues, useOf } from './upload.ts';

interface Entry {
  readonly weights: Weights;
  readonly bytes: number;
}

/** Weights on the device, in the form that kernels take: uploaded once, the least lately used given up above a limit. */
export class WeightStore {
  readonly #entries = new Map<string, Entry>();
  #bytes = 0;
  /** How many tensors were uploaded since the store was made. */
  uploads = 0;

  constructor(
    private readonly context: KernelContext,
    private readonly limit: number,
  ) {}

  get tensors(): number {
    return [...this.#entries.values()].reduce((sum, { weights }) => sum + Object.values(weights).length, 0);
  }

  get bytes(): number {
    return this.#bytes;
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

  /** The weights of an op as they are, in tfjs' layout. */
  async plain(op: Op, provider: WeightProvider): Promise<Weights> {
    if (op.weights.length === 0) return {};
    return this.#get(keyOf('plain', op, undefined, provider), async () => {
      const values = await readWeights(op, provider);
      return () => uploadValues(op, values);
    });
  }

  async #get(key: string, read: () => Promise<() => Weights>): Promise<Weights> {
    const known = this.#entries.get(key);
    if (known) {
      // The map's order is that of use.
      this.#entries.delete(key);
      this.#entries.set(key, known);
      return known.weights;
    }
    const entry = this.#upload(await read());
    this.#entries.set(key, entry);
    this.#bytes += entry.bytes;
    return entry.weights;
  }

  /** Gives up what was not used lately until the limit holds; not to be called during a run. */
  trim(): void {
    for (const [key, entry] of this.#entries) {
      if (this.#bytes <= this.limit) return;
      this.#entries.delete(key);
      this.#bytes -= entry.bytes;
      for (const weight of Object.values(entry.weights)) weight.dispose();
    }
  }

  dispose(): void {
    for (const { weights } of this.#entries.values()) for (const weight of Object.values(weights)) weight.dispose();
    this.#entries.clear();
    this.#bytes = 0;
  }

  #upload(make: () => Weights): Entry {
    const weights = tidy(() => {
      const made = make();
      for (const weight of Object.values(made)) keep(weight);
      return made;
    });
    this.uploads += Object.values(weights).length;
    return { weights, bytes: bytesOf(weights) };
  }
}

export const bytesOf = (weights: Weights): number =>
  Object.values(weights).reduce((sum, { size }) => sum + size * Float32Array.BYTES_PER_ELEMENT, 0);

const keyOf = (form: string, op: Op, norm: Op | undefined, { key }: WeightProvider): string =>
  JSON.stringify([
    key,
    form,
    op.kind,
    op.attributes,
    [...op.weights, ...(norm?.weights ?? [])].map((w) => [w.name, w.shape]),
  ]);
