import { attributesOf } from '#lib/dla/modules/attributes.ts';
import { moduleOf, type ModuleKind } from '#lib/dla/modules/modules.ts';
import { Scope } from '#lib/dla/op-graph/scope.ts';
import type { Shape, WeightRole } from '#lib/dla/ops/op.ts';
import type { GraphNode } from '#lib/graph/document/document.ts';
import { IssueError, unwrap } from '#lib/issue.ts';

/** Where the values of a tensor come from. */
export interface Values {
  /** What the file calls it. */
  readonly name: string;
  readonly shape: readonly number[];
  /** Whether they are of a type of whole numbers. */
  readonly whole?: boolean;
  read(): Promise<Float32Array>;
}

export type Attributes = GraphNode['attributes'];

/** What a tensor is called in its draft: a deformable convolution has those of the convolution that moves its taps too. */
export type TensorName = WeightRole | `conv_offset_mask.${WeightRole}`;

/** One operator of a file as a node of a document, before it has a name. */
export interface Draft {
  readonly kind: ModuleKind;
  readonly attributes: Attributes;
  /** Places among the drafts. */
  readonly inputs: readonly number[];
  readonly shape: Shape;
  readonly tensors: ReadonlyMap<TensorName, Values>;
  /** What the file calls it, for a person. */
  readonly label: string;
  /** The module that it belongs to, outermost first, where the exporter said so. */
  readonly path: readonly string[];
  /** What the exporter calls that module, where it does not say what that stands in. */
  readonly hint?: string;
}

/** The shape of a node's result. Throws an IssueError at `label` where there is none. */
export function shapeOf(kind: ModuleKind, attributes: Attributes, inputs: readonly Shape[], label: string): Shape {
  try {
    const checked = unwrap(attributesOf({ id: label, kind, inputs: [], attributes }));
    const outside = inputs.map((shape) => ({ op: -1, shape }));
    return moduleOf(kind)!.lower(new Scope([], label, ''), outside, checked).shape;
  } catch (error) {
    if (!(error instanceof IssueError)) throw error;
    throw new IssueError(error.issues.map((issue) => ({ ...issue, at: label })));
  }
}
