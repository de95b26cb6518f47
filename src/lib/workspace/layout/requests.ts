import type { Patch } from '$lib/graph/document/patch';
import type { Layout } from '$lib/graph/layout/layout';
import type { Room, Wanted } from './arrange';

/** A piece of a layout: a large one in one piece would hold up the page while it is read. */
export type Piece = Partial<Pick<Layout, 'bands' | 'marks' | 'edges'>>;

/** `follows`: the picture before is the one that the worker gave last; it is not sent back. */
export type WantedOfWorker = Wanted & { readonly follows?: true };

/** What the worker of a canvas does; it keeps the document and is told of edits by patches. */
export interface LayoutMethods {
  edit: { request: Patch; progress: never; reply: undefined };
  arrange: {
    request: WantedOfWorker;
    progress: Piece;
    reply: { readonly bounds: Layout['bounds']; readonly room: Room };
  };
}
