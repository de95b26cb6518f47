import { checkContext, type GlContext } from './context.ts';
import { bytesOf, layersOf, type Size } from './layout.ts';

/** A texture of activations, and the framebuffer that draws into all its layers. */
export interface Texture {
  readonly size: Size;
  readonly texture: WebGLTexture;
  readonly framebuffer: WebGLFramebuffer;
}

/** Textures of activations, kept from run to run: a plan takes those of its sizes and gives up the others. */
export class Textures {
  #textures: Texture[] = [];

  constructor(private readonly context: GlContext) {}

  get bytes(): number {
    return this.#textures.reduce((sum, { size }) => sum + bytesOf(size, this.context.tile), 0);
  }

  /** Textures of the sizes of a plan, in its order. */
  take(sizes: readonly Size[]): readonly Texture[] {
    const left = [...this.#textures];
    const found = sizes.map(({ width, height }) => {
      const index = left.findIndex(({ size }) => size.width === width && size.height === height);
      return index < 0 ? undefined : left.splice(index, 1)[0]!;
    });
    // What is given up goes first, so that there is room.
    for (const texture of left) this.#delete(texture);
    this.#textures = found.filter((texture) => texture !== undefined);
    const taken = found.map((texture, index) => texture ?? this.#create(sizes[index]!));
    this.#textures = taken;
    checkContext(this.context);
    return taken;
  }

  /** Hands a texture over: whoever asked for it gives it up. */
  release(texture: Texture): void {
    this.#textures = this.#textures.filter((each) => each !== texture);
  }

  #create(size: Size): Texture {
    const { gl, tile } = this.context;
    const texture = gl.createTexture();
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D_ARRAY, texture);
    gl.texStorage3D(gl.TEXTURE_2D_ARRAY, 1, gl.RGBA32F, size.width, size.height, layersOf(tile));
    plainSampling(gl, gl.TEXTURE_2D_ARRAY);
    const framebuffer = gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    const targets = Array.from({ length: layersOf(tile) }, (_, layer) => gl.COLOR_ATTACHMENT0 + layer);
    targets.forEach((target, layer) => gl.framebufferTextureLayer(gl.FRAMEBUFFER, target, texture, 0, layer));
    gl.drawBuffers(targets);
    return { size, texture, framebuffer };
  }

  #delete(texture: Texture): void {
    deleteTexture(this.context.gl, texture);
  }

  dispose(): void {
    for (const texture of this.#textures) this.#delete(texture);
    this.#textures = [];
  }
}

export function deleteTexture(gl: WebGL2RenderingContext, { texture, framebuffer }: Texture): void {
  gl.deleteFramebuffer(framebuffer);
  gl.deleteTexture(texture);
}

/** Float textures cannot be interpolated, and a texture without mipmaps must say so. */
export function plainSampling(gl: WebGL2RenderingContext, target: GLenum): void {
  gl.texParameteri(target, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
  gl.texParameteri(target, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
  gl.texParameteri(target, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.texParameteri(target, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
}
