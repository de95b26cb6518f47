import type { WeightTensor } from '#lib/dla/op-graph/op-graph.ts';
import { findNotFinite, type NotFinite } from '#lib/dla/weights/not-finite.ts';
import { IssueError, type Issue } from '#lib/issue.ts';

type Read = (tensor: WeightTensor) => Promise<Float32Array>;

/** Reads the values of one table of a weight file, and remembers what is strange about those that were read. */
export class ReadValues {
  readonly #notFinite = new Map<string, NotFinite>();
  readonly #variances = new Set<string>();

  /** Reads a tensor and looks at its values. */
  async read(tensor: WeightTensor, read: Read): Promise<Float32Array> {
    const values = await read(tensor);
    const found = findNotFinite(tensor.name, values);
    if (found) this.#notFinite.set(tensor.name, found);
    return values;
  }

  /** Throws an IssueError that names the variances below zero: no batch norm has them, and its result would be NaN. */
  async checkVariances(tensors: readonly WeightTensor[], read: Read): Promise<void> {
    const issues: Issue[] = [];
    for (const tensor of tensors) {
      if (tensor.role !== 'running_var' || this.#variances.has(tensor.name)) continue;
      const negative = (await read(tensor)).find((value) => value < 0);
      if (negative === undefined) this.#variances.add(tensor.name);
      else issues.push({ kind: 'tensor-negative-variance', at: tensor.name, received: String(negative) });
    }
    if (issues.length > 0) throw new IssueError(issues);
  }

  /** What of these tensors is not finite. */
  notFinite(tensors: readonly WeightTensor[]): readonly NotFinite[] {
    return tensors.flatMap(({ name }) => this.#notFinite.get(name) ?? []);
  }
}
