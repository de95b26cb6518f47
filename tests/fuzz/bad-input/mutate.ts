import { joinBytes } from '#tests/weights/build.ts';
import type { Random } from '../random.ts';

/** Numbers that parsers stumble over. */
const EDGES = [
  0, 1, 2, 3, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff,
];
/** Bytes that a case grows to at most. */
const MOST = 400_000;

const byte = (random: Random): number => (random.chance(0.4) ? random.pick(EDGES) & 255 : random.below(256));

/** Where a change is made: anywhere, or where files have their heads and their directories. */
const placeIn = (bytes: Uint8Array, random: Random): number =>
  random.chance(0.4)
    ? random.below(Math.min(bytes.length, 128) || 1)
    : random.chance(0.3)
      ? Math.max(0, bytes.length - 1 - random.below(256))
      : random.below(bytes.length || 1);

type Change = (bytes: Uint8Array, random: Random, other: Uint8Array) => Uint8Array;

const changed = (bytes: Uint8Array, change: (copy: Uint8Array) => void): Uint8Array => {
  const copy = bytes.slice();
  change(copy);
  return copy;
};

const changes: readonly Change[] = [
  (bytes, random) => changed(bytes, (copy) => void (copy[placeIn(bytes, random)] = byte(random))),
  (bytes, random) => changed(bytes, (copy) => void (copy[placeIn(bytes, random)]! ^= 1 << random.below(8))),
  // A number of two, four or eight bytes.
  (bytes, random) =>
    changed(bytes, (copy) => {
      const [at, size, little] = [placeIn(bytes, random), random.pick([2, 4, 8]), random.chance(0.5)];
      if (at + size > copy.length) return;
      const view = new DataView(copy.buffer);
      const value = random.chance(0.2) ? 2 ** 53 - 1 : random.pick(EDGES);
      if (size === 2) view.setUint16(at, value, little);
      else if (size === 4) view.setUint32(at, value, little);
      else view.setBigUint64(at, random.chance(0.2) ? 2n ** 64n - 1n : BigInt(value), little);
    }),
  (bytes, random) => bytes.slice(0, random.below(bytes.length + 1)),
  (bytes, random) => {
    const from = placeIn(bytes, random);
    return joinBytes(bytes.subarray(0, from), bytes.subarray(from + 1 + random.below(64)));
  },
  (bytes, random) => {
    const at = placeIn(bytes, random);
    const put = Array.from({ length: 1 + random.below(16) }, () => byte(random));
    return joinBytes(bytes.subarray(0, at), put, bytes.subarray(at));
  },
  // The same again, once or very often.
  (bytes, random) => {
    const from = placeIn(bytes, random);
    const part = bytes.subarray(from, from + 1 + random.below(random.chance(0.5) ? 16 : 2000));
    const times = random.chance(0.1) ? Math.floor(20_000 / (part.length || 1)) : 1 + random.below(4);
    return joinBytes(bytes.subarray(0, from), ...Array.from({ length: times }, () => part), bytes.subarray(from));
  },
  // The beginning of one, the end of another.
  (bytes, random, other) =>
    joinBytes(bytes.subarray(0, placeIn(bytes, random)), other.subarray(placeIn(other, random))),
];

/** A file with a few changes; `other` is one whose parts may stand in it. */
export function mutated(bytes: Uint8Array, other: Uint8Array, random: Random): Uint8Array {
  let result = bytes;
  const most = random.chance(0.7) ? 3 : 12;
  for (let change = 0; change <= random.below(most); change += 1) {
    const next = random.pick(changes)(result, random, other);
    if (next.length <= Math.max(MOST, bytes.length)) result = next;
  }
  return result;
}
