import { expect, test } from 'vitest';
import { LatelyUsed } from './lately-used.ts';

test('[memory] what was used last stays, and everything goes at the end', async () => {
  const gone: string[] = [];
  const kept = new LatelyUsed<{ name: string; bytes: number }>(5, ({ name }) => gone.push(name));
  const get = (name: string) => kept.get(name, () => Promise.resolve({ name, bytes: 2 }));
  const first = await get('a');
  await get('b');
  expect(await get('a')).toBe(first);
  await get('c');
  expect(gone).toEqual([]);
  kept.trim();
  expect(gone).toEqual(['b']);
  expect(kept.bytes).toBe(4);
  expect([...kept.values()].map(({ name }) => name)).toEqual(['a', 'c']);
  kept.clear();
  expect(gone).toEqual(['b', 'a', 'c']);
  expect(kept.bytes).toBe(0);
});
