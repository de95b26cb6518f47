import { KeptValues } from '#lib/runtime/compute/kept-values.ts';
import { webglPacer, type Pacer } from '#lib/runtime/compute/pacer.ts';
import { Compiler } from './compiler.ts';
import { openContext, type GlContext } from './context.ts';
import type { Grid, tiles } from './layout.ts';
import { deleteTexture, Textures, type Texture } from './textures.ts';
import { WeightTextures } from './weight-textures.ts';

/** A value that stays for the next run, in a texture of its own. */
export interface KeptTexture {
  readonly texture: Texture;
  readonly grid: Grid;
  readonly bytes: number;
}

/** A context, and everything that lives on it. */
export interface OpenDevice {
  readonly context: GlContext;
  readonly compiler: Compiler;
  readonly textures: Textures;
  readonly weights: WeightTextures;
  readonly kept: KeptValues<KeptTexture>;
  readonly pacer: Pacer;
  dispose(): void;
}

export function openDevice(targets: keyof typeof tiles, weightLimit: number): OpenDevice | undefined {
  const context = openContext(targets);
  if (!context) return undefined;
  const { gl } = context;
  gl.disable(gl.DITHER);
  const compiler = new Compiler(context);
  const textures = new Textures(context);
  const weights = new WeightTextures(context, weightLimit);
  const kept = new KeptValues<KeptTexture>(({ texture }) => deleteTexture(gl, texture));
  return {
    ...{ context, compiler, textures, weights, kept },
    pacer: webglPacer(gl),
    dispose() {
      kept.clear();
      for (const owner of [compiler, textures, weights]) owner.dispose();
      // A page has few contexts; the collector gives them back late.
      gl.getExtension('WEBGL_lose_context')?.loseContext();
    },
  };
}
