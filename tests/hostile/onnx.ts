import { joinBytes } from '#tests/weights/build.ts';
import type { Row } from './row.ts';

function varint(value: bigint): number[] {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return [...bytes, Number(rest)];
}
const whole = (field: number, value: bigint): Uint8Array =>
  Uint8Array.from([...varint(BigInt(field * 8)), ...varint(value)]);
const inside = (field: number, ...parts: readonly (Uint8Array | string)[]): Uint8Array => {
  const bytes = joinBytes(...parts.map((part) => (typeof part === 'string' ? new TextEncoder().encode(part) : part)));
  return joinBytes(varint(BigInt(field * 8 + 2)), varint(BigInt(bytes.length)), bytes);
};
const model = (...graph: readonly Uint8Array[]): Uint8Array =>
  joinBytes(whole(1, 8n), inside(8, whole(2, 17n)), inside(7, ...graph));
const extents = (...sizes: readonly bigint[]): Uint8Array =>
  inside(2, ...sizes.map((size) => inside(1, whole(1, size))));
const value = (field: number, name: string): Uint8Array =>
  inside(field, inside(1, name), inside(2, inside(1, whole(1, 1n), extents(1n, 3n, 32n, 32n))));
const node = (type: string, from: string, to: string, ...more: readonly Uint8Array[]): Uint8Array =>
  inside(1, inside(1, from), inside(2, to), inside(4, type), ...more);
const tensor = (name: string, sizes: readonly bigint[], ...more: readonly Uint8Array[]): Uint8Array =>
  inside(5, ...sizes.map((size) => whole(1, size)), whole(2, 1n), inside(8, name), ...more);
const relus = (count: number): readonly Uint8Array[] =>
  Array.from({ length: count }, (_, at) => node('Relu', `x${at}`, `x${at + 1}`));

/** Messages in messages: each a graph that is an attribute of the one around it. */
const nested = (count: number): Uint8Array => {
  let bytes: Uint8Array = new Uint8Array();
  for (let level = 0; level < count; level += 1) bytes = inside(1, inside(5, inside(6, bytes)));
  return bytes;
};

/** ONNX models. */
export const onnxRows: readonly Row[] = [
  ['ONNX: a number without an end', 'onnx', () => joinBytes(whole(1, 8n), new Uint8Array(50).fill(255)), 'onnx-broken'],
  [
    'ONNX: a text longer than the file',
    'onnx',
    () => joinBytes(whole(1, 8n), [0x12], varint(2n ** 62n)),
    'onnx-broken',
  ],
  ['ONNX: a length below nothing', 'onnx', () => joinBytes(whole(1, 8n), [0x12], varint(-1n)), 'onnx-broken'],
  [
    'ONNX: ten thousand graphs in each other',
    'onnx',
    () => model(value(11, 'x0'), nested(3000), value(12, 'x0')),
    'onnx-operators',
  ],
  [
    'ONNX: a thousand operators behind each other',
    'onnx',
    () => model(value(11, 'x0'), ...relus(1000), value(12, 'x1000')),
    'read',
  ],
  [
    'ONNX: more operators than a network may have',
    'onnx',
    () => model(value(11, 'x0'), ...relus(20_001), value(12, 'x20001')),
    'too-many-nodes',
  ],
  [
    'ONNX: operators in a circle',
    'onnx',
    () => model(value(11, 'x0'), node('Relu', 'b', 'a'), node('Relu', 'a', 'b'), value(12, 'b')),
    'onnx-output',
  ],
  [
    'ONNX: a constant of more values than there are numbers',
    'onnx',
    () => model(value(11, 'x0'), tensor('w', [2n ** 40n, 2n ** 40n]), ...relus(1), value(12, 'x1')),
    'tensor-shape',
  ],
  [
    'ONNX: a constant of less than nothing',
    'onnx',
    () => model(value(11, 'x0'), tensor('w', [-1n]), ...relus(1), value(12, 'x1')),
    'tensor-shape',
  ],
  ['ONNX: no graph', 'onnx', () => whole(1, 8n), 'onnx-broken'],
  [
    'ONNX: an output that nothing gives',
    'onnx',
    () => model(value(11, 'x0'), ...relus(1), value(12, 'nowhere')),
    'onnx-output',
  ],
  [
    'ONNX: names that every object has',
    'onnx',
    () =>
      model(
        value(11, 'x0'),
        node('Relu', 'x0', '__proto__'),
        node('Relu', '__proto__', 'constructor'),
        value(12, 'constructor'),
      ),
    'read',
  ],
  [
    'ONNX: an operator called __proto__',
    'onnx',
    () => model(value(11, 'x0'), node('__proto__', 'x0', 'y'), value(12, 'y')),
    'onnx-operators',
  ],
];
