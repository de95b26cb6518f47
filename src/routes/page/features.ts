import { version } from '$app/environment';
import { Part } from '#lib/ui/part.svelte.ts';
import { Runs } from '#lib/workspace/run/runs.svelte.ts';

/** What a page does with the networks of its workspace, besides editing them; each is handed to the panels that show it. */
export class Features {
  readonly runs = new Runs(version);
  /** All but runs: a figure is shown without them. */
  readonly more = new Part(async () => (await import('./more-features.ts')).makeMore(this.runs));
}
