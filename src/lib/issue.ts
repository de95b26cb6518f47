/** What can stand in an issue: plain data, so that it crosses workers, files and languages unchanged. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Puts nodes on an edge, one that is there or one that was refused: pooling or up-sampling, a projection, or both. */
export interface EdgeFix {
  readonly kind: 'insert-projection' | 'insert-down-sample' | 'insert-up-sample';
  readonly from: string;
  readonly to: string;
  readonly input: number;
  /** Whether the edge takes the place of the one that is there. */
  readonly replaces: boolean;
  /** By how much the size changes; no change of size when absent. */
  readonly factor?: number;
  /** Of the projection; none when absent. */
  readonly outChannels?: number;
}

/** A remedy that a person can take with one click. A new kind does not compile until it has its words and is applied. */
export type Fix =
  | EdgeFix
  /** As lowering offers it, which knows the input at fault but not its edge. */
  | { readonly kind: 'insert-projection'; readonly node: string; readonly input: number }
  | { readonly kind: 'reconnect'; readonly from: string; readonly to: string; readonly input: number }
  | { readonly kind: 'edit-level'; readonly level: string; readonly structure: string; readonly blocks: number };

/** The equations of the paper that an issue may name. */
export type Equation = 'aggregation-node' | 'residual-node' | 'residual-block' | 'decoder-node' | 'add' | 'concat';

/** What can be at fault with a file that is read as a network. */
export type FileIssue =
  | 'byte-order-mark'
  | 'file-not-accessible'
  | 'file-not-writable'
  | 'file-too-large'
  | 'key-twice'
  | 'lone-surrogate'
  | 'missing'
  | 'nested-too-deep'
  | 'newer-version'
  | 'no-classifier'
  | 'not-allowed'
  | 'not-expected'
  | 'not-finite'
  | 'archive-too-large'
  | 'not-in-timm'
  | 'not-json'
  | 'not-utf8'
  | 'not-whole'
  | 'picture-without-network'
  | 'too-few-entries'
  | 'too-large'
  | 'too-many-entries'
  | 'too-small'
  | 'unknown-format'
  | 'unknown-key'
  | 'unknown-network';

/** What can be at fault with a document, or with an edit of it. */
export type DocumentIssue =
  | 'cycle'
  | 'group-in-itself'
  | 'groups-too-deep'
  | 'aligned-on-each-other'
  | 'head-taken'
  | 'id-taken'
  | 'member-taken'
  | 'missing-member'
  | 'missing-node'
  | 'name-taken'
  | 'no-input-node'
  | 'no-single-way'
  | 'no-such-edge'
  | 'no-such-input'
  | 'not-a-group'
  | 'not-an-order'
  | 'not-every-node'
  | 'nothing-selected'
  | 'nothing-to-align'
  | 'nothing-to-distribute'
  | 'second-input-node'
  | 'single-kind'
  | 'tensor-name-taken'
  | 'too-few-inputs'
  | 'too-many-inputs'
  | 'too-many-inputs-in-all'
  | 'too-many-nodes'
  | 'too-many-open'
  | 'unknown-kind';

/** What can be at fault with a network: shapes, channels, structures. */
export type NetworkIssue =
  | 'blocks-at-least-two'
  | 'blocks-power-of-two'
  | 'bypass-shape'
  | 'channels-not-divisible'
  | 'down-ratio-without-level'
  | 'factor-not-even'
  | 'flag-without-node'
  | 'indivisible-size'
  | 'input-broken'
  | 'kernel-below-factor'
  | 'kernel-not-odd'
  | 'no-config'
  | 'no-repair'
  | 'no-such-channels'
  | 'no-structure'
  | 'not-a-level'
  | 'nothing-to-pass'
  | 'residual-shape'
  | 'shapes-differ'
  | 'size-not-one'
  | 'size-too-small'
  | 'sizes-differ'
  | 'unfit-connection'
  | 'width-not-divisible'
  | 'width-zero';

