import { zipSync } from 'fflate';
import { joinBytes } from './build.ts';
import type { NamedTensor } from './checkpoint-of.ts';

/** How an array is written: its header, and its values in the order and type that the header says. */
export interface Npy {
  readonly header: (sizes: string) => string;
  /** Python 2 writes `3L`. */
  readonly long?: boolean;
  readonly version?: 1 | 2 | 3;
  readonly fortran?: boolean;
  /** The bytes of the values, float32 little-endian unless it says otherwise. */
  readonly encode?: (data: Float32Array) => Uint8Array;
}

/** The values with the first index running fastest. */
function columnMajor({ shape, data }: NamedTensor): Float32Array {
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((a, b) => a * b, 1));
  const out = new Float32Array(data.length);
  for (let i = 0; i < data.length; i++) {
    let rest = i;
    let at = 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      at += (rest % shape[axis]!) * strides[axis]!;
      rest = Math.floor(rest / shape[axis]!);
    }
    out[at] = data[i]!;
  }
  return out;
}

const little = (value: number, bytes: number) => Array.from({ length: bytes }, (_, i) => (value >> (8 * i)) & 255);
const float32 = (data: Float32Array) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

export function npyOf(tensor: NamedTensor, { header, long, version = 1, fortran, encode = float32 }: Npy): Uint8Array {
  const sizes = tensor.shape.map((size) => `${size}${long ? 'L' : ''}, `).join('');
  const text = new TextEncoder().encode(`${header(`(${sizes})`)}\n`);
  const start = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0, ...little(text.length, version === 1 ? 2 : 4)];
  return joinBytes(start, text, encode(fortran ? columnMajor(tensor) : tensor.data));
}

/** An archive of arrays, all written alike. */
export const npzOf = (
  tensors: Readonly<Record<string, NamedTensor>>,
  how: Npy,
  more: Record<string, Uint8Array> = {},
) =>
  zipSync(
    {
      ...Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [`${name}.npy`, npyOf(tensor, how)])),
      ...more,
    },
    { level: 0 },
  );
