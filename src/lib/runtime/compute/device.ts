import type { Backend } from '#lib/runtime/kernels/kernel.ts';

/**
 * `auto`: what was measured to be the fastest here; where nothing was, WebGL if a graphics card does it, WebAssembly otherwise,
 * and what else there is where there is none.
 */
export type BackendChoice = Backend | 'auto';

export interface PassedOver {
  readonly backend: Backend;
  /** `beyond`: this device's textures or shaders do not do for the network; `lost`: it failed in the middle of a run. */
  readonly because: 'software' | 'missing' | 'lost' | 'beyond' | 'memory';
}

/** Backends that were measured, the fastest first: the first that starts is taken. */
export interface Ranking {
  readonly order: readonly Backend[];
  /** Those that were before them and failed. */
  readonly passedOver: readonly PassedOver[];
}

/** How fast a backend is on this device, or why it is not taken. */
export type Pace = { readonly backend: Backend } & (
  | { readonly seconds: number; readonly device: string; readonly software: boolean }
  | { readonly failed: 'missing' | 'inexact' }
);

/** Those that compute, the fastest first. */
export const rankedBy = (paces: readonly Pace[]): readonly Backend[] =>
  paces
    .flatMap((pace) => ('seconds' in pace ? [pace] : []))
    .sort((a, b) => a.seconds - b.seconds)
    .map(({ backend }) => backend);

/** What a run computed on. */
export interface Device {
  readonly backend: Backend;
  /** What the renderer calls itself for WebGL and WebGPU; empty where it has no name. */
  readonly name: string;
  /** Of WebAssembly: whether it computes on several numbers at a time. */
  readonly simd?: boolean;
  /** WebGL or WebGPU without a graphics card. */
  readonly software: boolean;
  readonly precision: 'float32' | 'float16';
  /** What was asked for, where it computes something else than the reference on this device. */
  readonly insteadOf?: Backend;
  /** Most bytes that a run may need; absent where nothing limits it. */
  readonly memoryLimit?: number;
  /** What was passed over, where the choice was left to the product: only software computes it, it is missing, it failed or does not do for the network. */
  readonly passedOver?: readonly PassedOver[];
}

/** Whether a renderer of this name computes on the processor. */
export const isSoftware = (renderer: string): boolean =>
  /swiftshader|llvmpipe|softpipe|software|microsoft basic render/i.test(renderer);
