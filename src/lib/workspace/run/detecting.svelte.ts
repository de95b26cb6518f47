import type { Issue } from '#lib/issue.ts';
import { words } from '#lib/messages/messages.ts';
import { createRunner, type Runner } from '#lib/runtime/session/client.ts';
import { issuesOf } from '#lib/workspace/shared/issues-of.ts';
import { labelOf } from '#lib/workspace/shared/labels.ts';
import type { RunProgressWords } from '#lib/workspace/shared/run-progress.ts';
import type { RunResult } from '#lib/workspace/shared/run-result.ts';
import { tapsOf, type Detected, type Explained } from './detected.ts';
import type { Runs } from './runs.svelte.ts';

/** What is looked at of detections: how likely they must be, which is chosen, and what it hangs on. */
export class Detecting {
  threshold = $state(0.3);
  chosen = $state.raw<{ readonly result: RunResult; readonly index: number } | undefined>();
  explained = $state.raw<Explained | undefined>();
  progress = $state.raw<RunProgressWords | undefined>();
  failure = $state.raw<readonly Issue[] | undefined>();

  #runner: Runner | undefined;
  #stop: AbortController | undefined;

  constructor(private readonly runs: Pick<Runs, 'more'>) {}

  cancel(): void {
    this.#stop?.abort();
  }

  /** A backward pass from the score, on a worker of its own, and the offsets of the last deformable convolution. Failures are kept. */
  async explain(result: RunResult, detected: Detected, index: number): Promise<void> {
    const { detector, found } = detected;
    this.cancel();
    const stop = new AbortController();
    this.#stop = stop;
    this.failure = undefined;
    const said = words.detection.explain;
    this.progress = { share: 0, words: said.offsets };
    try {
      const { peak } = found[index]!;
      const node = detector.heads.get('hm')!;
      const { source } = result;
      const input = source.inputs[result.at]!;
      const { signal } = stop;
      const taps = await tapsOf(result, detected, index, (keep) => this.runs.more(source, [input], keep, { signal }));
      this.#runner ??= createRunner();
      const { graph, weights, backend } = source;
      const order = { graph, weights, input, backend, node, at: [peak.y, peak.x] as const, channel: peak.class };
      const reach = await this.#runner.reach(order, {
        signal,
        onProgress: ({ phase, done, of, node }) => {
          if (signal.aborted) return;
          // A backward step costs about three times its forward step.
          const share = phase === 'forward' ? (0.25 * done) / of : 0.25 + (0.75 * done) / of;
          const label = labelOf(result.document, node);
          this.progress = { share, words: words.inspect.activations.reach.phases[phase](label) };
        },
      });
      this.explained = { result, index, reach, ...taps };
    } catch (error) {
      if (!stop.signal.aborted) this.failure = issuesOf(error);
    } finally {
      if (this.#stop === stop) {
        this.#stop = undefined;
        this.progress = undefined;
      }
    }
  }
}
