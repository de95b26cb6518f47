/*
 * What the taps of a deformable convolution 3×3 read of a map (src/lib/dla/ops/deform-conv.ts): the four pixels around each
 * place by their shares, zeros outside, times the tap's weight.
 *
 * AssemblyScript, on addresses in tfjs' memory, all floats of 4 bytes: the map is [H, W, C], `offsets` [H, W, 27], `masks`
 * [H, W, 9], the result [H, W, 9, C].
 */

const BYTES: usize = 4;
const VECTOR: usize = 16;
const TAPS = 9;
const OFFSETS = 27;

export function sample(
  map: usize,
  offsets: usize,
  masks: usize,
  result: usize,
  high: i32,
  wide: i32,
  channels: i32,
): void {
  const pixel = <usize>channels * BYTES;
  const row = <usize>wide * pixel;
  const whole = <usize>(channels & ~3) * BYTES;
  let to = result;
  for (let h = 0; h < high; h++)
    for (let w = 0; w < wide; w++) {
      const place = <usize>(h * wide + w);
      for (let tap = 0; tap < TAPS; tap++) {
        const moved = offsets + (place * OFFSETS + <usize>(2 * tap)) * BYTES;
        const y = <f32>(h - 1 + tap / 3) + load<f32>(moved);
        const x = <f32>(w - 1 + (tap % 3)) + load<f32>(moved, BYTES);
        const end = to + pixel;
        // Also where it is no number.
        if (!(y > -1 && y < <f32>high && x > -1 && x < <f32>wide)) {
          memory.fill(to, 0, pixel);
          to = end;
          continue;
        }
        const top = <i32>floor(y);
        const left = <i32>floor(x);
        const mask = load<f32>(masks + (place * TAPS + <usize>tap) * BYTES);
        const down = y - <f32>top;
        const right = x - <f32>left;
        const up: f32 = top >= 0 ? (1 - down) * mask : 0;
        const low: f32 = top + 1 < high ? down * mask : 0;
        const near: f32 = left >= 0 ? 1 - right : 0;
        const far: f32 = left + 1 < wide ? right : 0;
        const upper = map + <usize>max(top, 0) * row;
        const lower = map + <usize>min(top + 1, high - 1) * row;
        const before = <usize>max(left, 0) * pixel;
        const behind = <usize>min(left + 1, wide - 1) * pixel;
        let a = upper + before;
        let b = upper + behind;
        let c = lower + before;
        let d = lower + behind;
        const shareA = up * near;
        const shareB = up * far;
        const shareC = low * near;
        const shareD = low * far;
        const vectors = to + whole;
        const va = f32x4.splat(shareA);
        const vb = f32x4.splat(shareB);
        const vc = f32x4.splat(shareC);
        const vd = f32x4.splat(shareD);
        while (to < vectors) {
          const first = f32x4.add(f32x4.mul(v128.load(a), va), f32x4.mul(v128.load(b), vb));
          const second = f32x4.add(f32x4.mul(v128.load(c), vc), f32x4.mul(v128.load(d), vd));
          v128.store(to, f32x4.add(first, second));
          a += VECTOR;
          b += VECTOR;
          c += VECTOR;
          d += VECTOR;
          to += VECTOR;
        }
        while (to < end) {
          const first = load<f32>(a) * shareA + load<f32>(b) * shareB;
          store<f32>(to, first + (load<f32>(c) * shareC + load<f32>(d) * shareD));
          a += BYTES;
          b += BYTES;
          c += BYTES;
          d += BYTES;
          to += BYTES;
        }
      }
    }
}
