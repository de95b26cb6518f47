import type { EdgeEnd } from '#lib/graph/commands/disconnect.ts';
import type { Position } from '#lib/graph/document/document.ts';

/** What is under an entry of the palette: an edge to stand on, a node to take, or nothing. */
export type Under = { readonly edge: EdgeEnd } | { readonly node: string };

export type DropIntent =
  | { readonly kind: 'add'; readonly entry: string; readonly selection: readonly string[]; readonly at?: Position }
  | { readonly kind: 'insert'; readonly entry: string; readonly edge: EdgeEnd };

/** An entry of the palette is let go over the figure: on an edge it is put in between, on a node it takes its result. */
export function dropped(entry: string, at: Position, under?: Under): DropIntent {
  if (!under) return { kind: 'add', entry, selection: [], at };
  return 'edge' in under
    ? { kind: 'insert', entry, edge: under.edge }
    : { kind: 'add', entry, selection: [under.node] };
}
