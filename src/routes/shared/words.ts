export { attributeWords } from '#lib/messages/en/steps.ts';
import type { Backend } from '#lib/runtime/kernels/kernel.ts';
import type { Device } from '#lib/runtime/compute/device.ts';
import type { NumberProblem } from '#lib/ui/whole-number.ts';

/** What is wrong with a typed number, in words. */
export function describeNumber(problem: NumberProblem): string {
  switch (problem.kind) {
    case 'whole':
      return 'Type a whole number.';
    case 'below':
      return `At least ${problem.min}.`;
    case 'above':
      return `At most ${problem.max}.`;
    case 'step':
      return `${problem.nearest} is the nearest that fits.`;
  }
}

/** What backends are called. */
export const backendNames: Readonly<Record<Backend, string>> = {
  webgl: 'WebGL',
  webgpu: 'WebGPU',
  wasm: 'WebAssembly',
  cpu: 'JavaScript',
};

/** What a run computed on: `WebGL by software`, `WebAssembly`. */
export const backendWords = ({ backend, software, insteadOf }: Device): string =>
  `${backendNames[backend]}${software ? ' by software' : ''}${insteadOf ? `, as ${backendNames[insteadOf]} is inexact here` : ''}`;

/** What a run's numbers are made of; of WebGL, what its textures hold. */
export const precisionWords: Readonly<Record<Device['precision'], string>> = {
  float32: 'float32',
  float16: 'float16 textures',
};

/** Names of files that weights come in, as of a file input: what a file is its content says. */
export const WEIGHT_FILES = '.safetensors,.pth,.pt,.ckpt,.bin,.pkl,.th,.tar,.npz';
