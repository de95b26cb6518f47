import type { Graph } from './graph.ts';
import type { Unit } from './units.ts';

/** A linear layer, or a 1×1 convolution over a global pool, that ends a network. */
export function classifier(graph: Graph, at: number): Unit | undefined {
  const { kind, attributes, inputs } = graph.drafts[at]!;
  const isLinear = kind === 'linear';
  const isConv = kind === 'conv' && attributes.kernel === 1 && attributes.groups === 1 && attributes.bias === true;
  if (!graph.outputs.has(at) || (!isLinear && !isConv)) return undefined;
  const [input] = inputs;
  const pooled = graph.drafts[input!]!.kind === 'global-avg-pool' && graph.taker(input!) === at;
  const isPoint = graph.drafts[input!]!.shape.slice(1).every((extent) => extent === 1);
  if (!pooled && (!isLinear || !isPoint)) return undefined;
  return {
    kind: 'classifier',
    attributes: {
      classes: attributes.outChannels!,
      ...(isLinear && { linear: true }),
      ...(!pooled && { pool: false }),
    },
    inputs: pooled ? graph.drafts[input!]!.inputs : inputs,
    output: at,
    parts: [['', at]],
    drafts: pooled ? [input!, at] : [at],
  };
}

/** A score for each class, brought up by a transposed convolution, and its activation: the end of a dense network. */
export function denseHead(graph: Graph, at: number): Unit | undefined {
  const { kind } = graph.drafts[at]!;
  if (!graph.outputs.has(at) || (kind !== 'log-softmax' && kind !== 'sigmoid')) return undefined;
  const before = graph.before(at);
  if (before === undefined) return undefined;
  const up = graph.drafts[before]!;
  const isUp = up.kind === 'up-sample' && up.attributes.mode === 'transposed';
  const score = isUp ? graph.before(before) : before;
  if (score === undefined) return undefined;
  const { kind: scored, attributes, inputs, shape } = graph.drafts[score]!;
  const isScore = scored === 'conv' && attributes.kernel === 1 && attributes.groups === 1 && attributes.stride === 1;
  if (!isScore || attributes.bias !== true || attributes.padding !== undefined || shape[1] * shape[2] === 1)
    return undefined;
  return {
    kind: 'dense-head',
    attributes: { classes: shape[0], upFactor: isUp ? Number(up.attributes.factor) : 1, activation: kind },
    inputs,
    output: at,
    parts: [['fc.0', score], ...(isUp ? ([['up', before]] as const) : [])],
    drafts: [score, ...(isUp ? [before] : []), at],
  };
}
