// The accurate inverse transform in whole numbers of libjpeg (jidctint.c, "islow"), to the bit: Loeffler, Ligtenberg and
// Moschytz, 13 bits behind the point, 2 more kept between the passes.

/** √2 · cosines and their sums, times 2¹³. */
const [C298, C390, C541, C765, C899, C1175] = [2446, 3196, 4433, 6270, 7373, 9633];
const [C1501, C1847, C1961, C2053, C2562, C3072] = [12299, 15137, 16069, 16819, 20995, 25172];

const work = new Int32Array(64);

/** Eight values, `step` apart, transformed in place; `shift` is what the fixed point takes away. */
function transform(values: Int32Array, from: number, step: number, shift: number): void {
  const in1 = values[from + step]!;
  const in2 = values[from + 2 * step]!;
  const in3 = values[from + 3 * step]!;
  const in4 = values[from + 4 * step]!;
  const in5 = values[from + 5 * step]!;
  const in6 = values[from + 6 * step]!;
  const in7 = values[from + 7 * step]!;
  const round = 1 << (shift - 1);
  const in0 = (values[from]! << 13) + round;
  const mid = Math.imul(in2 + in6, C541);
  const low = mid - Math.imul(in6, C1847);
  const high = mid + Math.imul(in2, C765);
  const sum = in0 + (in4 << 13);
  const less = in0 - (in4 << 13);
  const even0 = sum + high;
  const even3 = sum - high;
  const even1 = less + low;
  const even2 = less - low;

  const z5 = Math.imul(in7 + in3 + in5 + in1, C1175);
  const z1 = -Math.imul(in7 + in1, C899);
  const z2 = -Math.imul(in5 + in3, C2562);
  const z3 = z5 - Math.imul(in7 + in3, C1961);
  const z4 = z5 - Math.imul(in5 + in1, C390);
  const odd0 = Math.imul(in7, C298) + z1 + z3;
  const odd1 = Math.imul(in5, C2053) + z2 + z4;
  const odd2 = Math.imul(in3, C3072) + z2 + z3;
  const odd3 = Math.imul(in1, C1501) + z1 + z4;

  values[from] = (even0 + odd3) >> shift;
  values[from + 7 * step] = (even0 - odd3) >> shift;
  values[from + step] = (even1 + odd2) >> shift;
  values[from + 6 * step] = (even1 - odd2) >> shift;
  values[from + 2 * step] = (even2 + odd1) >> shift;
  values[from + 5 * step] = (even2 - odd1) >> shift;
  values[from + 3 * step] = (even3 + odd0) >> shift;
  values[from + 4 * step] = (even3 - odd0) >> shift;
}

/**
 * Coefficients of a block (row · 8 + column, `at` on), times the quantisation table, as 8-bit samples: eight rows of
 * `plane`, `width` apart, from `to` on.
 */
export function inverseDct(
  coefficients: Int16Array,
  at: number,
  table: Uint16Array,
  plane: Uint8ClampedArray,
  to: number,
  width: number,
): void {
  let flat = true;
  for (let index = 0; index < 64; index += 1) {
    const value = coefficients[at + index]!;
    if (index > 0 && value !== 0) flat = false;
    work[index] = value * table[index]!;
  }
  if (flat) {
    // What both passes come to where there is nothing but the mean.
    const value = (((work[0]! << 2) + 16) >> 5) + 128;
    for (let row = 0; row < 8; row += 1) plane.fill(value, to + row * width, to + row * width + 8);
    return;
  }
  for (let column = 0; column < 8; column += 1) transform(work, column, 8, 11);
  for (let row = 0; row < 8; row += 1) {
    transform(work, row * 8, 1, 18);
    for (let column = 0; column < 8; column += 1) plane[to + row * width + column] = work[row * 8 + column]! + 128;
  }
}
