import { toOnnx } from '#lib/dla/exchange/onnx/to-onnx.ts';
import { sourceOfConfig } from '#lib/dla/exchange/source.ts';
import { openOnnx } from '#lib/dla/foreign/open-onnx.ts';
import { serialiseGraph } from '#lib/dla/network/graph-file.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { joinBytes } from '#tests/weights/build.ts';
import { readFileSync } from 'node:fs';
import type { Random } from '../random.ts';
import { bytesOf, type Format } from './format.ts';
import { mutated } from './mutate.ts';
import { answerOf, boundedSource } from './weights.ts';

/** A field of a protobuf message as it is written, with the fields in it where its bytes may be a message too. */
interface Node {
  number: number;
  wire: number;
  value: bigint;
  bytes: Uint8Array;
  below?: Node[];
}

function varintAt(bytes: Uint8Array, at: number): readonly [bigint, number] | undefined {
  let value = 0n;
  for (let index = 0; index < 10 && at + index < bytes.length; index += 1) {
    value |= BigInt(bytes[at + index]! & 127) << BigInt(7 * index);
    if (bytes[at + index]! < 128) return [value, at + index + 1];
  }
  return undefined;
}

function nodesOf(bytes: Uint8Array, depth = 0): Node[] | undefined {
  const nodes: Node[] = [];
  for (let at = 0; at < bytes.length;) {
    const tag = varintAt(bytes, at);
    const [number, wire] = tag ? [Number(tag[0] >> 3n), Number(tag[0] & 7n)] : [0, 7];
    const head = wire === 0 || wire === 2 ? tag && varintAt(bytes, tag[1]) : tag && ([0n, tag[1]] as const);
    if (number < 1 || number > 1000 || !head || ![0, 1, 2, 5].includes(wire)) return undefined;
    const [value, from] = head;
    const to = from + (wire === 2 ? Number(value) : wire === 1 ? 8 : wire === 5 ? 4 : 0);
    if (to > bytes.length) return undefined;
    const inside = bytes.subarray(from, to);
    // Values of weights are no messages, even where they look like some.
    const below =
      wire === 2 && depth < 6 && inside.length > 1 && inside.length < 1e6 ? nodesOf(inside, depth + 1) : undefined;
    nodes.push({ number, wire, value, bytes: inside, ...(below && { below }) });
    at = to;
  }
  return nodes;
}

function varint(value: bigint): number[] {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return [...bytes, Number(rest)];
}

export const written = (nodes: readonly Node[]): Uint8Array =>
  joinBytes(
    ...nodes.flatMap(({ number, wire, value, bytes, below }) => {
      const inside = below ? written(below) : bytes;
      const head = varint(BigInt(number * 8 + wire));
      if (wire === 0) return [head, varint(value)];
      return wire === 2 ? [head, varint(BigInt(inside.length)), inside] : [head, inside];
    }),
  );

const WHOLES = [0n, 1n, -1n, 2n, 3n, 7n, 100n, 65536n, 2147483648n, 2n ** 53n, 2n ** 63n - 1n, -(2n ** 63n)];
const TEXTS = [
  '',
  'Conv',
  'Add',
  'Concat',
  'Reshape',
  'Identity',
  'Loop',
  '__proto__',
  '\u202e<b>',
  '../../etc/passwd',
];

function allOf(nodes: Node[], found: (readonly [Node[], number])[] = []): (readonly [Node[], number])[] {
  nodes.forEach((node, at) => {
    found.push([nodes, at]);
    if (node.below) allOf(node.below, found);
  });
  return found;
}

function change(root: Node[], random: Random): void {
  const all = allOf(root);
  const [list, at] = random.pick(all);
  const node = list[at]!;
  const [others, other] = random.pick(all);
  const how = random.next();
  if (how < 0.2) list.splice(at, 1);
  else if (how < 0.35) list.splice(random.below(list.length + 1), 0, structuredClone(node));
  else if (how < 0.5) list[at] = { ...structuredClone(others[other]!), number: node.number };
  else if (how < 0.55) node.number = 1 + random.below(20);
  else if (node.wire === 0) node.value = random.pick(WHOLES);
  else if (node.below && how < 0.8) list.push(structuredClone(others[other]!));
  else {
    delete node.below;
    node.bytes = random.chance(0.6)
      ? new TextEncoder().encode(random.pick(TEXTS))
      : mutated(node.bytes.slice(0, 5000), node.bytes.slice(0, 50), random);
    if (node.wire !== 2) node.bytes = joinBytes(node.bytes, new Uint8Array(8)).subarray(0, node.wire === 1 ? 8 : 4);
  }
}

const real = ['dense', 'odd', 'densenet', 'regnet-folded', 'resnet18-folded', 'port-tiny'];
const known = new Map<string, { readonly bytes: Uint8Array; readonly nodes: readonly Node[] }>();

function fileOf(name: string): { readonly bytes: Uint8Array; readonly nodes: readonly Node[] } {
  const bytes =
    known.get(name)?.bytes ??
    (name === 'own'
      ? toOnnx(sourceOfConfig(presetConfig('dla46_c')), () => new Float32Array())
      : new Uint8Array(readFileSync(`tests/exchange/data/${name}.onnx`)));
  const found = known.get(name) ?? { bytes, nodes: nodesOf(bytes)! };
  known.set(name, found);
  return found;
}

export const onnxFormats: readonly Format[] = [
  {
    name: 'onnx',
    share: 10,
    make: (random) => {
      const { bytes, nodes } = fileOf(random.pick([...real.slice(0, 2), ...real.slice(0, 2), ...real, 'own']));
      if (random.chance(0.3)) return mutated(bytes, bytes, random);
      const copy = structuredClone(nodes) as Node[];
      const most = random.chance(0.7) ? 3 : 20;
      for (let count = 0; count <= random.below(most); count += 1) if (copy.length > 0) change(copy, random);
      return written(copy);
    },
    read: (given) =>
      answerOf(async () => {
        const { document, weights } = await openOnnx(boundedSource(bytesOf(given)), 'x.onnx');
        serialiseGraph(document);
        for (const tensor of [...weights.tensors.values()].slice(0, 8)) await answerOf(() => tensor.read());
        return document;
      }),
  },
];
