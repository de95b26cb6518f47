import type { Graph } from './graph.ts';
import { normOf } from './norms.ts';
import { convNormAt, draftsOf, partsOf, type ConvNorm, type Unit } from './units.ts';

/** A convolution with norm over a concat that nothing else takes. */
function joinAt(graph: Graph, at: number): { readonly unit: ConvNorm; readonly inputs: readonly number[] } | undefined {
  const unit = convNormAt(graph, at);
  if (!unit?.plain || unit.stride !== 1 || unit.groups !== 1) return undefined;
  const { kind, inputs } = graph.drafts[unit.input]!;
  if (kind !== 'concat' || inputs.length < 2 || graph.taker(unit.input) !== unit.conv) return undefined;
  return { unit, inputs };
}

/** ReLU(BN(1×1 over a concat)) is an aggregation node, with its first input added a residual one. */
export function aggregation(graph: Graph, at: number): Unit | undefined {
  if (graph.drafts[at]!.kind !== 'relu') return undefined;
  const before = graph.before(at);
  if (before === undefined) return undefined;
  const sum = graph.drafts[before]!;
  const isSum = sum.kind === 'add' && sum.inputs.length === 2;
  for (const [end, residual] of isSum ? pairs(sum.inputs) : [[before, undefined] as const]) {
    const join = isSum && graph.taker(end) !== before ? undefined : joinAt(graph, end);
    if (join?.unit.kernel !== 1 || (isSum && join.inputs[0] !== residual)) continue;
    const { unit, inputs } = join;
    return {
      kind: 'aggregation',
      attributes: { outChannels: unit.outChannels, ...(isSum && { residual: true }), ...normOf([unit]) },
      inputs,
      output: at,
      parts: partsOf(unit, 'conv', 'bn'),
      drafts: [unit.input, ...draftsOf(unit), before, at],
    };
  }
  return undefined;
}

const pairs = ([a, b]: readonly number[]) =>
  [
    [a!, b],
    [b!, a],
  ] as const;

/** A larger convolution over a concat is a decoder's node. */
export function fuseConv(graph: Graph, at: number): Unit | undefined {
  const before = graph.drafts[at]!.kind === 'relu' ? graph.before(at) : undefined;
  const join = before === undefined ? undefined : joinAt(graph, before);
  if (!join || join.unit.kernel === 1 || join.unit.dilation !== 1) return undefined;
  const { unit, inputs } = join;
  return {
    kind: 'fuse-conv',
    attributes: { outChannels: unit.outChannels, kernel: unit.kernel, ...normOf([unit]) },
    inputs,
    output: at,
    parts: partsOf(unit, '0', '1'),
    drafts: [unit.input, ...draftsOf(unit), at],
  };
}
