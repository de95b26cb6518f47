import type { Issue } from '#lib/issue.ts';
import { words } from '#lib/messages/messages.ts';
import { createRunner, type Runner } from '#lib/runtime/session/client.ts';
import type { ReachReport } from '#lib/runtime/session/orders.ts';
import type { NetworkView } from '#lib/workspace/core/network-view.svelte.ts';
import { issuesOf } from '#lib/workspace/shared/issues-of.ts';
import { labelOf } from '#lib/workspace/shared/labels.ts';
import type { RunProgressWords } from '#lib/workspace/shared/run-progress.ts';
import type { RunResult } from '#lib/workspace/shared/run-result.ts';
import { sameUnit, type Looked } from './same-unit.ts';

/** What a unit sees, with what it is called among the open networks. */
export interface ReachFound extends Pick<
  ReachReport,
  'at' | 'receptiveField' | 'box' | 'mass95' | 'map' | 'image' | 'overflow' | 'unsound'
> {
  readonly letter: string;
  readonly result: RunResult;
  readonly id: string;
}

/** What a person asked: the unit, what is known of it and of those like it in the other networks. */
export interface ReachAnswer {
  readonly result: RunResult;
  readonly id: string;
  readonly found: readonly ReachFound[];
  /** Letters of networks that did not run, or have no such value. */
  readonly missing: readonly string[];
}

/** What units see, on a worker of their own: a backward pass for each of the open networks. */
export class Reaches {
  answer = $state.raw<ReachAnswer | undefined>();
  progress = $state.raw<RunProgressWords | undefined>();
  failure = $state.raw<readonly Issue[] | undefined>();
  /** Whether a node that is chosen on the figure is asked at once. */
  following = $state(false);

  #runner: Runner | undefined;
  #stop: AbortController | undefined;

  cancel(): void {
    this.#stop?.abort();
  }

  /** Computes what a unit sees, and what those like it see in the other networks. Another question ends the one before. */
  async look(unit: Looked, others: readonly NetworkView[], letterOf: (view: NetworkView) => string): Promise<void> {
    this.cancel();
    const stop = new AbortController();
    this.#stop = stop;
    this.failure = undefined;
    this.progress = { share: 0, words: words.inspect.activations.reach.waiting };
    const like = others.map((view) => ({ view, unit: sameUnit(unit, view) }));
    const units = [unit, ...like.flatMap((each) => each.unit ?? [])];
    const missing = like.flatMap((each) => (each.unit ? [] : [letterOf(each.view)]));
    try {
      const found: ReachFound[] = [];
      for (const [index, each] of units.entries()) {
        found.push({ letter: letterOf(each.view), ...(await this.#one(each, index, units.length, stop.signal)) });
        if (stop.signal.aborted) return;
        this.answer = { result: unit.result, id: unit.id, found: [...found], missing };
      }
    } catch (error) {
      if (!stop.signal.aborted) this.failure = issuesOf(error);
    } finally {
      if (this.#stop === stop) {
        this.#stop = undefined;
        this.progress = undefined;
      }
    }
  }

  async #one({ result, id, at }: Looked, index: number, of: number, signal: AbortSignal) {
    const { source } = result;
    this.#runner ??= createRunner();
    const order = {
      graph: source.graph,
      weights: source.weights,
      input: source.inputs[result.at]!,
      backend: source.backend,
      node: id,
      ...(at && { at }),
    };
    const report = await this.#runner.reach(order, {
      signal,
      onProgress: ({ phase, done, of: steps, node }) => {
        if (signal.aborted) return;
        // A backward step costs about three times its forward step.
        const share = phase === 'forward' ? (0.25 * done) / steps : 0.25 + (0.75 * done) / steps;
        const said = words.inspect.activations.reach.phases[phase](labelOf(result.document, node));
        this.progress = { share: (index + share) / of, words: said };
      },
    });
    const { at: place, receptiveField, box, mass95, map, image, overflow, unsound } = report;
    return {
      ...{ result, id, at: place, receptiveField, box, mass95, map, image },
      ...(overflow && { overflow }),
      ...(unsound && { unsound }),
    };
  }
}
