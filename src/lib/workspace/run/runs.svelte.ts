import { words } from '#lib/messages/messages.ts';
import { readNetwork } from '#lib/dla/reading/reading.ts';
import { peakActivationBytes } from '#lib/dla/analysis/memory.ts';
import { blockSeedNames } from '#lib/dla/analysis/seed-names.ts';
import { elements } from '#lib/dla/ops/op.ts';
import { lowerWith } from '#lib/dla/lowering/lower.ts';
import { imageFitOf } from '#lib/dla/reading/read-detection.ts';
import { findImage, imageOf } from '#lib/dla/op-graph/image.ts';
import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { Issue } from '#lib/issue.ts';
import { createRunner, weightFile, type Runner } from '#lib/runtime/session/client.ts';
import type { Backend } from '#lib/runtime/kernels/kernel.ts';
import type { BackendChoice } from '#lib/runtime/compute/device.ts';
import {
  MOST_IMAGES,
  type CheckReport,
  type RunOrder,
  type RunReport,
  type WeightFileSource,
  type WeightSource,
} from '#lib/runtime/session/orders.ts';
import { issuesOf } from '#lib/workspace/shared/issues-of.ts';
import { labelOf } from '#lib/workspace/shared/labels.ts';
import type { NetworkView } from '#lib/workspace/core/network-view.svelte.ts';
import { runResult, wishesOf, type RunResult, type RunSource } from '#lib/workspace/shared/run-result.ts';
import { progressWords, type RunProgressWords } from '#lib/workspace/shared/run-progress.ts';
import { readInput } from '#lib/workspace/shared/read-image.ts';
import { Importing } from './importing.svelte.ts';
import { Paces } from './paces.svelte.ts';
import { changedWishes, intervenedResult } from './intervened.ts';
import {
  inputName,
  isSameChoice,
  weightsName,
  type InputChoice,
  type WeightChoice,
} from '#lib/workspace/shared/run-choices.ts';

interface Running {
  readonly timed: boolean;
  readonly signal: AbortSignal;
  readonly report: (share: number, doing: string) => void;
}

/** Runs of the open networks: what they see, their weights, and the run that is under way. */
export class Runs {
  /** What was measured of the backends here. */
  readonly paces: Paces;
  /** What the last file of weights is. */
  readonly importing = new Importing();
  /** At least one, at most MOST_IMAGES. */
  #inputs = $state.raw<readonly InputChoice[]>([{ kind: 'sample', file: 'cat.jpg' }]);
  weights = $state.raw<WeightChoice>({ kind: 'seeded-by-block' });
  backend = $state<BackendChoice>('auto');
  progress = $state.raw<RunProgressWords | undefined>();
  /** Whether the run that is under way measures its time. */
  timed = $state(false);
  /** Why the last run failed. */
  failure = $state.raw<readonly Issue[] | undefined>();
  /** What backends said when they were checked. */
  checks = $state.raw<Readonly<Partial<Record<Backend, CheckReport>>>>({});

  #runner: Runner | undefined;
  #stop: AbortController | undefined;

  /** `version` of the site, which what was measured belongs to. */
  constructor(version: string) {
    this.paces = new Paces(version);
  }

  get inputs(): readonly InputChoice[] {
    return this.#inputs;
  }

  /** What runs see: all of these, but for those beyond MOST_IMAGES. */
  set inputs(inputs: readonly InputChoice[]) {
    if (inputs.length > 0) this.#inputs = inputs.slice(0, MOST_IMAGES);
  }

  /** The first image. */
  get input(): InputChoice {
    return this.#inputs[0]!;
  }

  set input(input: InputChoice) {
    this.#inputs = [input];
  }

  readonly inputName = $derived.by(() => {
    const [only, ...others] = this.#inputs;
    return others.length === 0 ? inputName(only!) : words.run.input.images(others.length + 1);
  });
  readonly weightsName = $derived(weightsName(this.weights));

