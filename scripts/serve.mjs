// A small static server for the built site. `node scripts/serve.mjs` serves `build` and prints the address; PORT chooses the
// port, HOST the interface. Any other static host serves the same files as well.
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createPacking, encodingOf } from './packing.mjs';

const types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

export const built = fileURLToPath(new URL('../build', import.meta.url));

/**
 * Serves a folder below a base path.
 * @param {{ folder?: string, base?: string, port?: number, host?: string, silent?: boolean, onRequest?: (path: string) => void }} [options]
 *   port 0 takes any free one; a silent host says nothing of its own with an answer, as many static hosts
 * @returns {Promise<{ address: string, close: () => Promise<void> }>}
 */
export async function serve({
  folder = built,
  base = '/',
  port = 0,
  host = '127.0.0.1',
  silent = false,
  onRequest = () => {},
} = {}) {
  const packed = createPacking();
  const server = createServer((request, response) => {
    onRequest(request.url);
    answer({ folder, base, silent, packed }, request, response).catch(() => response.destroy());
  });
  const listen = (wanted) =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(wanted, host, () => {
        server.off('error', reject);
        resolve(server.address().port);
      });
    });
  const actual = await listen(port).catch((error) => {
    if (error.code !== 'EADDRINUSE') throw error;
    console.log(`Port ${port} is taken; a free one is used.`);
    return listen(0);
  });
  const name = host === '127.0.0.1' || host === '0.0.0.0' ? 'localhost' : host;
  const close = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { address: `http://${name}:${actual}${base}`, close };
}

/** What a host should say with every answer (docs/hosting.md), and what differs for a figure in other sites' frames. */
const { all, embedded } = JSON.parse(
  readFileSync(new URL('../src/service-worker/headers.json', import.meta.url), 'utf8'),
);

async function answer({ folder, base, silent, packed }, request, response) {
  const { pathname, searchParams } = new URL(`http://localhost${request.url}`);
  const path = decode(pathname);
  const asFolder = path?.startsWith(base) && !path.endsWith('/') && find(folder, `${path.slice(base.length)}/`);
  const found = path?.startsWith(base) ? find(folder, path.slice(base.length)) : undefined;
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, 'Method not allowed');
  if (!found && asFolder) return void response.writeHead(301, { location: withSlash(request.url) }).end();
  const page = !found && path?.startsWith(base) ? find(folder, '404.html') : undefined;
  if (!found && !page) return refuse(response, 404, 'Not found');
  const { file, stats } = found ?? page;
  const encoding = encodingOf(file, stats.size, request.headers['accept-encoding']);
  const state = `${stats.size.toString(36)}-${stats.mtimeMs.toString(36)}`;
  const etag = `"${state}${encoding ? `-${encoding}` : ''}"`;
  const headers = {
    // Names below `immutable` hold a hash of the content; everything else, the service worker above all, is asked for anew.
    'cache-control': file.includes('immutable') ? 'public, max-age=31536000, immutable' : 'no-cache',
    'content-type': types[extname(file)] ?? 'application/octet-stream',
    ...(silent ? {} : all),
    ...(!silent && searchParams.has('embed') ? embedded : {}),
    ...(encoding ? { 'content-encoding': encoding } : {}),
    vary: 'accept-encoding',
    etag,
  };
  const status = found ? 200 : 404;
  if (found && request.headers['if-none-match'] === etag) return void response.writeHead(304, headers).end();
  if (encoding) {
    const bytes = await packed(file, encoding, state);
    response.writeHead(status, { ...headers, 'content-length': bytes.length });
    return void response.end(request.method === 'HEAD' ? undefined : bytes);
  }
  response.writeHead(status, { ...headers, 'content-length': stats.size });
  if (request.method === 'HEAD') return void response.end();
  createReadStream(file)
    .on('error', () => response.destroy())
    .pipe(response);
}

const withSlash = (address) => address.replace(/(?=\?|$)/, '/');

function refuse(response, status, text) {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}

function decode(path) {
  try {
    return normalize(decodeURIComponent(path)).replaceAll('\\', '/');
  } catch {
    return undefined;
  }
}

/** As static hosts do it: the file itself, a folder's index, or the page of that name. */
function find(folder, path) {
  if (path.split('/').includes('..') || path.includes('\0')) return undefined;
  const plain = path === '' || path.endsWith('/') ? `${path}index.html` : path;
  for (const candidate of [plain, `${plain}.html`]) {
    const file = join(folder, candidate);
    const stats = statsOf(file);
    if (stats?.isFile()) return { file, stats };
  }
  return undefined;
}

function statsOf(file) {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch {
    // Below a file, for one: no folder.
    return undefined;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { address } = await serve({ port: Number(process.env.PORT || 4173), host: process.env.HOST });
  console.log(address);
}
