import { sveltekit } from '@sveltejs/kit/vite';
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { noteLicences, writeLicences } from './scripts/licences.mjs';

const lessons = new URL('src/content/lessons/', import.meta.url);
const HEAD = '\0lesson-head:';

/** `NAME.lesson.json?head`: what a list says of a lesson, without its steps, which are a hundred times as long. */
const lessonHeads: Plugin = {
  name: 'lesson-heads',
  enforce: 'pre',
  resolveId(source) {
    const file = /[\w-]+\.lesson\.json(?=\?head$)/.exec(source)?.[0];
    // Not the name of a JSON file any more: what reads those would read this one too.
    return file && HEAD + file.replace('.json', '');
  },
  load(id) {
    if (!id.startsWith(HEAD)) return undefined;
    const file = new URL(`${id.slice(HEAD.length)}.json`, lessons);
    const { title } = JSON.parse(readFileSync(file, 'utf8')) as { readonly title: unknown };
    return `export default ${JSON.stringify({ title })};`;
  },
};

export default defineConfig({
  plugins: [lessonHeads, sveltekit(), writeLicences(['@fontsource-variable/inter'])],
  worker: { format: 'es', plugins: () => [noteLicences()] },
  test: {
    environment: 'node',
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    exclude: ['tests/browser/**'],
    // Two cores have two: by default one would be left idle.
    maxWorkers: '100%',
    // For what hangs, not for what is slow: the machine may be slow and busy.
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
