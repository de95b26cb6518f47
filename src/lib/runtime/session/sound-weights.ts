import type { WeightTensor } from '#lib/dla/op-graph/op-graph.ts';
import { IssueError, type Issue } from '#lib/issue.ts';
import type { WeightProvider } from '#lib/runtime/compute/weight-provider.ts';
import { faultOf } from './run-soundly.ts';

/**
 * Weights as backward passes can take them, which run on the kernels of tfjs alone. Throws an IssueError that names variances below
 * zero; reading throws one where values are NaN or infinite.
 */
export async function soundWeights(
  provider: WeightProvider,
  tensors: readonly WeightTensor[],
): Promise<WeightProvider> {
  const issues: Issue[] = [];
  for (const tensor of tensors) {
    const fault = tensor.role === 'running_var' && faultOf(tensor, await provider.read(tensor));
    if (fault) issues.push(fault);
  }
  if (issues.length > 0) throw new IssueError(issues);
  return {
    key: provider.key,
    async read(tensor) {
      const values = await provider.read(tensor);
      const fault = faultOf(tensor, values);
      if (fault) throw new IssueError([fault]);
      return values;
    },
  };
}
