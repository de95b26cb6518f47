import { isImage } from '#lib/dla/modules/modules.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { subjectOf } from './read/subject.ts';

/**
 * Whether the figure says more of a document than layers do: it has levels, which the figure draws as bands. Without any
 * all would stand in one band. What is still empty may become anything.
 */
export const suitsFigure = (document: GraphDocument): boolean =>
  document.nodes.every(isImage) || subjectOf(document).bands.some(({ kind }) => kind !== 'loose');
