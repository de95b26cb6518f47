import type { GPGPUProgram, MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { backend, engine, reshape, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core';

export type Extents = Tensor4D['shape'];

/** What a convolution's windows take: the map [N, H, W, C], and the result's H and W, which says how many windows there are. */
export interface Windows {
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly dilation: number;
  readonly map: Extents;
  readonly height: number;
  readonly width: number;
}

/**
 * What every window takes of a map, [N·H'·W', k·k·C], zeros where it reaches beyond: a convolution is then a product of
 * matrices. WebGL only: tfjs' ops would need a draw for each tap, and more to put them together.
 */
export function patchesOf(x: Tensor4D, windows: Windows): Tensor2D {
  const { kernel, stride, padding, dilation, map, height, width } = windows;
  const [count, high, wide, channels] = map;
  const rows = count * height * width;
  const columns = kernel * kernel * channels;
  return run(
    reshape(x, [count * high * wide, channels]),
    [rows, columns],
    `
      int tap = column / ${channels};
      int image = row / ${height * width};
      int window = row - image * ${height * width};
      ivec2 p = ivec2(window % ${width}, window / ${width}) * ${stride} - ${padding} + ivec2(tap % ${kernel}, tap / ${kernel}) * ${dilation};
      if (p.x < 0 || p.y < 0 || p.x >= ${wide} || p.y >= ${high}) return 0.;
      return taken((image * ${high} + p.y) * ${wide} + p.x, column - tap * ${channels});`,
  );
}

/** The transpose of `patchesOf`: every pixel of the map is the sum of what the windows that took it have at its place. */
export function sumOfPatches(patches: Tensor2D, windows: Windows): Tensor4D {
  const { kernel, stride, padding, dilation, map, height, width } = windows;
  const [count, high, wide, channels] = map;
  const found = run(
    patches,
    [count * high * wide, channels],
    `
      int image = row / ${high * wide};
      int pixel = row - image * ${high * wide};
      ivec2 p = ivec2(pixel % ${wide}, pixel / ${wide}) + ${padding};
      float sum = 0.;
      for (int tap = 0; tap < ${kernel * kernel}; tap++) {
        ivec2 from = p - ivec2(tap % ${kernel}, tap / ${kernel}) * ${dilation};
        ivec2 window = from / ${stride};
        if (from.x < 0 || from.y < 0 || window * ${stride} != from || window.x >= ${width} || window.y >= ${height}) continue;
        sum += taken((image * ${height} + window.y) * ${width} + window.x, tap * ${channels} + column);
      }
      return sum;`,
  );
  return reshape(found, map);
}

/** A program from a matrix to a matrix; `value` computes an element from its row and column by elements `taken` of the other. */
function run(matrix: Tensor2D, [rows, columns]: [number, number], value: string): Tensor2D {
  // A texel holds 2×2 elements. tfjs' products count on zeros beyond the edge.
  const program: GPGPUProgram = {
    variableNames: ['A'],
    outputShape: [rows, columns],
    packedInputs: true,
    packedOutput: true,
    userCode: `
      float taken(int row, int column) {
        vec4 v = getA(row, column);
        vec2 pair = (row & 1) == 0 ? v.xy : v.zw;
        return (column & 1) == 0 ? pair.x : pair.y;
      }
      float valueAt(int row, int column) {
        if (row >= ${rows} || column >= ${columns}) return 0.;
${value}
      }
      void main() {
        ivec2 p = getOutputCoords();
        setOutput(vec4(valueAt(p.x, p.y), valueAt(p.x, p.y + 1), valueAt(p.x + 1, p.y), valueAt(p.x + 1, p.y + 1)));
      }`,
  };
  const info = (backend() as MathBackendWebGL).runWebGLProgram(program, [matrix], 'float32');
  return engine().makeTensorFromTensorInfo(info) as Tensor2D;
}
