import { expectedLogits } from '#lib/dla/presets/reference.ts';
import { largestError, TOLERANCE } from '#lib/runtime/compute/reference-check.ts';
import { describe, expect, it } from 'vitest';
import { useNodeBackend } from './node-backends.ts';
import { TfjsSession } from './tfjs-session.ts';

describe('the self-check', () => {
  it('[S1] finds what computes rightly within tolerance', async () => {
    await useNodeBackend('wasm');
    const session = new TfjsSession('wasm');
    const error = await largestError((request) => session.run(request));
    session.dispose();
    expect(error).toBeLessThanOrEqual(TOLERANCE);
  });

  it('[S2] finds an error, and takes no value for a number that is none', async () => {
    const answer = (values: readonly number[]) =>
      largestError(() =>
        Promise.resolve({
          results: new Map([['logits', { shape: [10, 1, 1] as const, data: Float32Array.from(values) }]]),
          others: [],
          seconds: 0,
          memory: { weights: 0, activations: 0, held: 0, planned: 0, peak: 0 },
          uploads: 0,
        }),
      );
    expect(await answer(expectedLogits)).toBeLessThan(1e-6);
    expect(await answer(expectedLogits.map((value, index) => (index === 3 ? value + 0.01 : value)))).toBeGreaterThan(
      TOLERANCE,
    );
    expect(await answer(expectedLogits.map((value, index) => (index === 3 ? NaN : value)))).toBe(Infinity);
  });
});
