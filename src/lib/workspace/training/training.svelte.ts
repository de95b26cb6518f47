import { structureNames, type StructureName } from '#lib/dla/structures/structures.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import type { Issue } from '#lib/issue.ts';
import { words } from '#lib/messages/messages.ts';
import { createRunner, type Runner, type TrainingCall } from '#lib/runtime/session/client.ts';
import { trainingBytes, WASM_LIMIT } from '#lib/runtime/compute/memory-need.ts';
import type { BackendChoice } from '#lib/runtime/compute/device.ts';
import type { TrainReport } from '#lib/runtime/session/orders.ts';
import type { CurvePoint, TrainingProgress } from '#lib/runtime/training/order.ts';
import { issuesOf } from '#lib/workspace/shared/issues-of.ts';
import { contestantsOf, type Contestant, type Field } from './contestants.ts';
import { hindranceOf } from './hindrance.ts';
import {
  amountsOf,
  PROBED,
  probeOf,
  secondsFor,
  stepsOf,
  trainingOrder,
  variantsOf,
  type TrainingChoice,
} from './order.ts';
import type { DataChoice } from './data-choice.ts';

/** What one network learned from one seed: while it learns, and afterwards. */
export interface SeedRun {
  readonly seed: number;
  readonly curve: readonly CurvePoint[];
  /** The epoch in which its numbers became NaN or infinite. */
  readonly diverged?: number;
  /** A safetensors file, once the training is over. */
  readonly weights?: Uint8Array<ArrayBuffer>;
  readonly seconds?: number;
}

/** One network of the training that is shown, from every seed that was begun. */
export interface Learned extends Contestant {
  /** Whether its blocks added their residual: the document alone does not say so. */
  readonly shortcuts: boolean;
  readonly runs: readonly SeedRun[];
}

/** How long a training would take here, by a few steps of each of its networks. */
export interface Estimate {
  /** Of what it was measured: an estimate of anything else is none. */
  readonly choice: string;
  readonly perStep: readonly number[];
}

export interface TrainingNow {
  /** 0 to 1 over all networks. */
  readonly share: number;
  readonly words: string;
  /** Seconds that are left, as far as the steps so far tell; undefined before the first ones. */
  readonly left?: number;
}

/** Steps after which it can be said how long the others take: the first ones are slower. */
const TELLING = 6;

/** Networks that learn side by side, on a worker of their own, so that runs need not wait for them. */
export class Training {
  data = $state.raw<DataChoice>({ kind: 'shapes' });
  /** Networks of structures, or the open ones, which the panel names. */
  kind = $state.raw<Field['kind']>('structures');
  structures = $state.raw<readonly StructureName[]>(['plain', 'shallow', 'tree']);
  blocks = $state(8);
  /** The open networks. */
  documents = $state.raw<readonly GraphDocument[]>([]);
  /** Shorter side of the images that open networks are given; as they are when absent. */
  side = $state.raw<number | undefined>();
  /** Whether blocks of the levels add their residual. */
  shortcuts = $state(false);
  epochs = $state(8);
  /** What suits the data when absent. */
  batchSize = $state.raw<number | undefined>();
  seeds = $state.raw<readonly number[]>([1, 2, 3]);
  /** Not `auto`: steps of networks this small are many and short, which is not what graphics cards are made for. */
  backend = $state<BackendChoice>('wasm');

  phase = $state<'idle' | 'running' | 'paused' | 'ending'>('idle');
  now = $state.raw<TrainingNow | undefined>();
  learned = $state.raw<readonly Learned[]>([]);
  /** Epochs that the shown curves are to reach. */
  planned = $state(8);
  report = $state.raw<Omit<TrainReport, 'variants'> | undefined>();
  estimate = $state.raw<Estimate | undefined>();
  /** Whether a few steps are measured. */
  measuring = $state(false);
  /** Why the last training failed. */
  failure = $state.raw<readonly Issue[] | undefined>();

