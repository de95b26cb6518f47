import { words } from '#lib/messages/messages.ts';
import type { Device } from '#lib/runtime/compute/device.ts';

/** What a run computed on: `WebGL in software`, `WebAssembly`. */
export const backendWords = ({ backend, software, insteadOf }: Device): string =>
  words.run.device.said(words.names.backends[backend], software, insteadOf && words.names.backends[insteadOf]);

/** Names of files that weights come in, as of a file input: what a file is its content says. */
export const WEIGHT_FILES = '.safetensors,.pth,.pt,.ckpt,.bin,.pkl,.pickle,.th,.tar,.npz';
