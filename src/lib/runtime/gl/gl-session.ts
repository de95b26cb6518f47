import { histogramOf } from '#lib/runtime/compute/histogram.ts';
import type { Reading, Wish } from '#lib/runtime/compute/reading.ts';
import { largestError, TOLERANCE } from '#lib/runtime/compute/reference-check.ts';
import {
  resultsOf,
  timesByOp,
  wishesByValue,
  type RunRequest,
  type RunResult,
  type Session,
} from '#lib/runtime/compute/session.ts';
import { GlExecutor } from './executor.ts';

/** Runs networks on the WebGL programs of `runtime/gl`: the same requests and results as a tfjs session. */
export class GlSession implements Session {
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
  async run({ graph, weights, inputs, keep, timed, keeping, signal, onProgress }: RunRequest): Promise<RunResult> {
    const start = performance.now();
    const wishes = wishesByValue(graph, keep);
    const common = { graph, weights, ...(signal && { signal }) };
    const { readings, bytes, plan, uploads } = await this.executor.run({
      ...common,
      inputs,
      keeping,
      wishes: new Map([...wishes].map(([op, wish]) => [op, asRead(wish)])),
      onProgress: ({ phase, done, of, op, image }) => {
        const { node } = graph.ops[op]!;
        if (phase !== 'steps') onProgress?.({ phase, done, of, node });
        else onProgress?.({ phase, done: image * of + done, of: of * inputs.length, node });
      },
    });
    const [results, ...others] = readings.map((each) => resultsOf(graph, keep, withHistograms(each, wishes)));
    const times = timed ? await this.#measure(common, inputs.at(-1)!, wishes) : undefined;
    return {
      results: results!,
      others,
      ...(times && { times }),
      seconds: (performance.now() - start) / 1000,
      memory: {
        weights: bytes.weights,
        activations: bytes.activations,
        held: bytes.weights + bytes.activations,
        planned: plan.weightBytes + plan.activationBytes + plan.readBytes + bytes.known,
        peak: bytes.peak,
      },
      uploads,
    };
  }

  /** What each step costs, now that every shader is there. */
  async #measure(
    common: Pick<RunRequest, 'graph' | 'weights' | 'signal'>,
    input: Float32Array,
    wishes: ReadonlyMap<number, Wish>,
  ): Promise<ReadonlyMap<string, number>> {
    const nothing = new Map([...wishes.keys()].map((op) => [op, {}]));
    const measured = await this.executor.run({ ...common, inputs: [input], wishes: nothing, timed: true });
    return timesByOp(common.graph, measured.plan.steps, measured.times!);
  }

  forget(): void {
    this.executor.forget();
  }

  dispose(): void {
    this.executor.dispose();
  }
}

/** Histograms are counted here, from everything. */
const asRead = ({ histogram, full, ...wish }: Wish): Wish => ({ ...wish, full: Boolean(full || histogram) });

function withHistograms(
  readings: ReadonlyMap<number, Reading>,
  wishes: ReadonlyMap<number, Wish>,
): ReadonlyMap<number, Reading> {
  const complete = ([op, reading]: readonly [number, Reading]): [number, Reading] => {
    const wish = wishes.get(op)!;
    if (!wish.histogram) return [op, reading];
    const { data, ...rest } = reading;
    const histogram = histogramOf(data!, reading.shape);
    return [op, { ...rest, histogram, ...(wish.full && { data: data! }) }];
  };
  return new Map([...readings].map(complete));
}
