import type { Issue } from '#lib/issue.ts';
import { words } from '#lib/messages/messages.ts';
import { fetchActivations, type Activations, type Wanted } from './activations.ts';
import { labelOf } from '#lib/workspace/shared/labels.ts';
import { progressWords, type RunProgressWords } from '#lib/workspace/shared/run-progress.ts';
import type { Runs } from '#lib/workspace/run/runs.svelte.ts';
import { issuesOf } from '#lib/workspace/shared/issues-of.ts';

/** Activations of the last run that a person looks at, one value at a time: only it is fetched, and only it is kept. */
export class Inside {
  shown = $state.raw<(Activations & Wanted) | undefined>();
  progress = $state.raw<RunProgressWords | undefined>();
  failure = $state.raw<readonly Issue[] | undefined>();
  /** What was called off; it is not fetched by itself again. */
  cancelled = $state.raw<Wanted | undefined>();

  #going: (Wanted & { readonly stop: AbortController }) | undefined;

  constructor(private readonly runs: Runs) {}

  /** Calls off what is being fetched. */
  cancel(): void {
    if (!this.#going) return;
    this.cancelled = { result: this.#going.result, id: this.#going.id };
    this.leave();
  }

  /** Nobody looks any more: nothing is fetched. */
  leave(): void {
    this.#going?.stop.abort();
    this.#going = undefined;
    this.progress = undefined;
  }

  /** Fetches a value, if it is not there: the network runs again as it ran, as far as that value. */
  async look({ result, id }: Wanted): Promise<void> {
    const same = (other: Wanted | undefined) => other?.result === result && other.id === id;
    if (same(this.#going)) return;
    this.leave();
    if (same(this.shown)) return;
    this.failure = undefined;
    this.cancelled = undefined;
    const stop = new AbortController();
    this.#going = { result, id, stop };
    this.progress = { share: 0, words: words.inspect.activations.waiting };
    try {
      const found = await fetchActivations((...asked) => this.runs.more(...asked), this.#going, {
        signal: stop.signal,
        onProgress: (progress) => {
          if (!stop.signal.aborted) this.progress = progressWords(progress, 1, labelOf(result.document, progress.node));
        },
      });
      if (!stop.signal.aborted) this.shown = { result, id, ...found };
    } catch (error) {
      if (!stop.signal.aborted) this.failure = issuesOf(error);
    } finally {
      if (this.#going?.stop === stop) this.leave();
    }
  }
}
