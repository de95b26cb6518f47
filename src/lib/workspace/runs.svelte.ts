import { peakActivationBytes } from '$lib/dla/analysis/memory';
import { blockSeedNames } from '$lib/dla/analysis/seed-names';
import type { OpGraph } from '$lib/dla/op-graph/op-graph';
import type { GraphDocument } from '$lib/graph/document/document';
import { IssueError, type Issue } from '$lib/issue';
import { createRunner, weightFile, type Runner } from '$lib/runtime/session/client';
import type { BackendChoice, RunOrder, WeightSource } from '$lib/runtime/session/requests';
import { labelOf } from './labels';
import { levelsOf } from '$lib/dla/analysis/levels';
import type { NetworkView } from './network-view.svelte';
import { outcomeOf, wishesOf, type Outcome } from './outcome';
import { readInput } from './read-image';
import type { InputChoice, WeightChoice } from './run-choices';
import { samples } from './samples';

export interface RunProgressWords {
  /** 0 to 1 over everything that was asked for. */
  readonly share: number;
  readonly words: string;
}

/** Runs of the open networks: what they see, their weights, and the run that is under way. */
export class Runs {
  input = $state.raw<InputChoice>({ kind: 'sample', file: 'cat.jpg' });
  weights = $state.raw<WeightChoice>({ kind: 'seeded-by-block' });
  backend = $state<BackendChoice>('auto');
  progress = $state.raw<RunProgressWords | undefined>();
  /** Why the last run failed. */
  failure = $state.raw<readonly Issue[] | undefined>();

  #runner: Runner | undefined;
  #stop: AbortController | undefined;

  readonly inputName = $derived.by(() => {
    const { input } = this;
    if (input.kind === 'seeded') return 'seeded tensor';
    return input.kind === 'image'
      ? input.file.name
      : (samples.find(({ file }) => file === input.file)?.title ?? input.file);
  });
  readonly weightsName = $derived.by(() => {
    const { weights } = this;
    if (weights.kind === 'file') return weights.file.name;
    return weights.kind === 'seeded' ? 'seeded by name' : 'seeded by block';
  });

  /** Bytes that a run of these networks needs at least: weights, and activations at their peak. */
  bytesFor(views: readonly NetworkView[]): number {
    return views.reduce(
      (sum, { graph, costs }) => sum + peakActivationBytes(graph) + 4 * (costs.parameters + costs.buffers),
      0,
    );
  }

  cancel(): void {
    this.#stop?.abort();
  }

  /** Runs each network on the same image; results go to the views. Failures are kept, never thrown. */
  async run(views: readonly NetworkView[]): Promise<void> {
    if (this.#stop) return;
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    this.failure = undefined;
    try {
      for (const [index, view] of views.entries()) {
        const outcome = await this.#runOne(view, signal, (share, words) => {
          this.progress = { share: (index + share) / views.length, words };
        });
        view.outcome = outcome;
      }
    } catch (error) {
      if (!signal.aborted) this.failure = issuesOf(error);
    } finally {
      this.#stop = undefined;
      this.progress = undefined;
    }
  }

  async #runOne(
    view: NetworkView,
    signal: AbortSignal,
    report: (share: number, words: string) => void,
  ): Promise<Outcome> {
    const { document, graph } = view;
    const shape = graph.ops.find((op) => op.kind === 'input')?.shape;
    if (!shape) throw new IssueError([{ kind: 'no-input-node', at: 'nodes', received: [] }]);
    report(0, 'preparing the image');
    const input = await readInput(this.input);
    signal.throwIfAborted();
    this.#runner ??= createRunner();
    const order: RunOrder = {
      graph,
      weights: this.weightsFor(document, graph),
      input,
      keep: wishesOf(document, graph),
      backend: this.backend,
    };
    const result = await this.#runner.run(order, {
      signal,
      onProgress: ({ phase, done, of, node }) => {
        const words = phase === 'weights' ? 'weights' : `running ${labelOf(document, node)}`;
        report((phase === 'weights' ? 0.2 * done : 0.2 * of + 0.8 * done) / of, words);
      },
    });
    return outcomeOf(document, graph, result, {
      input: this.inputName,
      weights: this.weightsName,
      seeded: this.weights.kind !== 'file',
      ...(this.weights.kind === 'file' && { file: this.weights.file }),
    });
  }

  /** The chosen weights, as they are for that network. */
  weightsFor(document: GraphDocument, graph: OpGraph): WeightSource {
    if (this.weights.kind === 'file') return weightFile(this.weights.file);
    if (this.weights.kind === 'seeded') return { kind: 'seeded' };
    return { kind: 'seeded', names: blockSeedNames(document, graph, levelsOf(document)) };
  }
}

export function issuesOf(error: unknown): readonly Issue[] {
  if (error instanceof IssueError) return error.issues;
  return [{ kind: 'run-failed', at: 'run', received: error instanceof Error ? error.message : String(error) }];
}
