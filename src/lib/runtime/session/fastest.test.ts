import { rankedBy } from '#lib/runtime/compute/device.ts';
import { afterEach, expect, it } from 'vitest';
import { Engine } from './engine.ts';
import { asked, setFastest, withoutFirst } from './fastest.ts';
import { useNodeBackend } from '#lib/runtime/tfjs/node-backends.ts';

afterEach(() => setFastest([]));

it('ranks by what was measured, without what failed', () => {
  const of = (backend: 'wasm' | 'webgl', seconds: number) => ({ backend, seconds, device: '', software: false });
  expect(rankedBy([of('wasm', 0.2), { backend: 'webgpu', failed: 'inexact' }, of('webgl', 0.1)])).toEqual([
    'webgl',
    'wasm',
  ]);
});

it('goes by what was measured where the choice is left to the product, and there alone', () => {
  expect(asked('auto')).toBe('auto');
  setFastest(['webgl', 'wasm']);
  expect(asked('auto')).toEqual({ order: ['webgl', 'wasm'], passedOver: [] });
  expect(asked('cpu')).toBe('cpu');
});

it('steps on to the next, and remembers what failed, and why', () => {
  const next = withoutFirst({ order: ['webgl', 'wasm'], passedOver: [] }, 'memory');
  expect(next).toEqual({ order: ['wasm'], passedOver: [{ backend: 'webgl', because: 'memory' }] });
  expect(withoutFirst(next!, 'lost')).toBeUndefined();
  expect(withoutFirst('auto', 'lost')).toBeUndefined();
});

it('takes the first that starts', async () => {
  const engine = new Engine((choice) =>
    choice === 'webgl' ? Promise.reject(new Error('no context')) : useNodeBackend(choice),
  );
  const { device } = await engine.check({ order: ['webgl', 'wasm'], passedOver: [] });
  engine.dispose();
  expect(device).toMatchObject({ backend: 'wasm', passedOver: [{ backend: 'webgl', because: 'missing' }] });
});
