import type { Attributes, Draft } from './operator-draft.ts';
import type { ModuleKind } from '#lib/dla/modules/modules.ts';
import type { Graph } from './graph.ts';
import { isNorm, normed, normOf, type Normed } from './norms.ts';

/** A draft in a unit, and the beginning of its tensors' names there. */
export type Part = readonly [local: string, draft: number];

/** One node of the document that is found: one or more drafts. */
export interface Unit {
  readonly kind: ModuleKind;
  readonly attributes: Attributes;
  /** The drafts whose results it takes. */
  readonly inputs: readonly number[];
  /** The draft whose result is its own. */
  readonly output: number;
  /** Those that have tensors. */
  readonly parts: readonly Part[];
  /** All drafts that it stands for. */
  readonly drafts: readonly number[];
}

/** A convolution with a norm, or with a bias that may be that of a folded one. */
export interface ConvNorm extends Normed {
  readonly conv: number;
  readonly input: number;
  readonly output: number;
  /** Its window is square, keeps the size at stride 1, and no bias stands beside a norm. */
  readonly plain: boolean;
  readonly outChannels: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly groups: number;
}

/** The convolution with norm whose result a draft is. */
export function convNormAt({ drafts, taker }: Graph, at: number): ConvNorm | undefined {
  const end = drafts[at]!;
  const conv = isNorm(end) ? end.inputs[0]! : at;
  const { kind, attributes, inputs } = drafts[conv]!;
  const folded = conv === at;
  if (kind !== 'conv' || (folded ? attributes.bias !== true : taker(conv) !== at)) return undefined;
  // A norm that follows is its own.
  const next = taker(at);
  if (folded && next !== undefined && isNorm(drafts[next]!)) return undefined;
  const { kernel, stride, dilation, groups } = attributes as Readonly<Record<string, number>>;
  const plain = attributes.padding === undefined && !attributes.floor && (folded || attributes.bias !== true);
  return {
    conv,
    input: inputs[0]!,
    output: at,
    ...normed(end),
    folded,
    plain,
    kernel: kernel!,
    stride: stride!,
    dilation: dilation!,
    groups: groups!,
  };
}

/** Names of a convolution and of its norm in a unit. */
export const partsOf = (unit: ConvNorm, conv: string, norm: string): readonly Part[] => [
  [conv, unit.conv],
  ...(unit.folded ? [] : [[norm, unit.output] as const]),
];

export const draftsOf = ({ conv, output }: ConvNorm): readonly number[] => [...new Set([conv, output])];

/** Convolution, norm and ReLU, or without ReLU where a norm stands there. */
export function convUnit(graph: Graph, at: number): Unit | undefined {
  const relu = graph.drafts[at]!.kind === 'relu';
  const end = relu ? graph.before(at) : at;
  const unit = end === undefined ? undefined : convNormAt(graph, end);
  if (!unit || (!relu && unit.folded && !isProjection(graph, unit))) return undefined;
  const { attributes } = graph.drafts[unit.conv]!;
  const { bias, ...window } = attributes;
  return {
    kind: 'conv-unit',
    attributes: {
      ...shortened(window),
      ...(!relu && { activation: 'none' }),
      ...normOf([unit]),
      ...(!unit.folded && bias === true && { bias }),
    },
    inputs: [unit.input],
    output: at,
    parts: partsOf(unit, '0', '1'),
    drafts: [...draftsOf(unit), at],
  };
}

/** A 1×1 convolution that is added to something: its norm was folded, and it has no ReLU. */
const isProjection = ({ drafts, taker }: Graph, { output, kernel, plain }: ConvNorm): boolean =>
  plain && kernel === 1 && drafts[taker(output) ?? 0]!.kind === 'add';

const usual: ReadonlyMap<string, number> = new Map([
  ['kernel', 3],
  ['stride', 1],
  ['dilation', 1],
  ['groups', 1],
]);

/** Attributes without those that are the kind's defaults. */
export const shortened = (attributes: Attributes): Attributes =>
  Object.fromEntries(
    Object.entries(attributes).filter(([name, value]) => name === 'kernel' || usual.get(name) !== value),
  );

/** A draft that no pattern has, as a node of its own. */
export const single = ({ kind, attributes, inputs, tensors }: Draft, at: number): Unit => ({
  kind,
  attributes: kind === 'conv' ? shortened(attributes) : attributes,
  inputs,
  output: at,
  parts: tensors.size > 0 ? [['', at]] : [],
  drafts: [at],
});
