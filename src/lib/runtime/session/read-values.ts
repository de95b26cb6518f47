import type { WeightTensor } from '#lib/dla/op-graph/op-graph.ts';
import { findNotFinite } from '#lib/dla/weights/not-finite.ts';
import { IssueError, type Issue } from '#lib/issue.ts';

type Read = (tensor: WeightTensor) => Promise<Float32Array>;

/**
 * Reads a tensor. Throws an IssueError that names it where values are NaN or infinite: backends do not carry these through
 * (a clamp of XNNPACK makes 0 of NaN), so that a result would look sound.
 */
export async function readFinite(tensor: WeightTensor, read: Read): Promise<Float32Array> {
  const values = await read(tensor);
  const found = findNotFinite(values);
  if (found) throw new IssueError([{ kind: 'tensor-not-finite', at: tensor.name, ...found }]);
  return values;
}

/** Throws an IssueError that names the variances below zero: no batch norm has them, and its result would be NaN. */
export async function checkVariances(tensors: readonly WeightTensor[], read: Read): Promise<void> {
  const issues: Issue[] = [];
  for (const tensor of tensors) {
    if (tensor.role !== 'running_var') continue;
    const negative = (await read(tensor)).find((value) => value < 0);
    if (negative !== undefined)
      issues.push({ kind: 'tensor-negative-variance', at: tensor.name, received: String(negative) });
  }
  if (issues.length > 0) throw new IssueError(issues);
}
