import { joinBytes } from '#tests/weights/build.ts';

/** An entry of a zip archive as its directory has it, which may say anything. */
export interface Claimed {
  readonly name: string;
  readonly method?: number;
  readonly flags?: number;
  /** Bytes unpacked, as claimed; as many as there are where absent. */
  readonly size?: number;
  readonly packed?: Uint8Array;
  /** The index of the entry whose local header it points to; its own where absent. */
  readonly at?: number;
}

const little = (value: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => Math.floor(value / 2 ** (8 * index)) & 255);
const named = (name: string): Uint8Array => new TextEncoder().encode(name);

/** An archive with a directory that claims what it is told to; `tail` stands in the place of its end. */
export function zipOf(
  entries: readonly Claimed[],
  tail?: (start: number, size: number) => readonly number[],
): Uint8Array {
  const starts: number[] = [];
  let next = 0;
  const locals = entries.map(({ name, packed = new Uint8Array(), method = 0 }) => {
    const sizes = [...little(packed.length, 4), ...little(packed.length, 4)];
    const head = [0x50, 0x4b, 3, 4, 20, 0, 0, 0, method, 0, 0, 0, 0, 0, 0, 0, 0, 0, ...sizes];
    const local = joinBytes(head, little(name.length, 2), [0, 0], named(name), packed);
    starts.push(next);
    next += local.length;
    return local;
  });
  const directory = entries.map(({ name, packed = new Uint8Array(), method = 0, flags = 0, size, at }, index) =>
    joinBytes(
      [0x50, 0x4b, 1, 2, 20, 0, 20, 0, flags, 0, method, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      [...little(packed.length, 4), ...little(size ?? packed.length, 4), ...little(name.length, 2)],
      [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ...little(starts[at ?? index]!, 4)],
      named(name),
    ),
  );
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const count = little(Math.min(entries.length, 0xffff), 2);
  const end = [0x50, 0x4b, 5, 6, 0, 0, 0, 0, ...count, ...count, ...little(size, 4), ...little(next, 4), 0, 0];
  return joinBytes(...locals, ...directory, tail?.(next, size) ?? [], end);
}

/** The record of zip64 that stands before the end, and where it says that it lies. */
export const zip64 = (start: number, size: number, at: number): readonly number[] => [
  ...[0x50, 0x4b, 6, 6, ...little(44, 8), 45, 0, 45, 0, ...little(0, 8), ...little(1, 8), ...little(1, 8)],
  ...[...little(size, 8), ...little(start, 8)],
  ...[0x50, 0x4b, 6, 7, 0, 0, 0, 0, ...little(at, 8), 1, 0, 0, 0],
];
