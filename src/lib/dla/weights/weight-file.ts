import type { Issue } from '#lib/issue.ts';
import type { DType } from './dtype.ts';

/** One tensor of a weight file; its values stay in the file until they are asked for. */
export interface WeightTensor {
  /** In PyTorch's order (OIHW for a convolution's weight). */
  readonly shape: readonly number[];
  /** As stored. */
  readonly dtype: DType;
  /** The keys that lead to the table it stands in (`state_dict`); none where the file is one table. */
  readonly table: string;
  /** The values, row-major in `shape`, as float32 in memory of their own (integers and f64 are rounded to float32). */
  read(): Promise<Float32Array>;
}

export interface WeightFile {
  readonly format: 'safetensors' | 'pytorch-zip' | 'pytorch-legacy' | 'npz' | 'pickle' | 'onnx';
  /** By name, in the order of the file; a name begins with the keys that lead to the tensor's table. */
  readonly tensors: ReadonlyMap<string, WeightTensor>;
  /** What stands among the tensors, or beside them, and cannot be read: passed over, and refused only where it is needed. */
  readonly unreadable: ReadonlyMap<string, Issue>;
  /** What the file says of itself: safetensors' `__metadata__`, the texts and numbers at the top of a checkpoint. */
  readonly metadata: ReadonlyMap<string, string>;
}
