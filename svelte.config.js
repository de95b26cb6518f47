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
  nameFirst(builder);
}

// What a page names in its head is what it begins with: all scripts that are imported there and their styles, before those that need
// them. SvelteKit names styles of parts that come later, for which the page would wait, and leaves scripts out that those need too.
function nameFirst(builder) {
  const manifest = JSON.parse(readFileSync(`${builder.getClientDirectory()}/.vite/manifest.json`, 'utf8'));
  const chunks = new Map(Object.values(manifest).map((chunk) => [chunk.file, chunk]));
  const collect = (file, found) => {
    const { imports = [] } = chunks.get(file);
    for (const key of imports) if (!found.has(manifest[key].file)) collect(manifest[key].file, found);
    return found.add(file);
  };
  const link = /\s*<link href="([./]*)([^"]+)" rel="(modulepreload|stylesheet)">/g;
  // A page that is called something is not called what all are: a browser takes the first.
  const general = /\s*<title>[^<]*<\/title>(?=(?:(?!<\/head>)[^])*<title>)/;
  for (const path of readdirSync('build', { recursive: true }).filter((name) => name.endsWith('.html'))) {
    const page = readFileSync(`build/${path}`, 'utf8');
    const given = [...page.matchAll(link)];
    const scripts = new Set();
    for (const [, , file, kind] of given) if (kind === 'modulepreload') collect(file, scripts);
    const styles = new Set([...scripts].flatMap((file) => chunks.get(file).css ?? []));
    const named = [
      ...[...scripts].map((file) => [file, 'modulepreload']),
      ...[...styles].map((file) => [file, 'stylesheet']),
    ].map(([file, kind]) => `\n\t\t<link href="${given[0][1]}${file}" rel="${kind}">`);
    let written = false;
    const head = () => (written ? '' : ((written = true), named.join('')));
    writeFileSync(`build/${path}`, page.replace(link, head).replace(general, ''));
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
