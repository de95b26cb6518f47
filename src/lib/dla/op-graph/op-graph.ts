import type { Fill, Shape, WeightRole } from '#lib/dla/ops/op.ts';
import type { OpAttributes, OpKind } from '#lib/dla/ops/ops.ts';

/** A named tensor of weights. Names and shapes are PyTorch's; names are unique in a network. */
export interface WeightTensor {
  readonly name: string;
  readonly role: WeightRole;
  readonly shape: readonly number[];
  readonly fill: Fill;
  readonly buffer: boolean;
}

interface OpOf<K extends OpKind> {
  /** The node's id and the op's place in it: `stem/conv`. */
  readonly id: string;
  readonly kind: K;
  readonly attributes: OpAttributes<K>;
  /** Indices into `ops`, all below this op's own. */
  readonly inputs: readonly number[];
  /** Of one image, NCHW without N. */
  readonly shape: Shape;
  readonly weights: readonly WeightTensor[];
  /** Id of the document's node that it came from. */
  readonly node: string;
}

/** A primitive op with its attributes, its inputs, its shape and its weights. */
export type Op<K extends OpKind = OpKind> = { [Each in K]: OpOf<Each> }[K];

/** What a document lowers to: ops in an order in which each comes after its inputs. */
export interface OpGraph {
  readonly ops: readonly Op[];
  /** Which op holds the result of a node. Nodes that could not be lowered are missing. */
  readonly results: ReadonlyMap<string, number>;
  /** Ids of the nodes whose result nothing takes, in topological order as the tensors. */
  readonly outputs: readonly string[];
  /** PyTorch's `state_dict` order: by node in topological order, within a node as PyTorch registers modules. */
  readonly tensors: readonly WeightTensor[];
}

export const sizeOf = (tensor: { readonly shape: readonly number[] }): number =>
  tensor.shape.reduce((product, extent) => product * extent, 1);
