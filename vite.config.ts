import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [sveltekit()],
  worker: { format: 'es' },
  test: {
    environment: 'node',
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    exclude: ['tests/browser/**'],
    // Whole networks are lowered, counted and run here, on two cores that other steps may be using as well.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
