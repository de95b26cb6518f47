import { webglPacer, type Pacer } from '#lib/runtime/compute/pacer.ts';
import { Compiler } from './compiler.ts';
import { openContext, type GlContext } from './context.ts';
import type { tiles } from './layout.ts';
import { Textures } from './textures.ts';
import { WeightTextures } from './weight-textures.ts';

/** A context, and everything that lives on it. */
export interface OpenDevice {
  readonly context: GlContext;
  readonly compiler: Compiler;
  readonly textures: Textures;
  readonly weights: WeightTextures;
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
  return {
    ...{ context, compiler, textures, weights },
    pacer: webglPacer(gl),
    dispose() {
      for (const owner of [compiler, textures, weights]) owner.dispose();
      // A page has few contexts; the collector gives them back late.
      gl.getExtension('WEBGL_lose_context')?.loseContext();
    },
  };
}
