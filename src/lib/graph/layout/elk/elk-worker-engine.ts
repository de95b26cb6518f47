import ELK, { type ElkNode } from 'elkjs/lib/elk-api';
import ElkWorker from 'elkjs/lib/elk-worker.min.js?worker';

/** What ELK may take, in milliseconds; who waits longer is better served by our own layout. */
const DEADLINE = 3000;

/** ELK in a worker of its own, loaded when it is first needed. Where it takes too long the worker is ended with it. */
export class ElkWorkerEngine {
  private elk: InstanceType<typeof ELK> | undefined;

  /** Rejects on ELK's errors, at the deadline and when cancelled. */
  layout(graph: ElkNode, signal: AbortSignal): Promise<ElkNode> {
    const elk = (this.elk ??= new ELK({ algorithms: ['layered'], workerFactory: () => new ElkWorker() }));
    const stop = AbortSignal.any([signal, AbortSignal.timeout(DEADLINE)]);
    return new Promise((resolve, reject) => {
      const end = (): void => {
        elk.terminateWorker();
        this.elk = undefined;
        reject(new Error('ELK was ended.'));
      };
      stop.addEventListener('abort', end);
      elk
        .layout(graph)
        .then(resolve, reject)
        .finally(() => stop.removeEventListener('abort', end));
    });
  }
}
