// What computes, in one place: the tensor library is loaded by those commands only that need it.
export { Engine } from '#lib/runtime/session/engine.ts';
export { useNodeBackend } from '#lib/runtime/tfjs/node-backends.ts';
