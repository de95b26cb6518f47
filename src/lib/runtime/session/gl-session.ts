import { GlExecutor } from '$lib/runtime/gl/executor';
import { largestError, TOLERANCE } from './self-check';
import { wishesByValue, type RunRequest, type RunResult } from './session';
import { valueOf } from './work';

/** Runs networks on the WebGL programs of `runtime/gl`: the same requests and results as a tfjs session. */
export class GlSession {
  private constructor(private readonly executor: GlExecutor) {}

  /** Undefined where the device cannot run the programs, or computes something else than the reference with them. */
  static async open(): Promise<GlSession | undefined> {
    const executor = GlExecutor.open();
    if (!executor) return undefined;
    const session = new GlSession(executor);
    const error = await largestError((request) => session.run(request)).catch(() => Infinity);
    if (error <= TOLERANCE) return session;
    session.dispose();
    return undefined;
  }

  /** Throws an IssueError for what cannot be run, the signal's reason when cancelled. */
  async run({ graph, weights, input, keep, signal, onProgress }: RunRequest): Promise<RunResult> {
    const start = performance.now();
    const { readings, bytes, uploads } = await this.executor.run({
      graph,
      weights,
      inputs: [input],
      wishes: wishesByValue(graph, keep),
      ...(signal && { signal }),
      onProgress: ({ phase, done, of, op }) =>
        onProgress?.({ phase: phase === 'steps' ? phase : 'weights', done, of, node: graph.ops[op]!.node }),
    });
    const [first] = readings;
    return {
      results: new Map([...keep.keys()].map((id) => [id, first!.get(valueOf(graph, id))!])),
      seconds: (performance.now() - start) / 1000,
      memory: { weights: bytes.weights, activations: bytes.activations, held: bytes.weights + bytes.activations },
      uploads,
    };
  }

  dispose(): void {
    this.executor.dispose();
  }
}
