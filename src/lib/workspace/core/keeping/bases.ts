import type { NetworkView } from '../network-view.svelte.ts';
import type { KeptViews } from './changes.ts';

/** Networks whose base is on its way: until it is known to lie there, whatever is written has a base of its own. */
export class Bases {
  readonly #underWay = new Map<number, readonly NetworkView[]>();

  begin(writing: number, views: readonly NetworkView[]): void {
    this.#underWay.set(writing, views);
  }

  end(writing: number): void {
    this.#underWay.delete(writing);
  }

  /** Of what is kept, that which is known to lie there. */
  known(views: KeptViews): KeptViews {
    const unsure = new Set([...this.#underWay.values()].flat());
    return new Map([...views].filter(([view]) => !unsure.has(view)));
  }
}
