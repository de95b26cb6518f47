import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { opsOf } from '#lib/runtime/plan/fuse.ts';
import type { Plan } from '#lib/runtime/plan/plan.ts';

/** A plan as text, a line per step: what runs, what it makes (C×H×W), what it takes, what goes afterwards. */
export function printPlan(plan: Plan, graph: OpGraph): string {
  const name = (value: number) => graph.ops[value]!.id;
  const lines = plan.steps.map((step) => {
    const kinds = opsOf(step, graph).map(({ kind }) => kind);
    const { shape } = graph.ops[step.result]!;
    const parts = [`${name(step.result)} = ${kinds.join(' + ')}(${step.inputs.map(name).join(', ')})`, shape.join('×')];
    if (plan.keep.has(step.result)) parts.push('wanted');
    if (step.free.length > 0) parts.push(`free ${step.free.map(name).join(', ')}`);
    return parts.join('  ');
  });
  return [...lines, `weights ${plan.weightBytes} bytes, activations at most ${plan.activationBytes} bytes`].join('\n');
}
