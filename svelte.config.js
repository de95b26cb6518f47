import adapter from '@sveltejs/adapter-static';

/** @type {import('@sveltejs/kit').Config} */
export default {
  kit: {
    adapter: adapter({ strict: true }),
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
