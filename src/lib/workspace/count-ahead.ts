import { nodeCosts } from '$lib/dla/analysis/costs';
import { levelsOf } from '$lib/dla/analysis/levels';
import { heldBytes } from '$lib/dla/analysis/memory';
import { receptiveFields } from '$lib/dla/analysis/receptive-field';
import { nodeLabels } from '$lib/dla/figure/labels';
import { lowerDocument } from '$lib/dla/op-graph/lower';
import type { GraphDocument } from '$lib/graph/document/document';

/** Beyond this many nodes counting takes longer than a person notices. */
export const isLarge = ({ nodes }: GraphDocument): boolean => nodes.length > 2500;

/** How long edits must have stopped, in milliseconds. */
const PAUSE = 300;

/** What the panels are going to ask for, in steps: each is kept with its document, and between them the page goes on. */
const steps: readonly ((document: GraphDocument) => unknown)[] = [
  lowerDocument,
  (document) => nodeCosts(lowerDocument(document).graph),
  (document) => receptiveFields(lowerDocument(document).graph),
  (document) => heldBytes(lowerDocument(document).graph),
  nodeLabels,
  levelsOf,
];

/** Makes all counts of a document; false when it was called off. */
export async function countAhead(document: GraphDocument, signal: AbortSignal): Promise<boolean> {
  await pause(PAUSE);
  for (const step of steps) {
    if (signal.aborted) return false;
    step(document);
    await pause(0);
  }
  return !signal.aborted;
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
