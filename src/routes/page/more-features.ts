import { Gradients } from '#lib/workspace/gradients/gradients.svelte.ts';
import { Inside } from '#lib/workspace/inspect/inside.svelte.ts';
import { Reaches } from '#lib/workspace/inspect/reaches.svelte.ts';
import { serialiseSweep } from '#lib/dla/sweep/spec.ts';
import { Contributions } from '#lib/workspace/run/contributions.svelte.ts';
import { detectedIn } from '#lib/workspace/run/detected.ts';
import { Detecting } from '#lib/workspace/run/detecting.svelte.ts';
import { Ports } from '#lib/workspace/run/ports.svelte.ts';
import type { Runs } from '#lib/workspace/run/runs.svelte.ts';
import { Sweeping } from '#lib/workspace/sweep/sweeping.svelte.ts';
import { Training } from '#lib/workspace/training/training.svelte.ts';

/** What stands in panels that are not open at first. */
export const makeMore = (runs: Runs) => ({
  ports: new Ports(),
  contributions: new Contributions(runs),
  detecting: new Detecting(runs),
  detectedIn,
  inside: new Inside(runs),
  reaches: new Reaches(),
  gradients: new Gradients(),
  training: new Training(),
  sweeping: new Sweeping(),
  serialiseSweep,
});
