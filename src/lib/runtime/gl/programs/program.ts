import type { Tile } from '../layout.ts';

/** What a shader is compiled for; everything else is a uniform. */
export type Program =
  | {
      readonly kind: 'convolution';
      readonly kernel: number;
      readonly stride: number;
      readonly padding: number;
      readonly dilation: number;
      readonly sources: number;
      /** A last source is added to the result. */
      readonly residual: boolean;
      /** Channels of a block that are used: fewer than 4 only where a single block has no more. */
      readonly rows: number;
      /** Results are 1×1: only the first pixel of a tile is computed. */
      readonly point: boolean;
    }
  | { readonly kind: 'pool'; readonly mode: 'max' | 'average' | 'inside' }
  | { readonly kind: 'pad'; readonly fill: number }
  | { readonly kind: 'flatten' }
  | { readonly kind: 'sum'; readonly sources: number }
  | { readonly kind: 'affine' }
  | { readonly kind: 'scale' }
  | { readonly kind: 'sigmoid' }
  | { readonly kind: 'gather'; readonly sources: number; readonly aligned: boolean }
  | { readonly kind: 'resize'; readonly mode: 'bilinear' | 'nearest' | 'aligned' | 'first' }
  | { readonly kind: 'transposed'; readonly factor: number }
  | { readonly kind: 'log-sum' }
  | { readonly kind: 'subtract'; readonly exp: boolean }
  /** What the taps of a deformable convolution read, tap by tap. */
  | { readonly kind: 'sample' }
  | { readonly kind: 'moments' }
  | { readonly kind: 'group-scale' }
  | { readonly kind: 'scaled' }
  | { readonly kind: 'reduce' }
  | { readonly kind: 'channel-mean' };

/** The same key, the same shader. */
export const keyOfProgram = (program: Program): string => JSON.stringify(program);

/** The body of a fragment shader, for a tile; see frame.ts for what it stands in. */
export interface Body {
  /** How many array textures it samples: s0, s1, … */
  readonly sources: number;
  readonly weights?: boolean;
  /** Declarations of uniforms and functions. */
  readonly head?: string;
  /** Statements that fill `r[0] …`, one for each pixel of the tile, before ReLU. */
  readonly main: string;
}

export type Write<P extends Program> = (program: P, tile: Tile) => Body;
