import { bytesOf, safetensorsHead } from '#lib/dla/weights/safetensors.ts';
import { hashesOf, type ExportSource, type TensorValues } from '../source.ts';

/**
 * The weights of a network as a safetensors file in float32: its own names, in the order of its `state_dict`; the metadata
 * says that PyTorch takes them, and of which network they are. The file comes in parts, one after another: it may be larger than
 * what an array holds, and memory has room for one tensor at a time.
 */
export function* toSafetensors(source: ExportSource, values: TensorValues): Generator<Uint8Array> {
  const shapes = source.tensors.map(({ name, shape }) => [name, shape] as const);
  yield safetensorsHead(shapes, { format: 'pt', ...hashesOf(source) });
  for (const tensor of source.tensors) yield bytesOf(tensor.name, { shape: tensor.shape, data: values(tensor) });
}
