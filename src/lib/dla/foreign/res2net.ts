import { widthOf, type Body } from './block-body.ts';
import type { Graph } from './graph.ts';
import { normOf } from './norms.ts';
import { convNormAt, draftsOf, partsOf, type ConvNorm } from './units.ts';

/** A part of the split: its convolution with norm and ReLU, and all drafts that stand for it. */
interface Branch {
  readonly conv: ConvNorm;
  readonly drafts: readonly number[];
}

/** What is laid together, and the concats that do it. */
interface Joined {
  readonly inputs: readonly number[];
  readonly drafts: readonly number[];
}

/**
 * What a Res2Net block adds to its residual (timm's Bottle2neck): a 1×1 convolution whose channels are split, a 3×3 one for every
 * part but the last, each on the sum of its part and of the result before it, and a 1×1 one over all. With a stride nothing is
 * summed, and the last part is pooled.
 */
export function res2netAt(graph: Graph, end: number): Body | undefined {
  const { drafts, taker, takers } = graph;
  const last = convNormAt(graph, end);
  if (!last?.plain || !isPoint(last) || taker(last.input) !== last.conv) return undefined;
  const join = joinedAt(graph, last.input);
  const scale = join.inputs.length;
  if (scale < 2) return undefined;
  const first = branchAt(graph, join.inputs[0]!, undefined);
  if (!first) return undefined;
  const { stride, dilation, groups, outChannels: width } = first.conv;
  const branches = [first];
  for (let index = 1; index < scale - 1; index += 1) {
    const branch = branchAt(graph, join.inputs[index]!, stride === 1 ? join.inputs[index - 1] : undefined);
    if (!branch) return undefined;
    branches.push(branch);
  }
  const rest = join.inputs.at(-1)!;
  const tail = stride === 1 ? rest : pooledAt(graph, rest, stride);
  if (tail === undefined) return undefined;
  const parts = [...branches.map(({ drafts: own }) => own[0]!), tail];
  const [spread] = drafts[tail]!.inputs;
  const isSplit = parts.every((at, index) => {
    const { kind, inputs, attributes } = drafts[at]!;
    return (
      kind === 'slice' &&
      inputs[0] === spread &&
      attributes.from === index * width &&
      attributes.to === (index + 1) * width
    );
  });
  if (!isSplit || drafts[spread!]!.kind !== 'relu' || takers(spread!).length !== scale) return undefined;
  const before = graph.before(spread!);
  const opening = before === undefined ? undefined : convNormAt(graph, before);
  const convs = [...branches.map(({ conv }) => conv), last];
  if (!opening?.plain || !isPoint(opening) || opening.outChannels !== scale * width) return undefined;
  const alike = branches.every(
    ({ conv }) =>
      conv.stride === stride && conv.dilation === dilation && conv.groups === groups && conv.outChannels === width,
  );
  // Every result but the last is summed too, and taken by nothing else.
  const isInside = branches.every(
    (_, index) => takers(join.inputs[index]!).length === (stride === 1 && index < scale - 2 ? 2 : 1),
  );
  const attributes = widthOf(last.outChannels, width, groups, groups === 1 ? [28, 26, 64] : [4, 8]);
  if (!alike || !isInside || !attributes || !normOf([opening, ...convs]) || taker(tail) === undefined) return undefined;
  return {
    input: opening.input,
    attributes: { block: 'res2net', ...attributes, scale, ...(dilation !== 1 && { dilation }) },
    convs: [opening, ...convs],
    parts: [
      ...partsOf(opening, 'conv1', 'bn1'),
      ...branches.flatMap(({ conv }, index) => partsOf(conv, `convs.${index}`, `bns.${index}`)),
      ...partsOf(last, 'conv3', 'bn3'),
    ],
    drafts: [
      ...draftsOf(opening),
      spread!,
      ...branches.flatMap((branch) => branch.drafts),
      ...new Set([tail, rest]),
      ...join.drafts,
      ...draftsOf(last),
    ],
    stride,
    outChannels: last.outChannels,
  };
}

const isPoint = ({ kernel, stride, groups }: ConvNorm): boolean => kernel * stride * groups === 1;

/** What a concat joins; its authors join one result after the other, by a concat each. */
function joinedAt({ drafts, taker }: Graph, end: number): Joined {
  const joins: number[] = [];
  const inputs: number[] = [];
  for (let at = end; drafts[at]!.kind === 'concat';) {
    const [first, ...rest] = drafts[at]!.inputs as readonly [number, ...number[]];
    joins.unshift(at);
    inputs.unshift(...rest);
    if (drafts[first]!.kind === 'concat' && taker(first) === at) at = first;
    else return { inputs: [first, ...inputs], drafts: joins };
  }
  return { inputs, drafts: joins };
}

/** A branch by its result, which builds on the one before; the slice that it takes comes first. */
function branchAt(graph: Graph, relu: number, previous: number | undefined): Branch | undefined {
  const { drafts, taker } = graph;
  const end = drafts[relu]!.kind === 'relu' ? graph.before(relu) : undefined;
  const conv = end === undefined ? undefined : convNormAt(graph, end);
  if (!conv?.plain || conv.kernel !== 3 || taker(conv.input) !== conv.conv) return undefined;
  const own = [...draftsOf(conv), relu];
  if (previous === undefined) return { conv, drafts: [conv.input, ...own] };
  const { kind, inputs } = drafts[conv.input]!;
  const part = inputs.find((input) => input !== previous);
  if (kind !== 'add' || inputs.length !== 2 || !inputs.includes(previous) || part === undefined) return undefined;
  return taker(part) === conv.input ? { conv, drafts: [part, conv.input, ...own] } : undefined;
}

/** The slice under the mean that makes the last part as small as the others. */
function pooledAt({ drafts, before }: Graph, at: number, stride: number): number | undefined {
  const { kind, attributes } = drafts[at]!;
  const { factor, kernel, mode, padding = 1, inside = false, ceil = false } = attributes;
  const isMean = kind === 'down-sample' && mode === 'average' && factor === stride && kernel === 3 && padding === 1;
  return isMean && !inside && !ceil ? before(at) : undefined;
}
