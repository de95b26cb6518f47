import type { Patch } from '$lib/graph/document/patch';
import type { Layout, LayoutBand, LayoutEdge, LayoutMark } from '$lib/graph/layout/layout';
import type { Room, Wanted } from './arrange';
import type { Runs } from './runs';

/** A piece of a layout: a large one in one piece would hold up the page while it is read. */
export interface Piece {
  readonly bands?: Runs<LayoutBand>;
  readonly marks?: Runs<LayoutMark>;
  readonly edges?: Runs<LayoutEdge>;
}

/**
 * `follows`: the picture before is the one that the worker gave last; it is not sent back. `held`: the number of the
 * layout that the page has; of the next one it is sent what is new.
 */
export type WantedOfWorker = Wanted & { readonly follows?: true; readonly held?: number };

/** What the worker of a canvas does; it keeps the document and is told of edits by patches. */
export interface LayoutMethods {
  edit: { request: Patch; progress: never; reply: undefined };
  arrange: {
    request: WantedOfWorker;
    progress: Piece;
    reply: { readonly bounds: Layout['bounds']; readonly room: Room; readonly number: number };
  };
}
