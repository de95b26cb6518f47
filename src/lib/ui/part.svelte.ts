import { wordsComing } from '#lib/messages/tables.ts';
import type { Component } from 'svelte';

/** A part of the page that comes when it is first wanted, with its words. */
export class Part<T> {
  #here = $state.raw<T>();
  #failed = $state(false);
  #coming: Promise<T | undefined> | undefined;
  readonly #load: () => Promise<T>;

  constructor(load: () => Promise<T>) {
    this.#load = load;
  }

  /** Once it is here. */
  get here(): T | undefined {
    return this.#here;
  }

  /** Whether it could not be loaded when it was last wanted. */
  get failed(): boolean {
    return this.#failed;
  }

  /** Has it loaded, once; where that fails it is undefined, and loaded anew the next time. Never rejects. */
  want(): Promise<T | undefined> {
    this.#coming ??= this.#come();
    return this.#coming;
  }

  async #come(): Promise<T | undefined> {
    try {
      const here = await this.#load();
      await wordsComing();
      this.#failed = false;
      this.#here = here;
      return here;
    } catch {
      this.#coming = undefined;
      this.#failed = true;
      return undefined;
    }
  }
}

/** A component as such a part: `component(() => import('./Panel.svelte'))`. */
export const component = <Props extends object>(
  load: () => Promise<{ readonly default: Component<Props> }>,
): Part<Component<Props>> => new Part(async () => (await load()).default);