  /** Who learns with what is chosen now. */
  readonly field = $derived<Field>(
    this.kind === 'structures'
      ? { kind: 'structures', structures: this.structures, blocks: this.blocks }
      : { kind: 'networks', documents: this.documents, ...(this.side !== undefined && { side: this.side }) },
  );
  readonly contestants = $derived(contestantsOf(this.field, this.data));
  readonly amounts = $derived(amountsOf(this.data, this.batchSize));
  /** Steps of all networks that are chosen, from all seeds. */
  readonly ahead = $derived(this.seeds.length * this.contestants.length * this.epochs * stepsOf(this.amounts));
  /** Why what is chosen cannot be trained: said before anything is begun. */
  readonly hindrance = $derived(hindranceOf(this.contestants, this.data));
  readonly bytes = $derived(
    trainingBytes(
      this.contestants.map(({ document }) => lowerDocument(document).graph),
      'wasm',
      this.amounts.batchSize,
    ),
  );
  readonly ready = $derived(
    this.contestants.length > 0 && this.phase === 'idle' && this.hindrance.length === 0 && this.bytes <= WASM_LIMIT,
  );
  /** Seconds that all of it takes, where it was measured. */
  readonly expected = $derived(
    this.estimate?.choice === this.#named
      ? secondsFor(this.estimate.perStep, this.amounts, this.epochs, this.seeds.length)
      : undefined,
  );

  #runner: Runner | undefined;
  #call: TrainingCall | undefined;
  #cancel = new AbortController();
  /** Steps that each network has taken. */
  #steps: Readonly<Record<string, number>> = {};
  /** When the step was over from which on time is measured, and which share of all was done by then. */
  #since: { readonly time: number; readonly share: number } | undefined;
  /** Since when nothing is learned. */
  #idleSince: number | undefined;
  #stopped = false;

  /** Takes a structure in or out, kept in the figure's order. */
  choose(structure: StructureName, chosen: boolean): void {
    const others = this.structures.filter((each) => each !== structure);
    this.structures = structureNames.filter((each) => others.includes(each) || (chosen && each === structure));
  }