  /** Bytes that a run of these networks needs at least: weights, activations at their peak, and the images. */
  bytesFor(views: readonly NetworkView[]): number {
    return views.reduce((sum, { graph, costs }) => {
      const image = findImage(graph)?.shape;
      const images = 4 * (image ? elements(image) : 0) * (this.#inputs.length - 1);
      return sum + peakActivationBytes(graph) + 4 * (costs.parameters + costs.buffers) + images;
    }, 0);
  }

  cancel(): void {
    this.#stop?.abort();
  }

  /** Runs each network on the same images; results go to the views. Failures are kept, never thrown. */
  async run(views: readonly NetworkView[], { timed = false }: { readonly timed?: boolean } = {}): Promise<void> {
    if (this.#stop) return;
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    this.failure = undefined;
    this.timed = timed;
    try {
      if (this.backend === 'auto')
        await this.paces.measureOnce((share, backend) => {
          this.progress = { share, words: words.run.phases.pace(words.names.backends[backend]) };
        }, signal);
      for (const [index, view] of views.entries()) {
        const report = (share: number, doing: string) => {
          this.progress = { share: (index + share) / views.length, words: doing };
        };
        const result = await this.#runOne(view, { timed, signal, report });
        view.lastRun = result;
        this.paces.meet(result.device);
      }
    } catch (error) {
      if (!signal.aborted) this.failure = issuesOf(error);
    } finally {
      this.#stop = undefined;
      this.progress = undefined;
    }
  }

  /** With the interventions of the view beside the untouched network, which is not run again where its results are there. */
  async #runOne(view: NetworkView, { timed, signal, report }: Running): Promise<RunResult> {
    const { countedFrame: document, graph, interventions } = view;
    if (interventions.length === 0) return this.#runUntouched(view, { timed, signal, report });
    const changed = lowerWith(document, interventions);
    const known = this.#untouchedOf(view);
    const first = (share: number, doing: string) => report(share / 2, doing);
    const untouched = known ?? (await this.#runUntouched(view, { timed: false, signal, report: first }));
    const source: RunSource = { ...untouched.source, graph: changed, untouched: graph, backend: this.backend };
    const wishes = changedWishes(graph, changed, wishesOf(document, graph));
    const count = untouched.images.length;
    const result = await this.more(source, source.inputs, wishes, {
      timed,
      signal,
      onProgress: (progress) => {
        const now = progressWords(progress, count, labelOf(document, progress.node));
        report(known ? now.share : (1 + now.share) / 2, now.words);
      },
    });
    return intervenedResult(document, source, result, { interventions, untouched });
  }

  /** What the network of a view gives without interventions, run where it has not been. */
  async untouched(view: NetworkView, running: Running): Promise<RunResult> {
    return this.#untouchedOf(view) ?? (await this.#runUntouched(view, running));
  }

  /** The same, where it has been run, and would be run alike now. */
  #untouchedOf({ lastRun, countedFrame }: NetworkView): RunResult | undefined {
    const last = lastRun?.untouched ?? lastRun;
    if (!last || last.document !== countedFrame || last.interventions.length > 0) return undefined;
    if (!isSameChoice(last.weights, this.weights) || last.asked !== this.backend) return undefined;
    const inputs = this.#inputs;
    const same =
      last.images.length === inputs.length && last.images.every(({ input }, at) => isSameChoice(input, inputs[at]!));
    return same ? last : undefined;
  }

  async #runUntouched(view: NetworkView, { timed, signal, report }: Running): Promise<RunResult> {
    const { countedFrame: document, graph } = view;
    // Refused before the images are read, where there is no input for them.
    imageOf(graph);
    report(0, words.run.phases.image);
    // As they are now: another choice may be made while this runs.
    const { weights, backend: asked } = this;
    const choices = this.#inputs;
    const fit = imageFitOf(document, graph);
    const [input, ...others] = await Promise.all(choices.map((choice) => readInput(choice, fit)));
    signal.throwIfAborted();
    const source: RunSource = {
      graph,
      untouched: graph,
      weights: this.weightsFor(document, graph),
      inputs: [input!, ...others],
      backend: asked,
    };
    const result = await this.more(source, source.inputs, wishesOf(document, graph), {
      timed,
      signal,
      onProgress: (progress) => {
        const now = progressWords(progress, choices.length, labelOf(document, progress.node));
        report(now.share, now.words);
      },
    });
    return runResult(document, source, result, {
      inputs: choices,
      weights,
      asked,
    });
  }

  /** Asks more of a network that ran: only what leads to the nodes in `keep` is computed. Rejects as a runner does. */
  more(
    { graph, untouched, weights, backend }: RunSource,
    [input, ...others]: RunSource['inputs'],
    keep: RunOrder['keep'],
    { timed = false, ...options }: { readonly timed?: boolean } & Parameters<Runner['run']>[1] = {},
  ): Promise<RunReport> {
    this.#runner ??= createRunner();
    return this.#runner.run(
      { graph, ...(untouched && { untouched }), weights, backend, input, others, keep, timed },
      options,
    );
  }

  /** Checks a backend with the reference that the product ships. Rejects as a runner does. */
  async check(backend: Backend): Promise<void> {
    this.#runner ??= createRunner();
    const report = await this.#runner.check(backend);
    this.checks = { ...this.checks, [backend]: report };
  }

  /** The file that weights are taken from; undefined where they are seeded. */
  get fileWeights(): WeightFileSource | undefined {
    if (this.weights.kind !== 'file') return undefined;
    const { file, table, beside } = this.weights;
    const foreign = beside && { files: beside };
    return { ...weightFile(file), ...(table !== undefined && { table }), ...(foreign && { foreign }) };
  }

  /** The chosen weights, for a network. */
  weightsFor(document: GraphDocument, graph: OpGraph): WeightSource {
    if (this.fileWeights) return this.fileWeights;
    if (this.weights.kind === 'seeded') return { kind: 'seeded' };
    return { kind: 'seeded', names: blockSeedNames(document, graph, readNetwork(document).aggregationLevels) };
  }
}
