import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** A page of all interface parts, to look at and to test: `npx vite tests/gallery`. It is no part of the product. */
export default defineConfig({
  root: path('.'),
  publicDir: path('../../static'),
  cacheDir: path('../../node_modules/.vite-gallery'),
  plugins: [svelte({ configFile: false })],
  server: { fs: { allow: [path('../..')] } },
});
