import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve } from '../../scripts/serve.mjs';

// The server of `npm start` sends as hosts do: packed as the browser takes it, once for every state of a file.

const folder = mkdtempSync(join(tmpdir(), 'dla-serve-'));
const script = 'export const number = 1;\n'.repeat(200);
const picture = Buffer.alloc(2000, 7);
let host: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  writeFileSync(join(folder, 'a.js'), script);
  writeFileSync(join(folder, 'small.js'), 'export {};\n');
  writeFileSync(join(folder, 'a.png'), picture);
  writeFileSync(join(folder, '404.html'), '<p>nothing here</p>'.repeat(100));
  host = await serve({ folder });
});
afterAll(async () => {
  await host.close();
  rmSync(folder, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: Buffer;
}

/** `fetch` would unpack what comes. */
const ask = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> =>
  new Promise((resolve, reject) => {
    request(new URL(path, host.address), { headers, method }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(parts) }),
      );
    })
      .on('error', reject)
      .end();
  });

test('a script is packed as the browser takes it, with its length and a tag of its own', async () => {
  const plain = await ask('a.js');
  expect(plain.headers['content-encoding']).toBeUndefined();
  expect(plain.body.toString()).toBe(script);
  const brotli = await ask('a.js', { 'accept-encoding': 'gzip, deflate, br, zstd' });
  expect(brotli.headers).toMatchObject({ 'content-encoding': 'br', vary: 'accept-encoding' });
  expect(brotli.headers['content-length']).toBe(String(brotli.body.length));
  expect(brotli.body.length).toBeLessThan(script.length / 10);
  expect(brotliDecompressSync(brotli.body).toString()).toBe(script);
  const gzip = await ask('a.js', { 'accept-encoding': 'gzip, br;q=0' });
  expect(gzip.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(gzip.body).toString()).toBe(script);
  expect(new Set([plain, brotli, gzip].map(({ headers }) => headers['etag'])).size).toBe(3);
  const again = await ask('a.js', { 'accept-encoding': 'br', 'if-none-match': String(brotli.headers['etag']) });
  expect(again).toMatchObject({ status: 304, body: Buffer.alloc(0) });
});

test('what does not shrink, or is small, is sent as it is', async () => {
  const accepted = { 'accept-encoding': 'br' };
  expect((await ask('a.png', accepted)).body).toEqual(picture);
  const small = await ask('small.js', accepted);
  expect(small.headers['content-encoding']).toBeUndefined();
  expect(small.body.toString()).toBe('export {};\n');
});

test('a file that changed is packed anew, an unknown address is answered by its page', async () => {
  writeFileSync(join(folder, 'b.js'), script);
  await ask('b.js', { 'accept-encoding': 'br' });
  const other = script.replaceAll('1', '22');
  writeFileSync(join(folder, 'b.js'), other);
  const { body } = await ask('b.js', { 'accept-encoding': 'br' });
  expect(brotliDecompressSync(body).toString()).toBe(other);
  const unknown = await ask('nowhere', { 'accept-encoding': 'br' });
  expect(unknown.status).toBe(404);
  expect(brotliDecompressSync(unknown.body).toString()).toContain('nothing here');
});

test('a question for the head has no body', async () => {
  const head = await ask('a.js', { 'accept-encoding': 'br' }, 'HEAD');
  expect(head.body).toHaveLength(0);
  expect(Number(head.headers['content-length'])).toBeGreaterThan(0);
});
