import { headOf } from '#lib/dla/modules/modules.ts';
import type { AggregationLevel } from '#lib/dla/reading/reading.ts';
import type { StructureName } from '#lib/dla/structures/structures.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { Issue } from '#lib/issue.ts';
import { words } from '#lib/messages/messages.ts';
import { createRunner, type Runner } from '#lib/runtime/session/client.ts';
import type { Device } from '#lib/runtime/compute/device.ts';
import type { NormStatistics } from '#lib/runtime/compute/differentiate.ts';
import type { GradientOrder, GradientReport } from '#lib/runtime/session/orders.ts';
import { classifierOf, gradientRows, learningNodes, type GradientRow } from './rows.ts';
import { saliencyOf, type Saliency } from './saliency.ts';
import type { ComparedNetworks } from './compared-networks.ts';
import { openVariant, type OpenVariant } from './network-flow.ts';
import { blockFlowOf, flowNodes, flowOf, flowVariants, flowWeights, type Flow } from './structure-flow.ts';
import type { ImageSize } from '#lib/workspace/shared/image-size.ts';
import { labelOf } from '#lib/workspace/shared/labels.ts';
import type { NetworkView } from '#lib/workspace/core/network-view.svelte.ts';
import { topOf } from '#lib/workspace/shared/run-result.ts';
import { readInput } from '#lib/workspace/shared/read-image.ts';
import type { InputChoice, WeightChoice } from '#lib/workspace/shared/run-choices.ts';
import type { Runs } from '#lib/workspace/run/runs.svelte.ts';
import { issuesOf } from '#lib/workspace/shared/issues-of.ts';
import type { RunProgressWords } from '#lib/workspace/shared/run-progress.ts';

/** As before a training (He et al.). */
export interface HeWeights {
  readonly kind: 'he';
  readonly seed: number;
}

/** One backward pass, kept beside the document that it belongs to. */
export interface Differentiated extends Pick<
  GradientReport,
  'loss' | 'device' | 'seconds' | 'seen' | 'overflow' | 'unsound'
> {
  readonly document: GraphDocument;
  readonly label: number;
  readonly input: InputChoice;
  readonly weights: WeightChoice | HeWeights;
  readonly statistics: NormStatistics;
  readonly rows: readonly GradientRow[];
  readonly saliency: Saliency;
}

/** The six structures under the same image, label and block weights, as far as they are known. */
export interface Compared {
  readonly document: GraphDocument;
  /** Labels of the levels whose structure was changed. */
  readonly levels: readonly string[];
  readonly size: ImageSize;
  readonly label: number;
  readonly seed: number;
  readonly statistics: NormStatistics;
  /** Whether blocks of the levels add their residual. */
  readonly shortcuts: boolean;
  readonly input: InputChoice;
  readonly device?: Device;
  readonly flows: readonly Flow[];
  readonly refused: readonly { readonly structure: StructureName; readonly issues: readonly Issue[] }[];
  readonly complete: boolean;
}

/** What is differentiated: the network with a run's weights or at initialisation, the six structures, or the open networks. */
export type Subject = 'run' | 'he' | 'structures' | 'networks';

/** Backward passes of the open networks, on a worker of their own. */
export class Gradients {
  /** The class that a person chose; undefined is what the last run saw first. */
  label = $state<number | undefined>();
  weights = $state<'run' | 'he'>('run');
  seed = $state(1);
  /** What batch norms go by: a network before a training by the images, as the training will have it. */
  statistics = $state.raw<Readonly<Record<Subject, NormStatistics>>>({
    run: 'stored',
    he: 'batch',
    structures: 'batch',
    networks: 'batch',
  });
  /** Of He's weights, where open networks are compared. */
  seeds = $state.raw<readonly number[]>([1, 2, 3]);
  shortcuts = $state(true);
  differentiated = $state.raw<Differentiated | undefined>();
  compared = $state.raw<Compared | undefined>();
  together = $state.raw<ComparedNetworks | undefined>();
  progress = $state.raw<RunProgressWords | undefined>();
  /** Why the last pass failed. */
  failure = $state.raw<readonly Issue[] | undefined>();

  #runner: Runner | undefined;
  #stop: AbortController | undefined;

  /** The class whose cross-entropy is differentiated. */
  labelFor(view: NetworkView): number {
    const classes = classifierOf(view.graph)?.classes ?? 0;
    if (this.label !== undefined && this.label < classes) return this.label;
    const logits = view.lastRun?.document.nodes
      .filter((node) => headOf(node) === 'logits')
      .flatMap(({ id }) => view.lastRun?.nodes.get(id)?.data ?? [])
      .find(({ length }) => length === classes);
    return logits ? topOf(logits, 1)[0]!.index : 0;
  }

  cancel(): void {
    this.#stop?.abort();
  }

