import { writeSafetensors } from '#lib/dla/weights/safetensors.ts';
import { hashesOf, type ExportSource, type TensorValues } from '../source.ts';

/**
 * The weights of a network as a safetensors file in float32: its own names, in the order of its `state_dict`; the metadata
 * says that PyTorch takes them, and of which network they are.
 */
export const toSafetensors = (source: ExportSource, values: TensorValues): Uint8Array<ArrayBuffer> =>
  writeSafetensors(
    new Map(source.tensors.map((tensor) => [tensor.name, { shape: tensor.shape, data: values(tensor) }])),
    { format: 'pt', ...hashesOf(source) },
  );
