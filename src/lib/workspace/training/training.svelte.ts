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
import { trainingNetworks, trainingOrder, type DataChoice, type TrainingChoice } from './order.ts';

/** One network of the training that is shown: while it learns, and afterwards. */
export interface Learned {
  readonly structure: StructureName;
  readonly document: GraphDocument;
  readonly curve: readonly CurvePoint[];
  /** A safetensors file, once the training is over. */
  readonly weights?: Uint8Array<ArrayBuffer>;
  readonly seconds?: number;
}

export interface TrainingNow {
  /** 0 to 1 over all networks. */
  readonly share: number;
  readonly words: string;
}

/** Networks that learn side by side, on a worker of their own, so that runs need not wait for them. */
export class Training {
  data = $state.raw<DataChoice>({ kind: 'digits' });
  structures = $state.raw<readonly StructureName[]>(['plain', 'tree']);
  blocks = $state(4);
  epochs = $state<number>(TRAINING_DEFAULTS.epochs);
  seed = $state(1);
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

  readonly ready = $derived(this.structures.length > 0 && this.phase === 'idle');
  readonly full = $derived(this.structures.length >= MOST_VARIANTS);

  #runner: Runner | undefined;
  #call: TrainingCall | undefined;
  #cancel = new AbortController();
  /** Steps that each network has taken. */
  #steps: Readonly<Record<string, number>> = {};

  /** Takes a structure in or out, kept in the figure's order; a fifth is not taken in. */
  choose(structure: StructureName, chosen: boolean): void {
    if (chosen && this.full) return;
    const others = this.structures.filter((each) => each !== structure);
    this.structures = structureNames.filter((each) => others.includes(each) || (chosen && each === structure));
  }

  /** Trains what is chosen. Failures are kept, never thrown. */
  async start(): Promise<void> {
    if (!this.ready) return;
    const { data, structures, blocks, epochs, seed, backend } = this;
    const choice: TrainingChoice = { data, structures, blocks, epochs, seed };
    this.phase = 'running';
    this.failure = undefined;
    this.report = undefined;
    this.planned = epochs;
    this.now = { share: 0, words: words.training.preparing };
    this.#steps = {};
    this.#cancel = new AbortController();
    const { signal } = this.#cancel;
    try {
      const documents = trainingNetworks(choice);
      this.learned = [...documents].map(([structure, document]) => ({ structure, document, curve: [] }));
      const order = await trainingOrder(choice, documents);
      signal.throwIfAborted();
      this.#runner ??= createRunner();
      const onProgress = (progress: TrainingProgress) => this.#hear(progress);
      this.#call = this.#runner.train({ ...order, backend }, { signal, onProgress });
      const { variants, ...report } = await this.#call.report;
      this.learned = this.learned.map((each) => {
        const { curve, weights, seconds } = variants.find(({ name }) => name === each.structure)!;
        return { ...each, curve, weights, seconds };
      });
      this.report = report;
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
  }

  /** Ends the training with what was learned so far, at once where that is nothing. */
  stop(): void {
    if (this.phase === 'idle') return;
    if (Object.keys(this.#steps).length === 0) this.#cancel.abort();
    else this.#call?.tell('stop');
    this.phase = 'ending';
  }

  /** Ends the worker, and whatever it does. */
  dispose(): void {
    this.#runner?.dispose();
    this.#runner = undefined;
  }

  #hear(progress: TrainingProgress): void {
    if (progress.phase === 'images') {
      this.now = { share: 0, words: words.training.reading(progress.done + 1, progress.of) };
      return;
    }
    if (progress.phase === 'epoch') {
      this.learned = this.learned.map((each) =>
        each.structure === progress.variant ? { ...each, curve: [...each.curve, progress.point] } : each,
      );
      return;
    }
    const { variant, done, of, score } = progress;
    this.#steps = { ...this.#steps, [variant]: done };
    const all = Object.values(this.#steps).reduce((sum, steps) => sum + steps, 0);
    const epoch = Math.ceil((done * this.planned) / of);
    this.now = {
      share: all / (of * this.learned.length),
      words: words.training.learning(variant, epoch, this.planned, score.loss.toFixed(3)),
    };
  }
}
