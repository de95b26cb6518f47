import type { PngHeader } from './header.ts';

/** What a file says of its colours beside the header. */
export interface PngColours {
  /** Three bytes a colour; what is missing is grey, as light as its number, as in Pillow. */
  readonly palette: Uint8Array;
  /** The body of a tRNS chunk; empty without one. */
  readonly transparent: Uint8Array;
}

/** Colours of a row's pixels: 8-bit RGB into `out` from `to` on, `step` bytes from pixel to pixel. */
export type WriteColours = (row: Uint8Array, width: number, out: Uint8Array, to: number, step: number) => void;

/** What Pillow's conversion to RGB does not keep, where some pixel has it. */
export interface LeftOut {
  alpha: boolean;
  /** Greys of 16 bits above 255: Pillow cuts them there. */
  deepGrey: boolean;
}

/**
 * As Pillow's `convert("RGB")`: alpha is left out and the colour under it stays; of 16 bits the upper 8, but for grey
 * without alpha, which is cut at 255.
 */
export function colourWriter(
  { kind, depth, samples }: PngHeader,
  { palette, transparent }: PngColours,
  left: LeftOut,
): WriteColours {
  const opaque = (1 << depth) - 1;
  const at16 = (bytes: Uint8Array, index: number): number => (bytes[index]! << 8) | bytes[index + 1]!;
  const sampleOf =
    depth === 16
      ? (row: Uint8Array, index: number) => at16(row, 2 * index)
      : depth === 8
        ? (row: Uint8Array, index: number) => row[index]!
        : (row: Uint8Array, index: number) =>
            (row[(index * depth) >> 3]! >> (8 - depth - ((index * depth) & 7))) & opaque;
  const key = Array.from({ length: Math.floor(transparent.length / 2) }, (_, index) => at16(transparent, 2 * index));
  const scale = depth < 8 ? 255 / opaque : 1;
  const byte = (value: number): number => (depth === 16 ? value >> 8 : value * scale);
  const plain = kind === 'rgb' && depth === 8 && key.length === 0;
  return (row, width, out, to, step) => {
    if (plain && step === 3) {
      out.set(row, to);
      return;
    }
    for (let x = 0, from = 0, at = to; x < width; x += 1, from += samples, at += step) {
      const first = sampleOf(row, from);
      if (kind === 'palette') {
        for (let c = 0; c < 3; c += 1) out[at + c] = palette[3 * first + c] ?? first;
        if ((transparent[first] ?? 255) < 255) left.alpha = true;
        continue;
      }
      if (kind === 'rgb' || kind === 'rgb-alpha') {
        const second = sampleOf(row, from + 1);
        const third = sampleOf(row, from + 2);
        out[at] = byte(first);
        out[at + 1] = byte(second);
        out[at + 2] = byte(third);
        if (kind === 'rgb-alpha') left.alpha ||= sampleOf(row, from + 3) < opaque;
        else if (first === key[0] && second === key[1] && third === key[2]) left.alpha = true;
        continue;
      }
      const cut = kind === 'grey' && depth === 16;
      const grey = cut ? Math.min(first, 255) : byte(first);
      out[at] = out[at + 1] = out[at + 2] = grey;
      if (cut && first > 255) left.deepGrey = true;
      if (kind === 'grey-alpha') left.alpha ||= sampleOf(row, from + 1) < opaque;
      else if (first === key[0]) left.alpha = true;
    }
  };
}
