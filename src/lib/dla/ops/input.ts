import type { OpRule } from './op.ts';

export interface InputAttributes {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

/** The image. */
export const input: OpRule<InputAttributes> = {
  shape: (_inputs, { channels, height, width }) => [channels, height, width],
  reach: () => ({ kind: 'same' }),
  examples: [{ inputs: [], attributes: { channels: 3, height: 8, width: 6 }, shape: [3, 8, 6] }],
};
