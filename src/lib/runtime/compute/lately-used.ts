/** Things on a device, by key: made once, the least lately used given up above a limit of bytes. */
export class LatelyUsed<T extends { readonly bytes: number }> {
  /** In the order of use. */
  readonly #entries = new Map<string, T>();
  #bytes = 0;

  constructor(
    private readonly limit: number,
    private readonly giveUp: (entry: T) => void,
  ) {}

  get bytes(): number {
    return this.#bytes;
  }

  values(): Iterable<T> {
    return this.#entries.values();
  }

  async get(key: string, make: () => Promise<T>): Promise<T> {
    const known = this.#entries.get(key);
    if (known) {
      this.#entries.delete(key);
      this.#entries.set(key, known);
      return known;
    }
    const made = await make();
    this.#entries.set(key, made);
    this.#bytes += made.bytes;
    return made;
  }

  /** Gives up what was not used lately until the limit holds; not to be called while something is in use. */
  trim(limit = this.limit): void {
    for (const [key, entry] of this.#entries) {
      if (this.#bytes <= limit) return;
      this.#entries.delete(key);
      this.#bytes -= entry.bytes;
      this.giveUp(entry);
    }
  }

  /** Gives up everything. */
  clear(): void {
    this.trim(-1);
  }
}
