import { spokenLanguage } from '#lib/messages/messages.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import type { NetworkConfig } from '#lib/dla/network/config.ts';
import { linkOf } from '#lib/dla/link/link.ts';
import { pointsOf, valuesAt } from '#lib/dla/sweep/grid.ts';
import { MOST_POINTS, parseSweep, serialiseSweep, type Sweep, type SweepSpec } from '#lib/dla/sweep/spec.ts';
import { configAt } from '#lib/dla/sweep/sweep.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { Issue, Result } from '#lib/issue.ts';
import type { Client } from '#lib/worker/client.ts';
import type { NetworkView } from '#lib/workspace/core/network-view.svelte.ts';
import { issuesOf } from '#lib/workspace/shared/issues-of.ts';
import { noBrushes, type Brushes } from './brushes.ts';
import type { Limits } from './limits.ts';
import type { SweepMethods } from './sweep-requests.ts';
import { startSweepWorker } from './sweep-worker.ts';
import { dimensionsOf, type Dimension, type SweepTable } from './table.ts';

/** What was counted, with what it is of. */
export interface Counted {
  readonly sweep: Sweep;
  readonly table: SweepTable;
  readonly dimensions: readonly Dimension[];
  /** Milliseconds. */
  readonly time: number;
}

/** A point whose network was opened. */
export interface Picked {
  readonly point: number;
  readonly view: NetworkView;
}

/** To begin with: how the six structures compare over the width. */
const first: Omit<SweepSpec, 'base'> = {
  vary: [
    { path: 'levels[2..5].structure', values: ['plain', 'shallow', 'ida', 'tree', 'reentrant', 'merged'] },
    { path: 'levels[3].blocks', values: [2, 4, 8] },
    { path: 'width', values: [0.5, 0.75, 1, 1.25, 1.5] },
  ],
  where: [],
  objectives: [{ min: 'macs' }, { max: 'receptiveField' }, { max: 'aggregationNodes' }],
};

/** A grid of variants that a person sets up, has counted and looks through. */
export class Sweeping {
  /** Without a base it is of the open network. */
  spec = $state.raw<Omit<SweepSpec, 'base'> & Partial<Pick<SweepSpec, 'base'>>>(first);
  counted = $state.raw<Counted | undefined>();
  progress = $state.raw<{ readonly done: number; readonly of: number } | undefined>();
  /** Why the last count was refused; what was counted before stays. */
  failure = $state.raw<readonly Issue[] | undefined>();
  brushes = $state.raw<Brushes>(noBrushes);
  /** Points whose networks were opened, and where: the first, and the one beside it. */
  picked = $state.raw<readonly Picked[]>([]);
  /** What is drawn across and up, by the id of a dimension. */
  across = $state<string>('macs');
  up = $state<string>('receptiveField');

  readonly points = $derived(pointsOf(this.spec.vary));

  #started: Client<SweepMethods> | undefined;
  #going: AbortController | undefined;

  /** More are refused. */
  readonly most = MOST_POINTS;

  /** The name of what is varied. */
  baseName(open: NetworkConfig | undefined): string {
    const { base } = this.specOf(open);
    return typeof base === 'string' ? presetConfig(base).name : String(base.name);
  }

  /** The spec with the open network where it names no other. */
  specOf(open: NetworkConfig | undefined): SweepSpec {
    return { ...this.spec, base: this.spec.base ?? open ?? presetConfig('dla34') };
  }

  /** A link to the panel with this sweep; what is too large for one is refused. */
  link(page: string, open: NetworkConfig | undefined): Result<string> {
    const view = { hide: [], present: false, embed: false };
    return linkOf(page, { networks: [], view, sweep: this.specOf(open) });
  }

  /** The aggregation levels of what is varied. */
  levelsOf(open: NetworkConfig | undefined): readonly number[] {
    const read = parseSweep(serialiseSweep({ ...this.specOf(open), vary: [] }));
    const { levels } = read.ok ? read.value.base : presetConfig('dla34');
    return [...levels.keys()].filter((index) => levels[index]!.kind === 'aggregation');
  }

  /** Conditions and objectives, whatever the base. */
  readonly limits = $derived<Limits>({ where: this.spec.where, objectives: this.spec.objectives });

  setLimits(limits: Limits): void {
    this.spec = { ...this.spec, ...limits };
  }

  /** Changes an axis, adds one behind the others, or takes one out. */
  setAxis(index: number, axis: SweepSpec['vary'][number] | undefined): void {
    this.spec = { ...this.spec, vary: this.spec.vary.toSpliced(index, 1, ...(axis ? [axis] : [])) };
  }

  /** Takes a file of a sweep; one that is refused leaves all as it was. */
  take(content: string | Uint8Array): Result<Sweep> {
    const read = parseSweep(content);
    if (!read.ok) return read;
    this.cancel();
    this.spec = read.value.spec;
    this.failure = undefined;
    return read;
  }

  /** Counts every point. Failures are kept, never thrown. */
  async count(open: NetworkConfig | undefined): Promise<void> {
    if (this.#going) return;
    const text = serialiseSweep(this.specOf(open));
    const read = parseSweep(text);
    this.failure = read.ok ? undefined : read.issues;
    if (!read.ok) return;
    const going = new AbortController();
    this.#going = going;
    this.progress = { done: 0, of: this.points };
    const start = performance.now();
    try {
      const table = await this.#client().call('count', text, {
        signal: going.signal,
        onProgress: (progress) => (this.progress = progress),
      });
      const { axes, objectives } = read.value;
      const dimensions = dimensionsOf(axes, table);
      // To read so many rows is one task, to draw them another.
      await new Promise((resolve) => setTimeout(resolve));
      this.counted = { sweep: read.value, table, dimensions, time: performance.now() - start };
      this.brushes = noBrushes;
      this.picked = [];
      // What was asked for is what one wants to see.
      const [goal, other] = objectives;
      if (goal && other) [this.across, this.up] = [goal.measure, other.measure];
      const isThere = (wanted: string) => dimensions.some(({ id }) => id === wanted);
      if (!isThere(this.across)) this.across = 'macs';
      if (!isThere(this.up)) this.up = 'receptiveField';
    } catch (error) {
      if (!going.signal.aborted) this.failure = issuesOf(error);
    } finally {
      if (this.#going === going) this.#going = undefined;
      this.progress = undefined;
    }
  }

  /** What was counted before stays. */
  cancel(): void {
    this.#going?.abort();
    this.#going = undefined;
  }

  /** What was counted last, as CSV. */
  async csv(): Promise<string> {
    const text = serialiseSweep(this.counted!.sweep.spec);
    return this.#client().call('csv', { text, language: spokenLanguage() });
  }

  /** Where it is of the open network, which is about to be another: it stays of the one that was counted. */
  keepBase(): void {
    this.spec = { ...this.spec, base: this.spec.base ?? this.counted!.sweep.spec.base };
  }

  /** The network of a point under a name, or why there is none. */
  networkAt(point: number, name: string): Result<GraphDocument> {
    const { sweep } = this.counted!;
    const config = configAt(sweep, valuesAt(sweep.axes, point));
    return config.ok ? { ok: true, value: buildNetwork({ ...config.value, name }) } : config;
  }

  #client(): Client<SweepMethods> {
    this.#started ??= startSweepWorker(() => (this.#started = undefined));
    return this.#started;
  }
}
