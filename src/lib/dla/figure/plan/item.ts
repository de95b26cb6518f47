import type { Op } from '#lib/dla/op-graph/op-graph.ts';
import type { LayoutMark } from '#lib/graph/layout/layout.ts';

/** A mark before it has a place; `stands` says where it may have one. */
export interface Item extends Omit<LayoutMark, 'x' | 'y' | 'band'> {
  readonly stands: 'base' | 'above' | 'sign' | 'source';
  /** What is drawn inside it. */
  readonly ops: readonly Op[];
}

/** What a picture shows of an item, but for its place. */
export const shownOf = ({
  id,
  kind,
  width,
  height,
  label,
  given,
  description,
  of,
  open,
  sign,
  pictogram,
}: Item): Omit<LayoutMark, 'x' | 'y' | 'band'> => ({
  id,
  kind,
  width,
  height,
  label,
  description,
  of,
  ...(given !== undefined && { given }),
  ...(open && { open }),
  ...(sign !== undefined && { sign }),
  ...(pictogram && { pictogram }),
});
