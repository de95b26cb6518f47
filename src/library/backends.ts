import { IssueError } from '#lib/issue.ts';
import type { Session } from '#lib/runtime/compute/session.ts';
import { runPlainly } from '#lib/runtime/plain/plain-session.ts';
import { runSoundly } from '#lib/runtime/session/run-soundly.ts';
import type { Backend } from './run.ts';

/** Runs that may meet NaN or infinity are done again by the definitions of the ops: there alone they are what PyTorch makes of them. */
export const soundly = (name: string, session: Session, seesAll: boolean): Backend => ({
  name,
  run: (request) => runSoundly(session, request, seesAll),
  dispose: () => session.dispose(),
});

/** Computes every op by its definition, in JavaScript, anywhere: slowly, with NaN and infinity as PyTorch has them. */
export const plainBackend = (): Backend => ({ name: 'plain', run: runPlainly, dispose: () => undefined });

/**
 * Opens WebGL 2 with programs of our own, in a page or a worker (it takes an `OffscreenCanvas`): the fastest there is where a
 * graphics card computes it. It is checked against PyTorch's numbers before it is handed out.
 *
 * @throws {@link IssueError} `backend-unavailable` where there is no WebGL 2 with float32, or it errs
 */
export async function openWebGl(): Promise<Backend> {
  const { GlSession } = await import('#lib/runtime/gl/gl-session.ts');
  const session = await GlSession.open();
  if (!session) throw new IssueError([{ kind: 'backend-unavailable', at: 'webgl' }]);
  return soundly('webgl', session, false);
}

/**
 * Opens a backend of TensorFlow.js, which must have been imported before: `import '@tensorflow/tfjs-backend-wasm'` (in Node too),
 * `-cpu`, `-webgl` or `-webgpu`. It becomes the backend of TensorFlow.js, and must stay it during runs.
 *
 * @throws {@link IssueError} `backend-unavailable` where it was not imported or does not start
 */
export async function openTfjs(name: 'wasm' | 'cpu' | 'webgl' | 'webgpu'): Promise<Backend> {
  const { startTfjs } = await import('#lib/runtime/tfjs/start-tfjs.ts');
  return soundly(name, await startTfjs(name), name === 'wasm' || name === 'cpu');
}
