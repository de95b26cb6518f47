// Activation maps as pictures. Both ramps rise in lightness, so that they read without colour too.

export type Ramp = 'activation' | 'difference';
type Colour = readonly [number, number, number];

const RAMPS: Record<Ramp, readonly Colour[]> = {
  activation: [
    [13, 20, 43],
    [22, 78, 99],
    [38, 148, 112],
    [150, 208, 97],
    [250, 240, 150],
  ],
  difference: [
    [20, 18, 28],
    [74, 35, 60],
    [156, 58, 54],
    [224, 118, 52],
    [255, 222, 150],
  ],
};

/** The range that a map is drawn over: from 0, or the smallest value where that is negative, to the largest. Values that are not finite are left out. */
export function mapRange(values: Float32Array): { low: number; high: number } {
  let low = 0;
  let high = 0;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { low, high };
}

/** The colour of a share in [0, 1], linear between the five stops of the ramp. */
export function rampColour(ramp: Ramp, share: number): Colour {
  const stops = RAMPS[ramp];
  const at = Math.min(1, Math.max(0, share)) * (stops.length - 1);
  const below = Math.min(stops.length - 2, Math.floor(at));
  const part = at - below;
  const [from, to] = [stops[below] as Colour, stops[below + 1] as Colour];
  const mix = (channel: 0 | 1 | 2) => Math.round(from[channel] * (1 - part) + to[channel] * part);
  return [mix(0), mix(1), mix(2)];
}

/** The ramp as a CSS gradient, for legends. */
export function rampGradient(ramp: Ramp): string {
  return `linear-gradient(90deg, ${RAMPS[ramp].map((colour) => `rgb(${colour.join(' ')})`).join(', ')})`;
}

/**
 * Paints one map of height × width values (row by row) as RGBA pixels of the same layout.
 * Range as in mapRange unless given; values that are not finite stay transparent.
 * @throws RangeError when the number of values is not width · height.
 */
export function paintMap(
  values: Float32Array,
  width: number,
  height: number,
  ramp: Ramp = 'activation',
  range: { low: number; high: number } = mapRange(values),
): Uint8ClampedArray<ArrayBuffer> {
  if (values.length !== width * height) {
    throw new RangeError(`a map of ${width}×${height} needs ${width * height} values, got ${values.length}`);
  }
  const span = range.high - range.low || 1;
  const pixels = new Uint8ClampedArray(4 * values.length);
  values.forEach((value, i) => {
    if (!Number.isFinite(value)) return;
    pixels.set(rampColour(ramp, (value - range.low) / span), 4 * i);
    pixels[4 * i + 3] = 255;
  });
  return pixels;
}

/** A map with at most `most` values a side, each the mean of those that it stands for; smaller ones are left as they are. */
export function shrinkMap(
  values: Float32Array,
  width: number,
  height: number,
  most: number,
): { readonly values: Float32Array; readonly width: number; readonly height: number } {
  const factor = Math.ceil(Math.max(width, height) / most);
  if (factor <= 1) return { values, width, height };
  const [w, h] = [Math.ceil(width / factor), Math.ceil(height / factor)];
  const sums = new Float32Array(w * h);
  const counts = new Uint32Array(w * h);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const at = Math.floor(y / factor) * w + Math.floor(x / factor);
      sums[at]! += values[y * width + x]!;
      counts[at]! += 1;
    }
  return { values: sums.map((sum, at) => sum / counts[at]!), width: w, height: h };
}
