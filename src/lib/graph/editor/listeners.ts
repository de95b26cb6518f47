/**
 * Those who are told of every change at once. Keeping what a person does must not hang on what is drawn of it, and Svelte's
 * effects run together with those of the picture and the panels: one that throws would take the others with it.
 */
export class Listeners {
  readonly #all = new Set<() => void>();

  /** Returns what takes the listener away again. */
  add(listener: () => void): () => void {
    this.#all.add(listener);
    return () => void this.#all.delete(listener);
  }

  tell(): void {
    for (const listener of this.#all) listener();
  }
}
