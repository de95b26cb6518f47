/** Work that may be left off at every `yield` and gone on with later: a page that counts a large network stays awake. */
export type Steps<T> = Generator<undefined, T>;

/** How many ops or nodes are one step where each takes a microsecond or so: to leave off and go on takes as long. */
export const STRIDE = 32;

/** Does all of the work now. */
export function atOnce<T>(work: Steps<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
