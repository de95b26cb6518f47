/** The colours that a file's components are. */
export type ColourSpace = 'grey' | 'rgb' | 'ycbcr' | 'cmyk' | 'ycck';

/** What libjpeg goes by (default_decompress_parms): a JFIF header, then Adobe's, then the ids of the components. */
export function colourSpace(
  ids: readonly number[],
  { jfif, adobe }: { readonly jfif: boolean; readonly adobe: number | undefined },
): ColourSpace {
  if (ids.length === 1) return 'grey';
  if (ids.length === 4) return adobe === undefined || adobe === 0 ? 'cmyk' : 'ycck';
  if (jfif) return 'ycbcr';
  if (adobe !== undefined) return adobe === 0 ? 'rgb' : 'ycbcr';
  return String.fromCharCode(...ids) === 'RGB' ? 'rgb' : 'ycbcr';
}

const HALF = 1 << 15;
const table = (value: (x: number) => number): Int32Array => Int32Array.from({ length: 256 }, (_, i) => value(i - 128));

// ITU-R BT.601 with 16 bits behind the point, as in jdcolor.c.
const redOfCr = table((x) => (91881 * x + HALF) >> 16);
const blueOfCb = table((x) => (116130 * x + HALF) >> 16);
const greenOfCr = table((x) => -46802 * x);
const greenOfCb = table((x) => -22554 * x + HALF);

const cut = (value: number): number => Math.min(Math.max(value, 0), 255);

/** a · b / 255, rounded as in Pillow. */
function product(a: number, b: number): number {
  const value = a * b + 128;
  return ((value >> 8) + value) >> 8;
}

/** Writes a row of `width` pixels as 8-bit RGB from `to` on; a row of samples a component. */
export function writeColours(
  space: ColourSpace,
  [first, second, third, fourth]: readonly Uint8Array[],
  width: number,
  out: Uint8Array,
  to: number,
): void {
  for (let x = 0, at = to; x < width; x += 1, at += 3) {
    let red = first![x]!;
    let green = red;
    let blue = red;
    if (space !== 'grey') {
      green = second![x]!;
      blue = third![x]!;
    }
    if (space === 'ycbcr' || space === 'ycck') {
      const light = red;
      const cb = green;
      const cr = blue;
      red = cut(light + redOfCr[cr]!);
      green = cut(light + ((greenOfCb[cb]! + greenOfCr[cr]!) >> 16));
      blue = cut(light + blueOfCb[cb]!);
    }
    if (fourth) {
      // Adobe writes inks inverted, and Pillow takes every file with four components for Adobe's. YCCK becomes CMY by
      // 255 − RGB, and is inverted again.
      const light = fourth[x]!;
      const ink = (value: number): number => (space === 'ycck' ? value : 255 - value);
      red = cut(light - product(ink(red), light));
      green = cut(light - product(ink(green), light));
      blue = cut(light - product(ink(blue), light));
    }
    out[at] = red;
    out[at + 1] = green;
    out[at + 2] = blue;
  }
}
