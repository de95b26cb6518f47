/*
 * Convolution 3×3, stride 1, by Winograd's F(4×4, 3×3) (Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks",
 * CVPR 2016): 36 products of matrices for a tile of 4×4 results, where the taps one by one are 144.
 *
 * AssemblyScript, on addresses in tfjs' memory, all floats of 4 bytes: maps are [H, W, C], C a multiple of 4, results of filters
 * a multiple of 8. `count` tiles from number `first` on are taken at a time, row by row of the result, `across` in a row, into
 * planes [36, count, C].
 */

const BYTES: usize = 4;
const VECTOR: usize = 16;
/** Between the rows of a patch of 6×6 vectors. */
const ROW: usize = 6 * VECTOR;

function times(factor: f32, v: v128): v128 {
  return f32x4.mul(f32x4.splat(factor), v);
}

/** Six vectors, `step` bytes apart, to as many: Bᵀ. */
function turn(from: usize, step: usize, to: usize, gap: usize): void {
  const d0 = v128.load(from);
  const d1 = v128.load(from + step);
  const d2 = v128.load(from + step * 2);
  const d3 = v128.load(from + step * 3);
  const d4 = v128.load(from + step * 4);
  const d5 = v128.load(from + step * 5);
  const a = f32x4.sub(d4, times(4, d2));
  const b = f32x4.sub(d3, times(4, d1));
  const c = f32x4.sub(d4, d2);
  const d = times(2, f32x4.sub(d3, d1));
  v128.store(to, f32x4.add(f32x4.sub(times(4, d0), times(5, d2)), d4));
  v128.store(to + gap, f32x4.add(a, b));
  v128.store(to + gap * 2, f32x4.sub(a, b));
  v128.store(to + gap * 3, f32x4.add(c, d));
  v128.store(to + gap * 4, f32x4.sub(c, d));
  v128.store(to + gap * 5, f32x4.add(f32x4.sub(times(4, d1), times(5, d3)), d5));
}

/** Six vectors, `step` bytes apart, to four: Aᵀ. */
function back(from: usize, step: usize, to: usize, gap: usize): void {
  const m1 = v128.load(from + step);
  const m2 = v128.load(from + step * 2);
  const m3 = v128.load(from + step * 3);
  const m4 = v128.load(from + step * 4);
  const sum = f32x4.add(m1, m2);
  const difference = f32x4.sub(m1, m2);
  const more = f32x4.add(m3, m4);
  const less = f32x4.sub(m3, m4);
  v128.store(to, f32x4.add(f32x4.add(v128.load(from), sum), more));
  v128.store(to + gap, f32x4.add(difference, times(2, less)));
  v128.store(to + gap * 2, f32x4.add(sum, times(4, more)));
  v128.store(to + gap * 3, f32x4.add(f32x4.add(difference, times(8, less)), v128.load(from + step * 5)));
}

/** Three vectors, `step` bytes apart, to six: G. */
function spread(from: usize, step: usize, to: usize, gap: usize): void {
  const g0 = v128.load(from);
  const g1 = v128.load(from + step);
  const g2 = v128.load(from + step * 2);
  const even = f32x4.add(g0, g2);
  const far = f32x4.add(times(<f32>(1.0 / 24.0), g0), times(<f32>(1.0 / 6.0), g2));
  const near = times(<f32>(1.0 / 12.0), g1);
  v128.store(to, times(<f32>0.25, g0));
  v128.store(to + gap, times(<f32>(-1.0 / 6.0), f32x4.add(even, g1)));
  v128.store(to + gap * 2, times(<f32>(-1.0 / 6.0), f32x4.sub(even, g1)));
  v128.store(to + gap * 3, f32x4.add(far, near));
  v128.store(to + gap * 4, f32x4.sub(far, near));
  v128.store(to + gap * 5, g2);
}

/** A filter [3, 3, I, O] as planes [36, O / 8, I, 8]; `room` has space for 18 vectors. */
export function turnFilter(filter: usize, planes: usize, room: usize, ins: i32, outs: i32): void {
  const tap = <usize>(ins * outs) * BYTES;
  for (let i = 0; i < ins; i++)
    for (let o = 0; o < outs; o += 4) {
      const from = filter + <usize>(i * outs + o) * BYTES;
      const to = planes + <usize>(((o >> 3) * ins + i) * 8 + (o & 4)) * BYTES;
      for (let j: usize = 0; j < 3; j++) spread(from + j * tap, tap * 3, room + j * VECTOR, VECTOR * 3);
      for (let k: usize = 0; k < 6; k++) spread(room + k * VECTOR * 3, VECTOR, to + k * 6 * tap, tap);
    }
}

/** Copies four channels of a patch of 6×6 pixels that lies partly beyond the map: zeros there. */
function copyPatch(map: usize, to: usize, high: i32, wide: i32, channels: i32, top: i32, left: i32, c: i32): void {
  for (let y = 0; y < 6; y++)
    for (let x = 0; x < 6; x++) {
      const row = top + y;
      const column = left + x;
      const inside = row >= 0 && column >= 0 && row < high && column < wide;
      const from = map + <usize>((row * wide + column) * channels + c) * BYTES;
      v128.store(to + <usize>y * ROW + <usize>x * VECTOR, inside ? v128.load(from) : f32x4.splat(0));
    }
}