  /** Trains what is chosen. Failures are kept, never thrown. */
  async start(): Promise<void> {
    if (!this.ready) return;
    const { contestants, shortcuts, epochs, seeds, backend } = this;
    const choice = this.#choice;
    this.phase = 'running';
    this.failure = undefined;
    this.report = undefined;
    this.planned = epochs;
    this.now = { share: 0, words: words.training.preparing };
    this.#since = undefined;
    this.#idleSince = undefined;
    this.#stopped = false;
    this.#cancel = new AbortController();
    const { signal } = this.#cancel;
    try {
      const variants = variantsOf(contestants, shortcuts);
      this.learned = contestants.map((each) => ({ ...each, shortcuts, runs: [] }));
      for (const [turn, seed] of seeds.entries()) {
        if (this.#stopped) break;
        const order = await trainingOrder(choice, variants, seed);
        signal.throwIfAborted();
        if (this.#stopped) break;
        this.#steps = {};
        this.learned = this.learned.map((each) => ({ ...each, runs: [...each.runs, { seed, curve: [] }] }));
        this.#runner ??= createRunner();
        const onProgress = (progress: TrainingProgress) => this.#hear(progress, seed, turn, seeds.length);
        this.#call = this.#runner.train({ ...order, backend }, { signal, onProgress });
        const { variants: trained, ...report } = await this.#call.report;
        this.learned = this.learned.map((each) => {
          const { curve, weights, seconds, diverged } = trained.find(({ name }) => name === each.key)!;
          return withRun(each, { seed, curve, weights, seconds, ...(diverged !== undefined && { diverged }) });
        });
        this.report = report;
      }
    } catch (error) {
      if (!signal.aborted) this.failure = issuesOf(error);
    } finally {
      this.#call = undefined;
      this.phase = 'idle';
      this.now = undefined;
    }
  }

  /** Measures a few steps of every network, and says how long all of it would take here. */
  async measure(): Promise<void> {
    if (!this.ready) return;
    const { contestants, backend } = this;
    const choice = this.#named;
    this.phase = 'running';
    this.measuring = true;
    this.failure = undefined;
    this.now = { share: 0, words: words.training.measuring };
    this.#cancel = new AbortController();
    const { signal } = this.#cancel;
    try {
      const order = probeOf(await trainingOrder(this.#choice, variantsOf(contestants, this.shortcuts), this.seeds[0]!));
      const of = order.variants.length * PROBED;
      let done = 0;
      this.#runner ??= createRunner();
      const { report } = this.#runner.train(
        { ...order, backend },
        {
          signal,
          onProgress: ({ phase }) => {
            if (phase === 'steps') done += 1;
            this.now = { share: done / of, words: words.training.measuring };
          },
        },
      );
      const { variants } = await report;
      this.estimate = { choice, perStep: variants.map(({ seconds }) => seconds / PROBED) };
    } catch (error) {
      if (!signal.aborted) this.failure = issuesOf(error);
    } finally {
      this.measuring = false;
      this.phase = 'idle';
      this.now = undefined;
    }
  }

  get #choice(): Omit<TrainingChoice, 'field'> {
    const { data, epochs, batchSize } = this;
    return { data, epochs, ...(batchSize !== undefined && { batchSize }) };
  }

  /** What the time of a step depends on. */
  get #named(): string {
    const { data, field, amounts } = this;
    const networks =
      field.kind === 'structures' ? field : { ...field, documents: field.documents.map(({ name }) => name) };
    return JSON.stringify([data.kind, networks, amounts, this.bytes]);
  }

  pause(): void {
    if (this.phase !== 'running' || !this.#call) return;
    this.#call.tell('pause');
    this.phase = 'paused';
  }

  resume(): void {
    if (this.phase !== 'paused') return;
    this.#call?.tell('resume');
    this.phase = 'running';
    // The time left is told by the steps' pace, to which a pause does not belong.
    if (this.#since && this.#idleSince !== undefined)
      this.#since = { ...this.#since, time: this.#since.time + performance.now() / 1000 - this.#idleSince };
    this.#idleSince = undefined;
  }

  /** Ends the training with what was learned so far, at once where that is nothing. */
  stop(): void {
    if (this.phase === 'idle') return;
    this.#stopped = true;
    if (this.measuring || Object.keys(this.#steps).length === 0) this.#cancel.abort();
    else this.#call?.tell('stop');
    this.phase = 'ending';
  }

  /** Ends the worker, and whatever it does. */
  dispose(): void {
    this.#runner?.dispose();
    this.#runner = undefined;
  }

  #hear(progress: TrainingProgress, seed: number, turn: number, turns: number): void {
    if (progress.phase === 'images') {
      this.now = { share: 0, words: words.training.reading(progress.done + 1, progress.of) };
      return;
    }
    if (progress.phase === 'paused') {
      if (this.phase === 'paused') this.#idleSince = performance.now() / 1000;
      return;
    }
    if (progress.phase === 'epoch') {
      this.learned = this.learned.map((each) =>
        each.key === progress.variant
          ? withRun(each, { seed, curve: [...each.runs.at(-1)!.curve, progress.point] })
          : each,
      );
      return;
    }
    if (progress.phase === 'diverged') {
      const { variant, epoch, of } = progress;
      this.#steps = { ...this.#steps, [variant]: of };
      this.learned = this.learned.map((each) =>
        each.key === variant ? withRun(each, { ...each.runs.at(-1)!, diverged: epoch }) : each,
      );
      return;
    }
    const { variant, done, of, score } = progress;
    this.#steps = { ...this.#steps, [variant]: done };
    const all = Object.values(this.#steps).reduce((sum, steps) => sum + steps, 0);
    const epoch = Math.ceil((done * this.planned) / of);
    const share = (turn + all / (of * this.learned.length)) / turns;
    const time = performance.now() / 1000;
    if (turn === 0 && all <= TELLING) this.#since = { time, share };
    const since = this.#since;
    const left = since && share > since.share ? ((time - since.time) / (share - since.share)) * (1 - share) : undefined;
    this.now = {
      share,
      words: words.training.learning(variant, epoch, this.planned, turn + 1, turns, score.loss.toFixed(3)),
      ...(left !== undefined && { left }),
    };
  }
}

/** The run of its seed is the last one that was begun. */
const withRun = (learned: Learned, run: SeedRun): Learned => ({
  ...learned,
  runs: [...learned.runs.slice(0, -1), run],
});
