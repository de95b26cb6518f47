import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { blocksOf } from '#lib/runtime/gl/layout.ts';
import type { GlPlan } from '#lib/runtime/gl/plan.ts';

/** A plan as text, a line per draw: what is computed, from what, in which texture; then the sizes. */
export function printGlPlan(plan: GlPlan, graph: OpGraph): string {
  const name = (value: number) => graph.ops[value]?.id ?? `value ${value}`;
  const lines = plan.steps.map(({ program, sources, result, shape, relu }) => {
    const taken = sources.map(({ value, from, channels }) => {
      const part = from > 0 ? ` from ${from * 4}` : '';
      return `${name(value)}${part} (${blocksOf(channels)})`;
    });
    const { texture, grid } = plan.placement.places.get(result)!;
    const { kind, ...variant } = program;
    const words = Object.entries(variant).map(([key, value]) => `${key} ${value}`);
    return `${name(result)} = ${[kind, ...words, ...(relu ? ['relu'] : [])].join(' ')} (${taken.join(', ')})  ${shape.join('×')}  texture ${texture}, ${grid.across} of ${grid.blocks} blocks across`;
  });
  const sizes = plan.placement.textures.map(({ width, height }) => `${width}×${height}`);
  return [
    ...lines,
    `textures ${sizes.join(', ')}`,
    `weights ${plan.weightBytes} bytes, activations ${plan.activationBytes} bytes, on their way back at most ${plan.readBytes} bytes`,
  ].join('\n');
}
