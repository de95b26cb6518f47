import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { expectedLogits, referenceNetwork } from '#lib/dla/presets/reference.ts';
import { seededInput } from '#lib/dla/weights/seeded.ts';
import type { RunRequest, RunResult } from './session.ts';
import { seededWeights } from './seeded-weights.ts';

/** How far a result may lie from the reference, as a share of its largest value. */
export const TOLERANCE = 1e-4;

/** The largest error of what computes, against the reference, as a share of the largest logit. */
export async function largestError(run: (request: RunRequest) => Promise<RunResult>): Promise<number> {
  const { graph } = lowerDocument(referenceNetwork);
  const { results } = await run({
    graph,
    weights: seededWeights(),
    inputs: [seededInput([3, 64, 64])],
    keep: new Map([['logits', { full: true }]]),
  });
  const found = results.get('logits')!.data!;
  const scale = Math.max(...expectedLogits.map(Math.abs));
  // Written so that NaN counts as wrong.
  return expectedLogits.reduce((most, expected, index) => {
    const error = Math.abs(found[index]! - expected) / scale;
    return error <= most ? most : Number.isNaN(error) ? Infinity : error;
  }, 0);
}
