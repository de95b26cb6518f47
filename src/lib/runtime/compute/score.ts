import { crossEntropy } from './cross-entropy.ts';

/** How well some examples were classified. */
export interface Score {
  /** Cross-entropy, mean over the examples. */
  readonly loss: number;
  /** Part of the examples whose largest logit is their class's. */
  readonly accuracy: number;
}

/** Of one batch: its score, and the gradient of its mean loss by the logits, [N, classes], row-major. */
export interface BatchScore extends Score {
  readonly slopes: Float32Array;
}

/** Scores logits, [N, classes], row-major; sums in float64. */
export function scoreOf(logits: Float32Array, labels: Uint16Array): BatchScore {
  const count = labels.length;
  const classes = logits.length / count;
  const slopes = new Float32Array(logits.length);
  let [sum, right] = [0, 0];
  labels.forEach((label, i) => {
    const row = logits.subarray(i * classes, (i + 1) * classes);
    const { loss, gradient } = crossEntropy(row, label);
    sum += loss;
    // Not a number is no largest: such a row is wrong.
    if (row.every((value) => value <= row[label]!)) right += 1;
    gradient.forEach((value, k) => (slopes[i * classes + k] = value / count));
  });
  return { loss: sum / count, accuracy: right / count, slopes };
}

/** The score of all batches together, each with its number of examples. */
export function meanScore(batches: readonly (readonly [count: number, score: Score])[]): Score {
  const all = batches.reduce((sum, [count]) => sum + count, 0);
  const mean = (key: keyof Score) => batches.reduce((sum, [count, score]) => sum + count * score[key], 0) / all;
  return { loss: mean('loss'), accuracy: mean('accuracy') };
}
