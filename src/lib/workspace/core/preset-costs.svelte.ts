import { SvelteMap } from 'svelte/reactivity';
import { costsBySteps, countCosts, type Costs } from '#lib/dla/analysis/costs.ts';
import { lowerBySteps } from '#lib/dla/lowering/lower.ts';
import { presetDocument, presets } from '#lib/dla/presets/presets.ts';
import { inSlices } from '#lib/workspace/shared/count-ahead.ts';

/** What each preset costs at its own input size, counted once, when somebody first wants to know, and slice by slice. */
export class PresetCosts {
  readonly #counted = new SvelteMap<string, Costs>();
  #counting: Promise<unknown> | undefined;

  /** Undefined until it is counted. */
  of(id: string): Costs | undefined {
    return this.#counted.get(id);
  }

  /** Begins to count; resolves when all are counted. */
  count(): Promise<unknown> {
    this.#counting ??= inSlices(this.#each());
    return this.#counting;
  }

  *#each(): Generator<undefined, void> {
    for (const preset of presets) {
      const document = presetDocument(preset);
      yield;
      const { graph } = yield* lowerBySteps(document);
      yield* costsBySteps(graph);
      this.#counted.set(preset.id, countCosts(graph));
      yield;
    }
  }
}

export const presetCosts = new PresetCosts();
