import adapter from '@sveltejs/adapter-static';
import { readdirSync, writeFileSync } from 'node:fs';
import { writeFirst } from './scripts/first-view.mjs';

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
  writeFirst(`${builder.getClientDirectory()}/.vite/manifest.json`);
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
