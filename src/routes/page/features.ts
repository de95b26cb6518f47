import { Gradients } from '#lib/workspace/gradients/gradients.svelte.ts';
import { Inside } from '#lib/workspace/inspect/inside.svelte.ts';
import { Reaches } from '#lib/workspace/inspect/reaches.svelte.ts';
import { Contributions } from '#lib/workspace/run/contributions.svelte.ts';
import { Detecting } from '#lib/workspace/run/detecting.svelte.ts';
import { Ports } from '#lib/workspace/run/ports.svelte.ts';
import { Runs } from '#lib/workspace/run/runs.svelte.ts';
import { Sweeping } from '#lib/workspace/sweep/sweeping.svelte.ts';
import { Training } from '#lib/workspace/training/training.svelte.ts';

/** What a page does with the networks of its workspace, besides editing them; each is handed to the panels that show it. */
export interface Features {
  readonly runs: Runs;
  readonly ports: Ports;
  readonly contributions: Contributions;
  readonly detecting: Detecting;
  readonly inside: Inside;
  readonly reaches: Reaches;
  readonly gradients: Gradients;
  readonly training: Training;
  readonly sweeping: Sweeping;
}

export function makeFeatures(): Features {
  const runs = new Runs();
  return {
    runs,
    ports: new Ports(),
    contributions: new Contributions(runs),
    detecting: new Detecting(runs),
    inside: new Inside(runs),
    reaches: new Reaches(),
    gradients: new Gradients(),
    training: new Training(),
    sweeping: new Sweeping(),
  };
}
