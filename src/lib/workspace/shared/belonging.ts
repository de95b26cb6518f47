import type { GraphDocument } from '#lib/graph/document/document.ts';

/**
 * What the open network is to that of a result: the same, a later state of it, or another one. Edits leave what they do
 * not touch as it is, and a network that is opened shares what happens to be alike: one of another name that has most of
 * its nodes anew came from elsewhere.
 */
export function belonging(result: GraphDocument, open: GraphDocument): 'same' | 'changed' | 'other' {
  if (result === open) return 'same';
  if (result.name === open.name) return 'changed';
  const known = new Set(result.nodes);
  return 2 * open.nodes.filter((node) => known.has(node)).length > open.nodes.length ? 'changed' : 'other';
}
