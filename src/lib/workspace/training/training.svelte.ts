import { structureNames, type StructureName } from '#lib/dla/structures/structures.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { Issue } from '#lib/issue.ts';
import { words } from '#lib/messages/messages.ts';
import { createRunner, type Runner, type TrainingCall } from '#lib/runtime/session/client.ts';
import type { BackendChoice } from '#lib/runtime/compute/device.ts';
import type { TrainReport } from '#lib/runtime/session/orders.ts';
import {
  MOST_VARIANTS,
  TRAINING_DEFAULTS,
  type CurvePoint,
  type TrainingProgress,
} from '#lib/runtime/training/order.ts';
import { issuesOf } from '#lib/workspace/shared/issues-of.ts';
import { stepsOf, trainingNetworks, trainingOrder, type DataChoice, type TrainingChoice } from './order.ts';

/** What one network learned from one seed: while it learns, and afterwards. */
export interface SeedRun {
  readonly seed: number;
  readonly curve: readonly CurvePoint[];
  /** A safetensors file, once the training is over. */
  readonly weights?: Uint8Array<ArrayBuffer>;
  readonly seconds?: number;
}

/** One structure of the training that is shown, from every seed that was begun. */
export interface Learned {
  readonly structure: StructureName;
  readonly document: GraphDocument;
  readonly runs: readonly SeedRun[];
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
  data = $state.raw<DataChoice>({ kind: 'digits' });
  structures = $state.raw<readonly StructureName[]>(['plain', 'tree']);
  blocks = $state(4);
  epochs = $state<number>(TRAINING_DEFAULTS.epochs);
  seeds = $state.raw<readonly number[]>([1, 2, 3]);
  /** Not `auto`: steps of networks this small are many and short, which is not what graphics cards are made for. */
  backend = $state<BackendChoice>('wasm');

  phase = $state<'idle' | 'running' | 'paused' | 'ending'>('idle');
  now = $state.raw<TrainingNow | undefined>();
  learned = $state.raw<readonly Learned[]>([]);
  /** Epochs that the shown curves are to reach. */
  planned = $state<number>(TRAINING_DEFAULTS.epochs);
  report = $state.raw<Omit<TrainReport, 'variants'> | undefined>();
  /** Why the last training failed. */
  failure = $state.raw<readonly Issue[] | undefined>();

  /** Steps of all networks that are chosen, from all seeds. */
  readonly ahead = $derived(this.seeds.length * this.structures.length * this.epochs * stepsOf(this.data));
  readonly ready = $derived(this.structures.length > 0 && this.phase === 'idle');
  readonly full = $derived(this.structures.length >= MOST_VARIANTS);

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

  /** Takes a structure in or out, kept in the figure's order; a fifth is not taken in. */
  choose(structure: StructureName, chosen: boolean): void {
    if (chosen && this.full) return;
    const others = this.structures.filter((each) => each !== structure);
    this.structures = structureNames.filter((each) => others.includes(each) || (chosen && each === structure));
  }

  /** Trains what is chosen. Failures are kept, never thrown. */
  async start(): Promise<void> {
    if (!this.ready) return;
    const { data, structures, blocks, epochs, seeds, backend } = this;
    const choice: TrainingChoice = { data, structures, blocks, epochs };
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
      const documents = trainingNetworks(choice);
      this.learned = [...documents].map(([structure, document]) => ({ structure, document, runs: [] }));
      for (const [turn, seed] of seeds.entries()) {
        if (this.#stopped) break;
        const order = await trainingOrder(choice, documents, seed);
        signal.throwIfAborted();
        if (this.#stopped) break;
        this.#steps = {};
        this.learned = this.learned.map((each) => ({ ...each, runs: [...each.runs, { seed, curve: [] }] }));
        this.#runner ??= createRunner();
        const onProgress = (progress: TrainingProgress) => this.#hear(progress, seed, turn, seeds.length);
        this.#call = this.#runner.train({ ...order, backend }, { signal, onProgress });
        const { variants, ...report } = await this.#call.report;
        this.learned = this.learned.map((each) => {
          const { curve, weights, seconds } = variants.find(({ name }) => name === each.structure)!;
          return withRun(each, { seed, curve, weights, seconds });
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
    if (Object.keys(this.#steps).length === 0) this.#cancel.abort();
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
        each.structure === progress.variant
          ? withRun(each, { seed, curve: [...each.runs.at(-1)!.curve, progress.point] })
          : each,
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
