import { costsBySteps } from '#lib/dla/analysis/costs.ts';
import { readBySteps } from '#lib/dla/reading/reading.ts';
import { heldBytes } from '#lib/dla/analysis/memory.ts';
import { fieldsBySteps } from '#lib/dla/analysis/receptive-field.ts';
import { subjectBySteps } from '#lib/dla/figure/read/subject.ts';
import { domain } from '#lib/dla/network/graph-file.ts';
import { readConfig } from '#lib/dla/reading/read-config.ts';
import { lowerBySteps, lowerDocument } from '#lib/dla/lowering/lower.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { indexOf, topologicalOrder } from '#lib/graph/document/queries.ts';
import { linesAhead } from '#lib/graph/document/serialise.ts';

/** Beyond this many nodes counting takes longer than a person notices. */
export const isLarge = ({ nodes }: GraphDocument): boolean => nodes.length > 2500;

/** How long edits must have stopped, in milliseconds. */
export const PAUSE = 300;

/** How long the page may be held up in one go, in milliseconds. */
const SLICE = 8;

/** What the panels and autosave are going to ask for: each is kept with its document. */
function* counts(document: GraphDocument): Generator<unknown, void> {
  yield indexOf(document);
  yield topologicalOrder(document);
  yield* lowerBySteps(document);
  const { graph } = lowerDocument(document);
  yield* costsBySteps(graph);
  yield* fieldsBySteps(graph);
  yield heldBytes(graph);
  yield* readBySteps(document);
  yield* subjectBySteps(document);
  yield readConfig(document);
  // Kept on this machine after every edit.
  yield* linesAhead(document, domain);
}

/** Makes all counts of a document; false when it was called off. */
export const countAhead = (document: GraphDocument, signal?: AbortSignal, wait = PAUSE): Promise<boolean> =>
  inSlices(counts(document), signal, wait);

/** Does work in slices, between which the page goes on; false when it was called off. */
export async function inSlices(work: Generator<unknown, void>, signal?: AbortSignal, wait = 0): Promise<boolean> {
  await pause(wait);
  if (signal?.aborted) return false;
  for (let until = performance.now() + SLICE; !work.next().done;) {
    if (performance.now() < until) continue;
    await pause(0);
    if (signal?.aborted) return false;
    until = performance.now() + SLICE;
  }
  // What is shown then is a task of its own.
  await pause(0);
  return !signal?.aborted;
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
