import type { GraphDocument } from '#lib/graph/document/document.ts';

/** All that a document holds, to the byte and in its order. */
export const bytesOf = (document: GraphDocument): string =>
  JSON.stringify({ ...document, positions: [...document.positions] });