/** The patches of tiles as planes; `room` has space for 72 vectors. */
export function turnTiles(
  map: usize,
  planes: usize,
  room: usize,
  high: i32,
  wide: i32,
  channels: i32,
  padding: i32,
  across: i32,
  first: i32,
  count: i32,
): void {
  const plane = <usize>(count * channels) * BYTES;
  const patch = room + ROW * 6;
  for (let t = 0; t < count; t++) {
    const top = ((first + t) / across) * 4 - padding;
    const left = ((first + t) % across) * 4 - padding;
    const inside = top >= 0 && left >= 0 && top + 6 <= high && left + 6 <= wide;
    for (let c = 0; c < channels; c += 4) {
      let from = map + <usize>((top * wide + left) * channels + c) * BYTES;
      let down = <usize>(wide * channels) * BYTES;
      let right = <usize>channels * BYTES;
      if (!inside) {
        copyPatch(map, patch, high, wide, channels, top, left, c);
        from = patch;
        down = ROW;
        right = VECTOR;
      }
      const to = planes + <usize>(t * channels + c) * BYTES;
      for (let x: usize = 0; x < 6; x++) turn(from + x * right, down, room + x * VECTOR, ROW);
      for (let y: usize = 0; y < 6; y++) turn(room + y * ROW, VECTOR, to + y * 6 * plane, plane);
    }
  }
}

/** Planes of products as tiles of the result [H, W, O], plus the bias [O], no less than `least`; `room` as above. */
export function tilesBack(
  planes: usize,
  bias: usize,
  result: usize,
  room: usize,
  high: i32,
  wide: i32,
  outs: i32,
  across: i32,
  first: i32,
  count: i32,
  least: f32,
): void {
  const plane = <usize>(count * outs) * BYTES;
  const tile = room + ROW * 6;
  const lower = f32x4.splat(least);
  for (let t = 0; t < count; t++) {
    const top = ((first + t) / across) * 4;
    const left = ((first + t) % across) * 4;
    const rows = min(4, high - top);
    const columns = min(4, wide - left);
    for (let o = 0; o < outs; o += 4) {
      const from = planes + <usize>(t * outs + o) * BYTES;
      const added = v128.load(bias + <usize>o * BYTES);
      for (let x: usize = 0; x < 6; x++) back(from + x * plane, plane * 6, room + x * VECTOR, ROW);
      for (let y = 0; y < rows; y++) {
        back(room + <usize>y * ROW, VECTOR, tile, VECTOR);
        let to = result + <usize>(((top + y) * wide + left) * outs + o) * BYTES;
        for (let x = 0; x < columns; x++) {
          v128.store(to, f32x4.max(f32x4.add(v128.load(tile + <usize>x * VECTOR), added), lower));
          to += <usize>outs * BYTES;
        }
      }
    }
  }
}

/** Rows [rows, I] times a plane of the filter [O / 8, I, 8]: [rows, O]. */
function multiply(rows: i32, given: usize, panels: usize, result: usize, ins: i32, outs: i32): void {
  const row = <usize>ins * BYTES;
  const resultRow = <usize>outs * BYTES;
  for (let o = 0; o < outs; o += 8) {
    const panel = panels + <usize>(o * ins) * BYTES;
    let r = 0;
    // Eight sums, two vectors of weights and a value: as many as there are registers on most machines.
    for (; r + 4 <= rows; r += 4) {
      let a = given + <usize>r * row;
      let b = panel;
      const end = a + row;
      let s00 = f32x4.splat(0);
      let s01 = s00;
      let s10 = s00;
      let s11 = s00;
      let s20 = s00;
      let s21 = s00;
      let s30 = s00;
      let s31 = s00;
      while (a < end) {
        const w0 = v128.load(b);
        const w1 = v128.load(b, 16);
        let v = v128.load32_splat(a);
        s00 = f32x4.add(s00, f32x4.mul(v, w0));
        s01 = f32x4.add(s01, f32x4.mul(v, w1));
        v = v128.load32_splat(a + row);
        s10 = f32x4.add(s10, f32x4.mul(v, w0));
        s11 = f32x4.add(s11, f32x4.mul(v, w1));
        v = v128.load32_splat(a + row * 2);
        s20 = f32x4.add(s20, f32x4.mul(v, w0));
        s21 = f32x4.add(s21, f32x4.mul(v, w1));
        v = v128.load32_splat(a + row * 3);
        s30 = f32x4.add(s30, f32x4.mul(v, w0));
        s31 = f32x4.add(s31, f32x4.mul(v, w1));
        a += BYTES;
        b += VECTOR * 2;
      }
      let to = result + <usize>r * resultRow + <usize>o * BYTES;
      v128.store(to, s00);
      v128.store(to, s01, 16);
      to += resultRow;
      v128.store(to, s10);
      v128.store(to, s11, 16);
      to += resultRow;
      v128.store(to, s20);
      v128.store(to, s21, 16);
      to += resultRow;
      v128.store(to, s30);
      v128.store(to, s31, 16);
    }
    for (; r < rows; r++) {
      let a = given + <usize>r * row;
      let b = panel;
      const end = a + row;
      let s0 = f32x4.splat(0);
      let s1 = s0;
      while (a < end) {
        const v = v128.load32_splat(a);
        s0 = f32x4.add(s0, f32x4.mul(v, v128.load(b)));
        s1 = f32x4.add(s1, f32x4.mul(v, v128.load(b, 16)));
        a += BYTES;
        b += VECTOR * 2;
      }
      const to = result + <usize>r * resultRow + <usize>o * BYTES;
      v128.store(to, s0);
      v128.store(to, s1, 16);
    }
  }
}

/** Planes of tiles times those of the filter. */
export function multiplyPlanes(tiles: usize, filter: usize, products: usize, count: i32, ins: i32, outs: i32): void {
  for (let plane = 0; plane < 36; plane++)
    multiply(
      count,
      tiles + <usize>(plane * count * ins) * BYTES,
      filter + <usize>(plane * ins * outs) * BYTES,
      products + <usize>(plane * count * outs) * BYTES,
      ins,
      outs,
    );
}
