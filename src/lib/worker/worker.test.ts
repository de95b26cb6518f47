import { IssueError } from '#lib/issue.ts';
import { expect, test } from 'vitest';
import { createClient } from './client.ts';
import type { Port } from './protocol.ts';
import { serve, type Answering } from './server.ts';

interface Calculator {
  readonly square: { readonly request: number; readonly progress: string; readonly reply: number };
  readonly wait: { readonly request: null; readonly progress: never; readonly reply: Float32Array };
}

/** Two ends of a line; messages are cloned and arrive later, as between threads. */
function line(): [Port, Port, sent: unknown[]] {
  const listeners: ((event: { data: unknown }) => void)[][] = [[], []];
  const sent: unknown[] = [];
  const end = (side: 0 | 1): Port => ({
    postMessage(message, transfer) {
      sent.push(message);
      const data: unknown = structuredClone(message, { transfer });
      setTimeout(() => listeners[1 - side]!.forEach((listen) => listen({ data })));
    },
    addEventListener: (_type, listener) => listeners[side]!.push(listener),
  });
  return [end(0), end(1), sent];
}

function calculator(wait: (answering: Answering<never>) => Promise<Float32Array>) {
  const [page, worker, sent] = line();
  serve<Calculator>(worker, {
    async square(value, { progress }) {
      progress('half');
      await Promise.resolve();
      if (value < 0) throw new IssueError([{ kind: 'too-small', at: 'value', received: value }]);
      if (value === 0) throw new Error('zero');
      return value * value;
    },
    wait: (_request, answering) => wait(answering),
  });
  return { client: createClient<Calculator>(page), sent };
}

const never = () => new Promise<Float32Array>(() => {});
const turn = () => new Promise((resolve) => setTimeout(resolve, 20));

test('[worker] a request gets its own reply and its own progress', async () => {
  const { client } = calculator(never);
  const heard: string[] = [];
  const replies = await Promise.all([
    client.call('square', 3, { onProgress: (text) => heard.push(`3 ${text}`) }),
    client.call('square', 4, { onProgress: (text) => heard.push(`4 ${text}`) }),
  ]);
  expect(replies).toEqual([9, 16]);
  expect(heard).toEqual(['3 half', '4 half']);
});

test('[worker] what a handler throws arrives as issues', async () => {
  const { client } = calculator(never);
  await expect(client.call('square', -1)).rejects.toMatchObject({
    issues: [{ kind: 'too-small', at: 'value', received: -1 }],
  });
  await expect(client.call('square', 0)).rejects.toMatchObject({
    issues: [{ kind: 'worker-failed', at: 'square', received: 'Error: zero' }],
  });
});

test('[worker] cancelling rejects at once, reaches the handler, and late replies are dropped', async () => {
  let inside: AbortSignal | undefined;
  let finish: (value: Float32Array) => void = () => {};
  const { client, sent } = calculator(({ signal }) => {
    inside = signal;
    return new Promise((resolve) => (finish = resolve));
  });
  const controller = new AbortController();
  const call = client.call('wait', null, { signal: controller.signal });
  await turn();
  expect(inside?.aborted).toBe(false);
  controller.abort(new Error('enough'));
  await expect(call).rejects.toThrow('enough');
  await turn();
  expect(inside?.aborted).toBe(true);
  const before = sent.length;
  finish(new Float32Array(1));
  await turn();
  expect(sent.slice(before)).toEqual([{ kind: 'ended', id: 1 }]);
  expect(await client.call('square', 5)).toBe(25);
});

test('[R13] it is known when the worker is over with what was cancelled', async () => {
  let finish: (value: Float32Array) => void = () => {};
  const { client } = calculator(() => new Promise((resolve) => (finish = resolve)));
  await client.settled();
  const controller = new AbortController();
  const calls = [1, 2].map(() => client.call('wait', null, { signal: controller.signal }));
  await turn();
  controller.abort();
  await Promise.allSettled(calls);
  let settled = false;
  const over = client.settled().then(() => (settled = true));
  await turn();
  expect(settled).toBe(false);
  finish(new Float32Array(1));
  await over;

  // A cancel that crosses the reply.
  const late = new AbortController();
  const square = client.call('square', 2, { signal: late.signal, onProgress: () => setTimeout(() => late.abort()) });
  await Promise.allSettled([square]);
  await client.settled();
});

test('[worker] a request that is cancelled before its turn never starts', async () => {
  let started = 0;
  let finish: (value: Float32Array) => void = () => {};
  const { client } = calculator(() => {
    started += 1;
    return new Promise((resolve) => (finish = resolve));
  });
  const first = client.call('wait', null);
  const controller = new AbortController();
  const second = client.call('wait', null, { signal: controller.signal });
  await turn();
  controller.abort();
  await expect(second).rejects.toMatchObject({ name: 'AbortError' });
  await turn();
  finish(new Float32Array(1));
  await first;
  expect(started).toBe(1);
  await expect(client.call('square', 1, { signal: controller.signal })).rejects.toMatchObject({ name: 'AbortError' });
});

test('[worker] buffers are handed over both ways', async () => {
  const made = new Float32Array([1, 2]);
  const { client } = calculator(({ transfer }) => {
    transfer(made.buffer);
    return Promise.resolve(made);
  });
  expect(await client.call('wait', null)).toEqual(new Float32Array([1, 2]));
  expect(made.length).toBe(0);
});

test('[worker] when the worker dies everything that waits is refused', async () => {
  const { client } = calculator(never);
  const call = client.call('wait', null);
  client.fail('worker-crashed', 'out of memory');
  await expect(call).rejects.toMatchObject({
    issues: [{ kind: 'worker-crashed', at: 'worker', received: 'out of memory' }],
  });
});
