import adapter from '@sveltejs/adapter-static';
import { readdirSync, writeFileSync } from 'node:fs';

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
}

/** @type {import('@sveltejs/kit').Config} */
export default {
  kit: {
    adapter: { ...toStatic, adapt },
    // Relative addresses: the built site works in any folder of any static host.
    paths: { relative: true },
    // Everything is served by the site itself. The hash is that of SvelteKit's own starting script, so no inline script is
    // allowed besides it; WebAssembly may be compiled, strings may not be evaluated.
    csp: {
      mode: 'hash',
      directives: {
        'default-src': ['self'],
        'script-src': ['self', 'wasm-unsafe-eval'],
        'worker-src': ['self', 'blob:'],
        'connect-src': ['self', 'blob:', 'data:'],
        'img-src': ['self', 'blob:', 'data:'],
        'style-src': ['self', 'unsafe-inline'],
        'font-src': ['self', 'data:'],
        'object-src': ['none'],
        'base-uri': ['self'],
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
