import { sveltekit } from '@sveltejs/kit/vite';
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import type { LessonFile } from './src/lib/dla/lesson/schema.ts';
import { apiData } from './scripts/api.mjs';
import { fewChunks } from './scripts/few-chunks.mjs';
import { noteLicences, writeLicences } from './scripts/licences.mjs';
import { wordsByPart } from './scripts/words-by-part.mjs';

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
    const { title, summary, minutes, steps } = JSON.parse(readFileSync(file, 'utf8')) as LessonFile;
    return `export default ${JSON.stringify({ title, summary, minutes, steps: steps.length })};`;
  },
};

const stateless = ['src/lib/{dla,graph,messages,ui}/**/*.test.ts'];

export default defineConfig({
  plugins: [
    lessonHeads,
    apiData() as Plugin,
    sveltekit(),
    wordsByPart(),
    fewChunks(),
    writeLicences(['@fontsource-variable/inter']),
  ],
  worker: { format: 'es', plugins: () => [...wordsByPart(), noteLicences()] },
  test: {
    environment: 'node',
    projects: [
      // What has no state shares processes, so that each module is loaded once: a third of the time of these rooms.
      { extends: true, test: { name: 'stateless', include: stateless, isolate: false } },
      {
        extends: true,
        test: {
          name: 'stateful',
          include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
          exclude: ['tests/browser/**', ...stateless],
        },
      },
    ],
    // Two cores have two: by default one would be left idle.
    maxWorkers: '100%',
    // For what hangs, not for what is slow: the machine may be slow and busy.
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