/** What can be at fault with a file of weights. */
export type WeightIssue =
  | 'npy-header'
  | 'npy-version'
  | 'pickle-call'
  | 'pickle-dict'
  | 'pickle-global'
  | 'pickle-opcode'
  | 'pickle-size'
  | 'pickle-stack'
  | 'pickle-storage'
  | 'pickle-storage-bounds'
  | 'pickle-tensor'
  | 'pickle-truncated'
  | 'port-no-node'
  | 'pytorch-protocol'
  | 'pytorch-storage'
  | 'pytorch-storage-missing'
  | 'pytorch-storage-size'
  | 'safetensors-entry'
  | 'safetensors-gap'
  | 'safetensors-header'
  | 'safetensors-header-length'
  | 'safetensors-offsets'
  | 'safetensors-overlap'
  | 'tensor-negative-variance'
  | 'tensor-not-finite'
  | 'tensor-shape'
  | 'tensor-shape-differs'
  | 'tensor-twice'
  | 'tensor-values'
  | 'tensors-missing'
  | 'tensors-without-place'
  | 'weights-budget'
  | 'weights-dtype'
  | 'weights-final-fusion'
  | 'weights-format'
  | 'weights-more-inputs'
  | 'weights-no-dialect'
  | 'weights-no-table'
  | 'weights-no-tensors'
  | 'weights-other-nodes'
  | 'weights-truncated'
  | 'zip-checksum'
  | 'zip-deflate'
  | 'zip-directory'
  | 'zip-duplicate'
  | 'zip-encrypted'
  | 'zip-end'
  | 'zip-method'
  | 'zip-overlap'
  | 'zip-size';

/** What can be at fault with a network from elsewhere. */
export type ForeignIssue =
  'onnx-broken' | 'onnx-external' | 'onnx-image' | 'onnx-inputs' | 'onnx-operators' | 'onnx-opset' | 'onnx-output';

/** What can go wrong with a run, or with what it is given. */
export type RunIssue =
  | 'backend-unavailable'
  | 'context-lost'
  | 'image-broken'
  | 'image-colours-lost'
  | 'image-channels'
  | 'image-format'
  | 'image-not-decodable'
  | 'image-too-large'
  | 'input-shape'
  | 'input-size'
  | 'label-out-of-range'
  | 'memory-exceeded'
  | 'training-memory-exceeded'
  | 'no-classifier'
  | 'no-detections'
  | 'not-computable'
  | 'out-of-memory'
  | 'part-not-loaded'
  | 'place-out-of-range'
  | 'run-failed'
  | 'sample-missing'
  | 'shader-failed'
  | 'tensors-left'
  | 'texture-too-large'
  | 'too-few-classes'
  | 'too-few-examples'
  | 'worker-crashed'
  | 'worker-ended'
  | 'worker-failed';

/** What can be at fault with a link. */
export type LinkIssue = 'link-broken' | 'link-cut' | 'link-differs' | 'link-newer' | 'link-none' | 'link-too-large';

/** What can be at fault with a code of a student's answers. */
export type CodeIssue = 'code-mistyped' | 'code-none' | 'code-other-lesson';

/** What can go wrong with what is kept on this machine. */
export type StorageIssue =
  | 'history-broken'
  | 'network-unreadable'
  | 'storage-closed'
  | 'storage-full'
  | 'version-broken'
  | 'workspace-elsewhere'
  | 'workspace-in-use'
  | 'workspace-missing'
  | 'workspace-unreadable';

/** Every kind has its words in `messages`: a new one does not compile until it has them. */
export type IssueKind =
  | FileIssue
  | DocumentIssue
  | NetworkIssue
  | WeightIssue
  | ForeignIssue
  | RunIssue
  | StorageIssue
  | LinkIssue
  | CodeIssue;

/**
 * Everything that is refused or warned of. The core writes no prose: the words for `kind` are in `messages`.
 * `at` is a place that a person can find: a node's id, `levels[2].blocks`, a tensor's name.
 */
export interface Issue {
  readonly kind: IssueKind;
  readonly at: string;
  /** The line of the file in which the place stands, where the issue is one of a file. */
  readonly line?: number;
  /** Where in that line, in characters from 1, where it is no place of JSON yet. */
  readonly column?: number;
  readonly expected?: Json;
  readonly received?: Json;
  readonly fixes?: readonly Fix[];
}

/** Either a value or the reasons why there is none. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly issues: readonly Issue[] };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const refused = (...issues: readonly Issue[]): Result<never> => ({ ok: false, issues });

/** Thrown where a caller cannot go on; the data is what matters, the message serves stack traces only. */
export class IssueError extends Error {
  constructor(readonly issues: readonly Issue[]) {
    super(issues.map((issue) => `${issue.kind} at ${issue.at}`).join('; '));
    this.name = 'IssueError';
  }
}

/** The value of a result; throws {@link IssueError} where there is none. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new IssueError(result.issues);
}
