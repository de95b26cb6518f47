// After the first visit the product needs no network: every file of the build is fetched once and answered from the cache.
// A new version installs beside the old one and takes over when the last tab of the old one is closed, so that no open page
// ever asks for a file that is gone.
import { base, build, files, prerendered, version } from '$service-worker';
import { sealed } from './sealing.ts';

const scope: WorkerGlobalScope = self;
const worker = scope as ServiceWorkerGlobalScope;

// Cache storage belongs to the whole origin, and other folders of the host may hold other sites.
const prefix = `dla-explorer ${base} `;
const cacheName = prefix + version;

// In development there is no build, and what is served changes all the time.
const kept = new Set(build.length === 0 ? [] : [...build, ...files, ...prerendered, `${base}/licences.txt`]);
// Names below hold a hash of the content: what the cache has of them is right.
const immutable = `${base}/_app/immutable/`;

worker.addEventListener('install', (event) => {
  event.waitUntil(keepAll());
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([dropOlder(), worker.clients.claim()]));
});

worker.addEventListener('fetch', (event) => {
  const asked = new URL(event.request.url);
  // A folder's page has two addresses.
  const pathname = asked.pathname.replace(/\/index\.html$/, '/');
  if (event.request.method !== 'GET' || asked.origin !== location.origin) return;
  if (kept.has(pathname) || pathname.startsWith(immutable))
    event.respondWith(fromCache(event.request, pathname).then((response) => sealed(response, asked)));
  // As hosts do it: a page is the index of a folder.
  else if (kept.has(`${pathname}/`)) event.respondWith(Response.redirect(`${pathname}/${asked.search}`, 301));
});

async function keepAll(): Promise<void> {
  const cache = await caches.open(cacheName);
  // 'reload' passes by the browser's own cache: the files of one version belong together. What the page asks for goes first.
  const requests = [...kept, ...(await workerFiles())].map(
    (path) => new Request(path, { cache: 'reload', priority: 'low' }),
  );
  await cache.addAll(requests);
}

/** The files of the workers, which the build lists for us (svelte.config.js). */
async function workerFiles(): Promise<readonly string[]> {
  if (kept.size === 0) return [];
  const answer = await fetch(`${base}/workers.json`, { cache: 'reload' });
  const paths = (await answer.json()) as readonly string[];
  return paths.map((path) => `${base}/${path}`).filter((path) => !kept.has(path));
}

async function dropOlder(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith(prefix) && name !== cacheName).map((name) => caches.delete(name)),
  );
}

/** By path alone: a query (a shared address, say) is for the page, not for the host. */
async function fromCache(request: Request, pathname: string): Promise<Response> {
  const cache = await caches.open(cacheName);
  return (await cache.match(pathname)) ?? fetch(request);
}
