import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';
import { noteLicences, writeLicences } from './scripts/licences.mjs';

export default defineConfig({
  plugins: [sveltekit(), writeLicences(['@fontsource-variable/inter'])],
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
