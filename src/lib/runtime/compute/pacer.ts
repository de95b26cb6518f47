/**
 * Keeps a run from hurrying ahead: the thread's own messages (a cancel, say) are let in often, and no more than a moment's
 * work waits on the device, so that a cancelled run leaves it soon.
 */
export interface Pacer {
  /** To be called after each step, with its multiply-adds. */
  pace(macs: number): Promise<void>;
}

/** Longest time between two looks at the thread's messages, and of work that waits on the device, in milliseconds. */
export const MOMENT = 50;

/** Lets the thread's waiting messages in. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** For backends that compute at once. */
export function threadPacer(): Pacer {
  let last = performance.now();
  return {
    async pace() {
      if (performance.now() - last < MOMENT) return;
      await turn();
      last = performance.now();
    },
  };
}

interface Mark {
  readonly sync: WebGLSync;
  readonly macs: number;
}

/** For WebGL, whose calls return before their work is done: fences tell how far it is, and how fast. */
export function webglPacer(gl: WebGL2RenderingContext): Pacer {
  const waiting: Mark[] = [];
  let queued = 0;
  /** Multiply-adds per millisecond; low until something is known, so that the first steps are waited for. */
  let rate = 1e4;
  let since = performance.now();

  /** Takes off the queue what is done, and learns the rate from it. */
  function settle() {
    let macs = 0;
    while (waiting.length > 0 && isDone(gl, waiting[0]!.sync)) {
      const mark = waiting.shift()!;
      gl.deleteSync(mark.sync);
      macs += mark.macs;
    }
    queued -= macs;
    const now = performance.now();
    if (macs === 0 || now - since < 1) return;
    rate = Math.min(macs / (now - since), 4 * rate);
    since = now;
  }

  return {
    async pace(macs) {
      const sync = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
      // No fence: the context is lost, and the next read will say so.
      if (!sync) return;
      gl.flush();
      if (waiting.length === 0) since = performance.now();
      waiting.push({ sync, macs });
      queued += macs;
      settle();
      while (waiting.length > 0 && queued > rate * MOMENT) {
        // The state of a fence changes between tasks only. Asleep, as software WebGL needs the core.
        await new Promise((resolve) => setTimeout(resolve, 1));
        settle();
      }
    },
  };
}

function isDone(gl: WebGL2RenderingContext, sync: WebGLSync): boolean {
  const status = gl.clientWaitSync(sync, 0, 0);
  return status === gl.ALREADY_SIGNALED || status === gl.CONDITION_SATISFIED || gl.isContextLost();
}
