import { headOf } from '#lib/dla/modules/modules.ts';
import { lowerWith } from '#lib/dla/lowering/lower.ts';
import type { Edge } from '#lib/graph/document/edges.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { IssueError, type Issue } from '#lib/issue.ts';
import { words } from '#lib/messages/messages.ts';
import { nameOf } from '#lib/workspace/core/intervening.ts';
import type { NetworkView } from '#lib/workspace/core/network-view.svelte.ts';
import { issuesOf } from '#lib/workspace/shared/issues-of.ts';
import type { RunProgressWords } from '#lib/workspace/shared/run-progress.ts';
import type { RunResult } from '#lib/workspace/shared/run-result.ts';
import { aggregationInputs, allOf, shiftOf, type Shift } from './contribution-parts.ts';
import type { Runs } from './runs.svelte.ts';

/** An input of an aggregation node, and what the network gives without it. */
export interface Part extends Shift {
  readonly edge: Edge;
  readonly output: Float32Array;
}

/** What each part contributes to one result of an untouched network, of one image. */
export interface Contributed {
  readonly untouched: RunResult;
  /** The node whose result is compared; logits where there are some. */
  readonly of: string;
  readonly isLogits: boolean;
  readonly before: Float32Array;
  readonly parts: readonly Part[];
}

/** Ablates every input of every aggregation node in turn. */
export class Contributions {
  found = $state.raw<Contributed | undefined>();
  progress = $state.raw<RunProgressWords | undefined>();
  failure = $state.raw<readonly Issue[] | undefined>();
  /** The class whose loss is looked at, where one is. */
  label = $state<number | undefined>();

  #stop: AbortController | undefined;

  constructor(private readonly runs: Pick<Runs, 'untouched' | 'more'>) {}

  cancel(): void {
    this.#stop?.abort();
  }

  /** Of the network as it is without interventions, which is run first where its results are not there. Failures are kept. */
  async measure(view: NetworkView): Promise<void> {
    if (this.#stop) return;
    const stop = new AbortController();
    this.#stop = stop;
    this.failure = undefined;
    this.progress = { share: 0, words: words.run.phases.image };
    try {
      this.found = await this.#measure(view, stop.signal);
    } catch (error) {
      if (!stop.signal.aborted) this.failure = issuesOf(error);
    } finally {
      this.#stop = undefined;
      this.progress = undefined;
    }
  }

  async #measure(view: NetworkView, signal: AbortSignal): Promise<Contributed> {
    const { countedFrame: document, graph } = view;
    const edges = aggregationInputs(document, graph);
    const steps = edges.length + 1;
    const report = (share: number, doing: string) => (this.progress = { share: share / steps, words: doing });
    const untouched = await this.runs.untouched(view, { timed: false, signal, report });
    // What was run is to be seen.
    if (!view.lastRun && view.interventions.length === 0) view.lastRun = untouched;
    const { node } = indexOf(document);
    const isLogits = (id: string) => headOf(node.get(id)!) === 'logits';
    const of = graph.outputs.find(isLogits) ?? graph.outputs[0];
    const before = of === undefined ? undefined : untouched.nodes.get(of)?.data;
    if (of === undefined || !before) throw new IssueError([{ kind: 'not-computable', at: of ?? 'nodes' }]);
    const input = untouched.source.inputs[untouched.at]!;
    const parts: Part[] = [];
    for (const [done, edge] of edges.entries()) {
      const place = { node: edge.to, from: edge.from };
      report(done + 1, words.interventions.contributions.without(nameOf(document, place)));
      const changed = lowerWith(document, [{ kind: 'scale', ...place, factor: 0 }]);
      const source = { ...untouched.source, graph: changed, untouched: graph };
      const { results } = await this.runs.more(source, [input], allOf(of), { signal });
      const output = results.get(of)!.data!;
      parts.push({ edge, output, ...shiftOf(before, output) });
    }
    return { untouched, of, isLogits: isLogits(of), before, parts };
  }
}
