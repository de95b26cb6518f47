/** Work that may be left off at every `yield` and gone on with later: a page that counts a large network stays awake. */
export type Steps<T> = Generator<undefined, T>;

/** Does all of the work now. */
export function atOnce<T>(work: Steps<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
