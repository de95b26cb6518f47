import type { Reading, Stats } from '#lib/runtime/compute/reading.ts';
import { checkContext, type GlContext } from './context.ts';
import { layersOf, sizeOfGrid, unpackValue, type Grid } from './layout.ts';
import { MOST_WAITING, type GlRead } from './step.ts';
import type { Texture } from './textures.ts';

interface Pending {
  readonly read: GlRead;
  readonly grid: Grid;
  readonly buffer: WebGLBuffer;
  readonly floats: number;
}

/** Takes values off the device: copies are ordered when the value is there, and waited for at the end. */
export class ReadBack {
  readonly #pending: Pending[] = [];
  readonly #readings = new Map<number, Reading>();
  #waiting = 0;
  /** Most bytes that waited on the device. */
  most = 0;

  constructor(private readonly context: GlContext) {}

  order(read: GlRead, { framebuffer }: Texture, grid: Grid): void {
    const { gl, tile } = this.context;
    const { width, height } = sizeOfGrid(grid);
    const layer = width * height * 4;
    const floats = layer * layersOf(tile);
    const buffer = gl.createBuffer();
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, buffer);
    gl.bufferData(gl.PIXEL_PACK_BUFFER, floats * 4, gl.STREAM_READ);
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    for (let index = 0; index < layersOf(tile); index += 1) {
      gl.readBuffer(gl.COLOR_ATTACHMENT0 + index);
      gl.readPixels(0, 0, width, height, gl.RGBA, gl.FLOAT, index * layer * 4);
    }
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
    this.#pending.push({ read, grid, buffer, floats });
    this.#waiting += floats * 4;
    this.most = Math.max(this.most, this.#waiting);
    while (this.#waiting > MOST_WAITING) this.#take();
  }

  /** Everything that was ordered, by op; waits for the device. */
  finish(): ReadonlyMap<number, Reading> {
    while (this.#pending.length > 0) this.#take();
    return this.#readings;
  }

  #take(): void {
    const { gl, tile } = this.context;
    const { read, grid, buffer, floats } = this.#pending.shift()!;
    const texels = new Float32Array(floats);
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, buffer);
    gl.getBufferSubData(gl.PIXEL_PACK_BUFFER, 0, texels);
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
    gl.deleteBuffer(buffer);
    this.#waiting -= floats * 4;
    checkContext(this.context);
    const values = unpackValue(texels, read.shape, grid, tile, read.source.from);
    this.#readings.set(read.op, { ...this.#readings.get(read.op), ...readingOf(read, values) });
  }

  /** Gives up what was ordered and not taken. */
  dispose(): void {
    for (const { buffer } of this.#pending.splice(0)) this.context.gl.deleteBuffer(buffer);
  }
}

function readingOf(read: GlRead, values: Float32Array): Reading {
  const { valueShape: shape } = read;
  if (read.what === 'full') return { shape, data: values };
  if (read.what === 'map') return { shape, map: values };
  return { shape, stats: statsOf(values, shape[1] * shape[2]) };
}

/** From mean, sum of squares and largest absolute value of every channel; see the program `reduce`. */
function statsOf(values: Float32Array, size: number): Stats {
  const channels = values.length / 4;
  let mean = 0;
  let squares = 0;
  let maxAbs = 0;
  for (let at = 0; at < values.length; at += 4) {
    mean += values[at]! / channels;
    squares += values[at + 1]! / (channels * size);
    maxAbs = Math.max(maxAbs, values[at + 2]!);
  }
  return { mean, std: Math.sqrt(Math.max(0, squares - mean * mean)), maxAbs };
}
