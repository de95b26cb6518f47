import { execFileSync } from 'node:child_process';
import { it } from 'vitest';

// In a process of its own: what the compiler declares of arrays is not for the rest of the project.
it('[house] the compiled assembly is what its source gives', () => {
  execFileSync(process.execPath, ['scripts/assembly.mjs', '--check'], { stdio: 'pipe' });
});
