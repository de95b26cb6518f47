import { compareBySteps, type SampleLikeness, type Samples } from '#lib/runtime/compute/likeness.ts';
import { inSlices } from '#lib/workspace/shared/count-ahead.ts';
import { SvelteMap } from 'svelte/reactivity';
import type { Outcome } from './outcomes.ts';

/** What was worked out, by what the runs gave of their first images: of results that are gone nothing is kept. */
const known = new WeakMap<Float32Array, WeakMap<Float32Array, SampleLikeness>>();

/** How alike what several networks computed is, each with each: worked out in slices, between which the page goes on. */
export class Likenesses {
  /** By the place of an outcome, and of two networks, the first before the second. */
  readonly #found = new SvelteMap<string, SampleLikeness>();

  of(outcome: number, a: number, b: number): SampleLikeness | undefined {
    return this.#found.get(`${outcome} ${Math.min(a, b)} ${Math.max(a, b)}`);
  }

  /** Called in an effect: works out what is not known yet. */
  follow(outcomes: readonly Outcome[]): () => void {
    const going = new AbortController();
    this.#found.clear();
    void inSlices(this.#compare(outcomes), going.signal);
    return () => going.abort();
  }

  *#compare(outcomes: readonly Outcome[]): Generator<undefined, void> {
    for (const [at, { samples }] of outcomes.entries())
      for (const [a, x] of samples.entries())
        for (const [b, y] of samples.entries()) {
          if (!x || !y || a >= b) continue;
          const found = knownOf(x, y) ?? remember(x, y, yield* compareBySteps(x, y));
          this.#found.set(`${at} ${a} ${b}`, found);
        }
  }
}

const knownOf = (a: Samples, b: Samples): SampleLikeness | undefined => known.get(a.images[0]!)?.get(b.images[0]!);

function remember(a: Samples, b: Samples, found: SampleLikeness): SampleLikeness {
  const beside = known.get(a.images[0]!) ?? new WeakMap<Float32Array, SampleLikeness>();
  known.set(a.images[0]!, beside.set(b.images[0]!, found));
  return found;
}
