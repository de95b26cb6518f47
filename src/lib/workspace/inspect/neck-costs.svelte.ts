import { costsBySteps, countCosts } from '#lib/dla/analysis/costs.ts';
import { movesWithData } from '#lib/dla/analysis/moving.ts';
import { fieldsBySteps, receptiveFields, type ReceptiveField } from '#lib/dla/analysis/receptive-field.ts';
import { setHead } from '#lib/dla/commands/set-head.ts';
import { lowerBySteps } from '#lib/dla/lowering/lower.ts';
import type { HeadConfig } from '#lib/dla/network/config.ts';
import { detectionParts } from '#lib/dla/reading/read-detection.ts';
import { inSlices, PAUSE } from '#lib/workspace/shared/count-ahead.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { applyPatch } from '#lib/graph/document/patch.ts';
import { SvelteMap } from 'svelte/reactivity';

type Detection = Extract<HeadConfig, { readonly kind: 'detection' }>;

/** What a whole network comes to with one neck, and what a position of the neck's map sees. */
export interface NeckCount {
  readonly parameters: number;
  readonly macs: number;
  readonly field: ReceptiveField | undefined;
  /** Whether that moves with the data. */
  readonly moves: boolean;
}

type Found = readonly [key: string, count: NeckCount];

/** Counts the necks that a network may have instead of its own, slice by slice: of each the network that the edit would make. */
export class NeckCosts {
  readonly #counted = new SvelteMap<string, NeckCount>();
  #document: GraphDocument | undefined;

  /** Undefined until it is counted, and where the edit would be refused. */
  of(head: Detection): NeckCount | undefined {
    return this.#counted.get(JSON.stringify(head));
  }

  /** Counts what is not counted yet; what was counted of another network is forgotten once this one is. */
  async count(document: GraphDocument, heads: readonly Detection[], signal: AbortSignal): Promise<void> {
    const found: Found[] = [];
    const isDone = await inSlices(this.#each(document, heads, found), signal, this.#document ? PAUSE : 0);
    if (!isDone) return;
    if (this.#document !== document) this.#counted.clear();
    this.#document = document;
    for (const [key, count] of found) this.#counted.set(key, count);
  }

  *#each(document: GraphDocument, heads: readonly Detection[], found: Found[]): Generator<unknown, void> {
    for (const head of heads) {
      const patch = setHead(document, head);
      yield;
      if (!patch.ok) continue;
      const next = applyPatch(document, patch.value);
      const { graph, issues } = yield* lowerBySteps(next);
      if (issues.length > 0) continue;
      yield* costsBySteps(graph);
      yield* fieldsBySteps(graph);
      const { parameters, macs } = countCosts(graph);
      const output = graph.results.get(detectionParts(next, graph)?.output ?? '');
      found.push([
        JSON.stringify(head),
        {
          ...{ parameters, macs },
          field: output === undefined ? undefined : receptiveFields(graph)[output],
          moves: output !== undefined && movesWithData(graph)[output]!,
        },
      ]);
      yield;
    }
  }
}
