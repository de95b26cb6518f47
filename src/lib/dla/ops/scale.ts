import type { OpRule } from './op.ts';

export interface ScaleAttributes {
  /** Every value times this number; 0 gives zeros, whatever the value. */
  readonly factor: number;
}

export const scale: OpRule<ScaleAttributes> = {
  shape: ([x]) => x!,
  reach: () => ({ kind: 'same' }),
  examples: [
    { inputs: [[4, 3, 5]], attributes: { factor: -2.5 }, shape: [4, 3, 5] },
    { inputs: [[3, 2, 2]], attributes: { factor: 0 }, shape: [3, 2, 2] },
  ],
};
