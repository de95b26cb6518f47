import type { Patch } from '#lib/graph/document/patch.ts';
import type { Language } from '#lib/messages/language.ts';
import type { Layout } from '#lib/graph/layout/layout.ts';
import type { Arranged, Wanted } from './arrange.ts';
import type { LayoutDelta } from './layout-delta.ts';

/**
 * `held`: the number of the layout that the page has; what is told of another, back or forth, is what is new. The
 * picture before the edit is that layout, or after an undo nearly so.
 */
export interface WantedOfWorker extends Omit<Wanted, 'previous'> {
  readonly held: number;
  /** What its texts are in. */
  readonly language: Language;
  readonly previous?: LayoutDelta;
}

/** What the worker of a canvas does; it keeps the document and is told of edits by patches. */
export interface LayoutMethods {
  edit: { request: Patch; progress: never; reply: undefined };
  arrange: {
    request: WantedOfWorker;
    /** A piece of the layout: a large one in one piece would hold up the page while it is read. */
    progress: Partial<LayoutDelta>;
    reply: Omit<Arranged, 'layout'> & { readonly bounds: Layout['bounds']; readonly number: number };
  };
}
