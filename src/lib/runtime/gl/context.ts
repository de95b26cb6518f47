import { contextLost } from '#lib/runtime/compute/context-lost.ts';
import { isSoftware } from '#lib/runtime/compute/device.ts';
import { layersOf, tiles, type Tile } from './layout.ts';

/** A WebGL 2 context that can compute in float32, and what it is. */
export interface GlContext {
  readonly gl: WebGL2RenderingContext;
  readonly tile: Tile;
  readonly maxSize: number;
  /** The renderer's name. */
  readonly name: string;
  /** WebGL without a graphics card. */
  readonly software: boolean;
  /** Lets the driver compile while others work; undefined where it cannot say when it is done. */
  readonly parallel: KHR_parallel_shader_compile | undefined;
}

/** Opens a context of its own. Undefined where there is no WebGL 2 or it renders no float32. */
export function openContext(targets: keyof typeof tiles = 8): GlContext | undefined {
  if (typeof OffscreenCanvas === 'undefined') return undefined;
  const options = { alpha: false, antialias: false, depth: false, stencil: false, preserveDrawingBuffer: false };
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2', { ...options, powerPreference: 'high-performance' });
  if (!gl || !gl.getExtension('EXT_color_buffer_float')) return undefined;
  const most = Math.min(
    gl.getParameter(gl.MAX_DRAW_BUFFERS) as number,
    gl.getParameter(gl.MAX_COLOR_ATTACHMENTS) as number,
  );
  const tile = targets === 8 && most >= layersOf(tiles[8]) ? tiles[8] : tiles[4];
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const name = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  return {
    gl,
    tile,
    maxSize: gl.getParameter(gl.MAX_TEXTURE_SIZE) as number,
    name,
    software: isSoftware(name),
    parallel: gl.getExtension('KHR_parallel_shader_compile') ?? undefined,
  };
}

/** Throws where the context is gone; results of calls to it mean nothing then. */
export function checkContext({ gl }: GlContext): void {
  if (gl.isContextLost()) throw contextLost();
}