  /** Back-propagates once through a network. Failures are kept, never thrown. */
  differentiate(view: NetworkView, runs: Runs): Promise<void> {
    const { countedFrame: document, graph } = view;
    const { seed } = this;
    const he = this.weights === 'he';
    const label = this.labelFor(view);
    const weights = he ? ({ kind: 'he', seed } as const) : runs.weights;
    const { input } = runs;
    const statistics = this.statistics[this.weights];
    return this.#work(async (pass) => {
      const source = runs.weightsFor(document, graph);
      const report = await pass(
        {
          graph,
          weights: !he ? source : { ...(source.kind === 'seeded' ? source : {}), kind: 'he', seed },
          input: await readInput(input),
          backend: runs.backend,
          ...{ label, statistics },
          nodes: learningNodes(graph),
        },
        (share, phase, node) => ({ share, words: words.gradients.phases[phase](labelOf(document, node)) }),
      );
      const { loss, device, seconds, seen, overflow, unsound } = report;
      this.differentiated = {
        ...{ document, label, input, weights, statistics, loss, device, seconds },
        ...(seen && { seen }),
        ...(overflow && { overflow }),
        ...(unsound && { unsound }),
        rows: gradientRows(document, graph, report),
        saliency: saliencyOf(report.input),
      };
    });
  }

  /** Back-propagates through the network with each of the six structures in some levels, with both kinds of weights. */
  compare(view: NetworkView, runs: Runs, levels: readonly AggregationLevel[], size: ImageSize): Promise<void> {
    const { countedFrame: document } = view;
    const { seed, shortcuts } = this;
    const statistics = this.statistics.structures;
    const label = this.labelFor(view);
    return this.#work(async (pass) => {
      const variants = flowVariants(
        document,
        levels.map(({ id }) => id),
        size,
        shortcuts,
      );
      const { input: choice } = runs;
      const input = await readInput(choice);
      const fitting = variants.filter((each) => 'graph' in each);
      let compared: Compared = {
        ...{ document, size, label, seed, statistics, shortcuts, input: choice, flows: [], complete: false },
        levels: levels.map((level) => level.label),
        refused: variants.filter((each) => 'issues' in each),
      };
      const of = fitting.length * flowWeights.length;
      for (const variant of fitting)
        for (const weights of flowWeights) {
          const done = compared.flows.length;
          const report = await pass(
            {
              graph: variant.graph,
              weights:
                weights === 'he'
                  ? { kind: 'he', seed, names: variant.seedNames }
                  : { kind: 'seeded', names: variant.seedNames },
              input,
              backend: runs.backend,
              ...{ label, statistics },
              nodes: flowNodes(variant),
            },
            (share) => ({
              share: (done + share) / of,
              words: words.gradients.comparing(variant.structure, done + 1, of),
            }),
          );
          const flows = [...compared.flows, flowOf(variant, weights, report)];
          compared = { ...compared, device: report.device, flows, complete: flows.length === of };
          this.compared = compared;
        }
    });
  }

  /**
   * Back-propagates through the open networks from every seed, each seed through all of them before the next: what is seen so
   * far is then of the same seeds. What cannot be differentiated is said, and left out.
   */
  compareNetworks(
    views: readonly NetworkView[],
    runs: Runs,
    reference: NetworkView,
    sizes: readonly ImageSize[],
  ): Promise<void> {
    const { seeds, shortcuts } = this;
    const statistics = this.statistics.networks;
    const label = Math.min(...views.map((view) => this.labelFor(view)));
    const taken = views.map(({ countedFrame: document }, place) => ({
      ...{ document, place },
      variant: openVariant(document, sizes[place], shortcuts),
    }));
    return this.#work(async (pass) => {
      const { input: choice } = runs;
      const input = await readInput(choice);
      const fitting = taken.flatMap(({ variant, place, document }) =>
        variant.ok ? [{ place, document, variant: variant.value }] : [],
      );
      const of = fitting.length * seeds.length;
      let done = 0;
      let together: ComparedNetworks = {
        ...{ seeds, sizes, label, statistics, shortcuts, input: choice },
        networks: taken.map(({ document, place, variant }) => ({
          ...{ document, place },
          issues: variant.ok ? [] : variant.issues,
        })),
        reference: views.indexOf(reference),
        flows: fitting.map(({ place }) => ({ network: place, flows: [] })),
        complete: of === 0,
      };
      this.together = together;
      for (const seed of seeds)
        for (const { place, document, variant } of fitting) {
          const order = this.#orderOf(variant, seed, { input, backend: runs.backend, label, statistics });
          const report = await pass(order, (share) => ({
            share: (done + share) / of,
            words: words.gradients.together.comparing(words.compare.letters[place]!, document.name, done + 1, of),
          }));
          done += 1;
          const flow = blockFlowOf(variant, report);
          const flows = together.flows.map((each) =>
            each.network === place ? { ...each, flows: [...each.flows, flow] } : each,
          );
          together = { ...together, device: report.device, flows, complete: done === of };
          this.together = together;
        }
    });
  }

  #orderOf(
    variant: OpenVariant,
    seed: number,
    common: Pick<GradientOrder, 'input' | 'backend' | 'label' | 'statistics'>,
  ): GradientOrder {
    const weights = { kind: 'he', seed, names: variant.seedNames } as const;
    return { ...common, graph: variant.graph, weights, nodes: flowNodes(variant) };
  }

  async #work(
    work: (
      pass: (
        order: GradientOrder,
        say: (share: number, phase: 'forward' | 'backward', node: string) => RunProgressWords,
      ) => Promise<GradientReport>,
    ) => Promise<void>,
  ): Promise<void> {
    if (this.#stop) return;
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    this.failure = undefined;
    this.progress = { share: 0, words: words.gradients.preparing };
    try {
      await work(async (order, say) => {
        signal.throwIfAborted();
        this.#runner ??= createRunner();
        // A backward step costs about three times its forward step.
        return this.#runner.gradient(order, {
          signal,
          onProgress: ({ phase, done, of, node }) => {
            const share = phase === 'forward' ? (0.25 * done) / of : 0.25 + (0.75 * done) / of;
            this.progress = say(share, phase, node);
          },
        });
      });
    } catch (error) {
      if (!signal.aborted) this.failure = issuesOf(error);
    } finally {
      this.#stop = undefined;
      this.progress = undefined;
    }
  }
}
