#!/usr/bin/env node
// The command line: in the package as it was built for it, in a checkout as its sources are now.
import { existsSync } from 'node:fs';

if (existsSync(new URL('../src/cli/process.ts', import.meta.url)))
  await (await import('../scripts/command-line.mjs')).runSources();
else await import('../dist/command-line/process.js');
