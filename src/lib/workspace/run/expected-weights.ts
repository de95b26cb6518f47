import type { WeightChoice } from '#lib/workspace/shared/run-choices.ts';

/** Where the weights of the next run are chosen. */
interface Chosen {
  weights: WeightChoice;
}

/** A file of weights that a person has just given, and what was chosen before it. */
export interface ExpectedWeights {
  readonly file: File;
  readonly before: WeightChoice;
}

const isOf = ({ weights }: Chosen, file: File): boolean => weights.kind === 'file' && weights.file === file;

/** Takes a file at once: who runs now runs with it, whatever is still to be loaded and found out. */
export function expectWeights(runs: Chosen, file: File): ExpectedWeights {
  const { weights: before } = runs;
  runs.weights = { kind: 'file', file };
  return { file, before };
}

/** Puts back what was chosen before a file that turned out to be something else, unless another choice was made meanwhile. */
export function putBack(runs: Chosen, { file, before }: ExpectedWeights): void {
  if (isOf(runs, file)) runs.weights = before;
}

/** What is to be put back where a file turns out to be another network's: never the file itself. */
export const beforeOf = (runs: Chosen, file: File, expected: ExpectedWeights | undefined): WeightChoice =>
  expected && expected.file === file && isOf(runs, file) ? expected.before : runs.weights;
