/** All was said; the exit code is the answer: 1 where the input is at fault, 3 where what was to agree does not. */
export class Refused extends Error {
  constructor(readonly code: 1 | 3 = 1) {
    super();
  }
}
