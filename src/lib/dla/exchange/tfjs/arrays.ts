/** Values with their axes in another order: `to[i]` is the axis that becomes the i-th. */
export function transposed(values: Float32Array, shape: readonly number[], to: readonly number[]): Float32Array {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, extent) => product * extent, 1));
  const result = new Float32Array(values.length);
  const counts = to.map((axis) => shape[axis]!);
  const steps = to.map((axis) => strides[axis]!);
  const at = counts.map(() => 0);
  let from = 0;
  for (let index = 0; index < values.length; index += 1) {
    result[index] = values[from]!;
    for (let axis = at.length - 1; axis >= 0; axis -= 1) {
      at[axis]! += 1;
      from += steps[axis]!;
      if (at[axis]! < counts[axis]!) break;
      from -= steps[axis]! * counts[axis]!;
      at[axis] = 0;
    }
  }
  return result;
}

/** The matrix [size · factor, size] that interpolates between neighbours: half-pixel centres, or corners as they are named. */
export function interpolation(size: number, factor: number, corners: 'aligned' | 'first' | undefined): Float32Array {
  const long = size * factor;
  const matrix = new Float32Array(long * size);
  for (let row = 0; row < long; row += 1) {
    const places = {
      aligned: long === 1 ? 0 : (row * (size - 1)) / (long - 1),
      first: row / factor,
      half: Math.max(0, (row + 0.5) / factor - 0.5),
    };
    const place = places[corners ?? 'half'];
    const low = Math.min(Math.floor(place), size - 1);
    const high = Math.min(low + 1, size - 1);
    matrix[row * size + low]! += 1 - (place - low);
    matrix[row * size + high]! += place - low;
  }
  return matrix;
}
