import { layoutBySteps, type Detail } from '#lib/dla/figure/figure.ts';
import { fitBySteps, type Room } from '#lib/dla/figure/fit.ts';
import { layeredInput, withOps, type LayeredOptions } from '#lib/dla/figure/layered-input.ts';
import { atOnce, type Steps } from '#lib/dla/op-graph/by-steps.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import type { Direction } from '#lib/graph/layout/layered/input.ts';
import { layoutLayered } from '#lib/graph/layout/layered/layered.ts';
import { emptyLayout, type Layout } from '#lib/graph/layout/layout.ts';
import { words } from '#lib/messages/messages.ts';
import type { Collapsed } from '#lib/workspace/core/collapsed.ts';

/** What is to be drawn of a document. Plain data: it crosses to the worker unchanged. */
export interface Wanted {
  readonly detail: Detail;
  readonly collapsed: Collapsed;
  /** Layers; without it, the paper's figure. */
  readonly layers?: { readonly direction: Direction };
  /** The picture before an edit: what it shows stays where it is, as far as there is room. */
  readonly previous?: Layout;
  /** Room for a line of bands, in pixels, and pixels per unit that texts are made for. */
  readonly room: Room;
  /** Pixels of the canvas, when the room is to be found that fills them best. */
  readonly fit?: { readonly width: number; readonly height: number };
}

export interface Arranged {
  readonly layout: Layout;
  readonly room: Room;
  /** Why the picture is not the one that was asked for. */
  readonly standIn?: StandIn;
}

/** What stands in where a layout fails: layers for the figure, nothing where they fail too. */
export type StandIn = 'layers' | 'nothing';

/**
 * Lays out a document, and finds the room before if it is to be fitted. A picture that fails takes nothing with it: the
 * document is edited and kept all the same, and what stands in says so.
 */
export const arrange = (document: GraphDocument, wanted: Wanted, twins: readonly GraphDocument[] = []): Arranged =>
  atOnce(arrangeBySteps(document, wanted, twins));

/** As `arrange`, step by step. */
export function* arrangeBySteps(
  document: GraphDocument,
  wanted: Wanted,
  twins: readonly GraphDocument[] = [],
): Steps<Arranged> {
  const { room, detail, collapsed } = wanted;
  try {
    return yield* arrangeAsWanted(document, wanted, twins);
  } catch (error) {
    console.warn('The layout of this network failed.', error);
  }
  if (!wanted.layers)
    try {
      return { layout: inLayers(document, { direction: 'right', detail, collapsed }), room, standIn: 'layers' };
    } catch (error) {
      console.warn('Its layers failed, too.', error);
    }
  return { layout: emptyLayout, room, standIn: 'nothing' };
}

function* arrangeAsWanted(document: GraphDocument, wanted: Wanted, twins: readonly GraphDocument[]): Steps<Arranged> {
  const { detail, collapsed, fit, layers, room } = wanted;
  const previous = wanted.previous && { previous: wanted.previous };
  if (layers) return { layout: inLayers(document, { ...layers, detail, collapsed, ...previous }), room };
  const looks = { words: words.figure, detail, collapsed, twins };
  // Lines keep the breaks that are found now; texts are made for the zoom at which they are seen.
  if (fit) return yield* fitBySteps(document, { ...fit, ...looks });
  return { layout: yield* layoutBySteps(document, { ...room, ...looks, ...previous }), room };
}

function inLayers(document: GraphDocument, looks: Omit<LayeredOptions, 'words'>): Layout {
  const options = { ...looks, words: words.figure };
  return withOps(document, layoutLayered(layeredInput(document, options)), options);
}

/** Marks with their ops that a layout may have, as often as it is laid out, so that the page is held up for less than 50 ms. */
const MOST_AT_ONCE = 300;

/** Whether a layout is for the worker. Networks side by side need each other: only very large ones are laid out apart. */
export function isLarge(
  { nodes }: GraphDocument,
  { detail, fit, layers }: Pick<Wanted, 'detail' | 'fit' | 'layers'>,
  twins: readonly GraphDocument[],
): boolean {
  const marks = nodes.length * (detail === 'ops' ? 6 : 1);
  // To find the room that fits, a figure is laid out about four times.
  const times = fit && !layers && twins.length === 0 ? 4 : 1;
  return marks * times > MOST_AT_ONCE;
}
