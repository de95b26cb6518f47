import { IssueError } from '#lib/issue.ts';
import type { Backend } from '#lib/runtime/kernels/kernel.ts';
import { enableProdMode, setBackend } from '@tensorflow/tfjs-core';
import { TfjsSession } from './tfjs-session.ts';
import { guardHeap } from './wasm-room.ts';

/** A session on a backend that who asks has imported. Throws an IssueError where it does not start; tfjs answers false, or throws. */
export async function startTfjs(backend: Backend): Promise<TfjsSession> {
  enableProdMode();
  const started = await setBackend(backend).catch(() => false);
  if (!started) throw new IssueError([{ kind: 'backend-unavailable', at: backend }]);
  if (backend === 'wasm') guardHeap();
  return new TfjsSession(backend);
}
