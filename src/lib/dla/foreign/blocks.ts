import { widthOf, type Body } from './block-body.ts';
import type { Graph } from './graph.ts';
import { commonPath } from './module-path.ts';
import { normOf } from './norms.ts';
import type { Attributes } from './operator-draft.ts';
import { res2netAt } from './res2net.ts';
import { convNormAt, draftsOf, partsOf, type ConvNorm, type Unit } from './units.ts';

/** A residual block that ends at a draft: a ReLU over the sum of a body and of what goes round it. */
export function block(graph: Graph, at: number): Unit | undefined {
  const sum = graph.drafts[at]!.kind === 'relu' ? graph.before(at) : undefined;
  if (sum === undefined || graph.drafts[sum]!.kind !== 'add' || graph.drafts[sum]!.inputs.length !== 2)
    return undefined;
  const [a, b] = graph.drafts[sum]!.inputs as [number, number];
  for (const [end, residual] of [
    [a, b],
    [b, a],
  ] as const) {
    const body = graph.taker(end) === sum ? bodyAt(graph, end) : undefined;
    if (body) return withResidual(graph, body, residual, [sum, at]);
  }
  return undefined;
}

function withResidual(graph: Graph, body: Body, residual: number, ends: readonly number[]): Unit {
  const { input, stride, outChannels, convs, parts } = body;
  const attributes = { ...body.attributes, outChannels, ...(stride !== 1 && { stride }), ...normOf(convs) };
  const unit = { kind: 'block', output: ends[1]!, drafts: [...body.drafts, ...ends] } as const;
  const narrow = stride === 1 && graph.drafts[input]!.shape[0] === outChannels;
  if (residual === input && narrow) return { ...unit, attributes, inputs: [input], parts };
  const own = graph.taker(residual) === ends[0] ? convNormAt(graph, residual) : undefined;
  const isProjection = own?.plain && own.kernel === 1 && own.groups === 1;
  const norm = own && normOf([...convs, own]);
  if (isProjection && norm && own.input === input && own.stride === stride && !narrow && isInside(graph, own, body))
    return {
      ...unit,
      attributes: { ...attributes, ...norm, projection: 'conv' },
      inputs: [input],
      parts: [...parts, ...partsOf(own, 'downsample.0', 'downsample.1')],
      drafts: [...unit.drafts, ...draftsOf(own)],
    };
  return { ...unit, attributes, inputs: [input, residual], parts };
}

/** Whether a projection belongs to the module of the block, as far as names say anything of it. */
function isInside({ drafts }: Graph, projection: ConvNorm, { convs }: Body): boolean {
  const paths = convs.map(({ conv }) => drafts[conv]!.path);
  const module = paths.reduce(commonPath);
  // Convolutions that lie deeper have a module of their own in the block's.
  const around = paths.every((own) => own.length > module.length + 1) ? module.slice(0, -1) : module;
  const { path } = drafts[projection.conv]!;
  return path.length === 0 || around.every((part, index) => path[index] === part);
}

/** Convolutions one behind the other, the last without ReLU, the first first. */
function chainTo(graph: Graph, end: number, count: number): { convs: ConvNorm[]; drafts: number[] } | undefined {
  const convs: ConvNorm[] = [];
  const drafts: number[] = [];
  let at: number | undefined = end;
  for (let index = 0; index < count; index += 1) {
    const unit: ConvNorm | undefined = at === undefined ? undefined : convNormAt(graph, at);
    if (!unit?.plain) return undefined;
    convs.unshift(unit);
    drafts.unshift(...draftsOf(unit));
    if (index === count - 1) break;
    const relu = unit.input;
    if (graph.drafts[relu]!.kind !== 'relu' || graph.taker(relu) !== unit.conv) return undefined;
    drafts.unshift(relu);
    at = graph.before(relu);
  }
  return { convs, drafts };
}

const bodyAt = (graph: Graph, end: number): Body | undefined =>
  bottleneckAt(graph, end) ?? basicAt(graph, end) ?? res2netAt(graph, end);

function basicAt(graph: Graph, end: number): Body | undefined {
  const chain = chainTo(graph, end, 2);
  const [first, second] = chain?.convs ?? [];
  if (!chain || !first || !second || first.kernel !== 3 || second.kernel !== 3 || second.stride !== 1) return undefined;
  const alike = first.outChannels === second.outChannels && first.dilation === second.dilation;
  if (!alike || first.groups * second.groups !== 1 || !normOf(chain.convs)) return undefined;
  const { dilation } = first;
  return bodyOf(chain, { block: 'basic', ...(dilation !== 1 && { dilation }) }, first.stride);
}

function bottleneckAt(graph: Graph, end: number): Body | undefined {
  const chain = chainTo(graph, end, 3);
  const [first, middle, last] = chain?.convs ?? [];
  if (!chain || !first || !middle || !last) return undefined;
  const isNarrow = [first, last].every(({ kernel, stride, groups }) => kernel * stride * groups === 1);
  const alike = first.outChannels === middle.outChannels && normOf(chain.convs) !== undefined;
  if (!isNarrow || !alike || middle.kernel !== 3) return undefined;
  const width = widthOf(last.outChannels, middle.outChannels, middle.groups);
  if (!width) return undefined;
  const { dilation } = middle;
  const kind = middle.groups === 1 ? 'bottleneck' : 'split';
  return bodyOf(chain, { block: kind, ...width, ...(dilation !== 1 && { dilation }) }, middle.stride);
}

function bodyOf(
  { convs, drafts }: { convs: readonly ConvNorm[]; drafts: readonly number[] },
  attributes: Attributes,
  stride: number,
): Body {
  const parts = convs.flatMap((each, index) => partsOf(each, `conv${index + 1}`, `bn${index + 1}`));
  return { input: convs[0]!.input, attributes, convs, parts, drafts, stride, outChannels: convs.at(-1)!.outChannels };
}
