import adapter from '@sveltejs/adapter-static';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const toStatic = adapter({ strict: true });

// Workers are built apart, into chunks and assets that SvelteKit does not know: the service worker reads here which they are.
async function adapt(builder) {
  await toStatic.adapt(builder);
  const folder = '_app/immutable/workers';
  const files = readdirSync(`build/${folder}`, { recursive: true, withFileTypes: true }).filter((file) =>
    file.isFile(),
  );
  const paths = files.map(({ parentPath, name }) =>
    `${parentPath}/${name}`.replaceAll('\\', '/').slice('build/'.length),
  );
  writeFileSync('build/workers.json', JSON.stringify(paths.sort()));
  leaveStyles(builder);
}

// A page waits for every style that it names, and SvelteKit names those of parts that come later too: they come with their part.
function leaveStyles(builder) {
  const manifest = JSON.parse(readFileSync(`${builder.getClientDirectory()}/.vite/manifest.json`, 'utf8'));
  const stylesOf = new Map(Object.values(manifest).map(({ file, css = [] }) => [file, css]));
  const named = (kind) => new RegExp(`\\s*<link href="[./]*([^"]+)" rel="${kind}">`, 'g');
  const pages = readdirSync('build', { recursive: true }).filter((path) => path.endsWith('.html'));
  for (const path of pages) {
    const page = readFileSync(`build/${path}`, 'utf8');
    const first = new Set([...page.matchAll(named('modulepreload'))].flatMap(([, file]) => stylesOf.get(file) ?? []));
    writeFileSync(
      `build/${path}`,
      page.replace(named('stylesheet'), (link, file) => (first.has(file) ? link : '')),
    );
  }
}

/** @type {import('@sveltejs/kit').Config} */
export default {
  kit: {
    adapter: { ...toStatic, adapt },
    // Relative addresses: the built site works in any folder of any static host.
    paths: { relative: true },
    // src/routes/shared/keep-site.ts does it, when nobody needs the page.
    serviceWorker: { register: false },
    // Nothing but what is listed, and all of it from the site itself. Hashed is SvelteKit's own starting script: no other inline
    // script or style is allowed; WebAssembly may be compiled, strings may not be evaluated. Workers inherit it
    // (src/lib/worker/start.ts).
    csp: {
      mode: 'hash',
      directives: {
        'default-src': ['none'],
        'script-src': ['self', 'wasm-unsafe-eval'],
        'worker-src': ['self', 'blob:'],
        'connect-src': ['self', 'blob:', 'data:'],
        'img-src': ['self', 'blob:', 'data:'],
        'style-src': ['self'],
        // SvelteKit's announcer of pages, which stays out of sight by its style.
        'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
        'font-src': ['self'],
        'frame-src': ['none'],
        'object-src': ['none'],
        'base-uri': ['none'],
        'form-action': ['none'],
      },
    },
    typescript: {
      config: (config) => ({
        ...config,
        include: [...config.include, '../playwright.config.ts', '../bench/**/*.ts'],
      }),
    },
  },
};
