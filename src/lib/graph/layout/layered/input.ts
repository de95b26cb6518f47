import type { Layout, LayoutBand, LayoutEdge, LayoutMark, Pins } from '../layout.ts';

/** Where the layers follow each other to. */
export type Direction = 'right' | 'left' | 'down' | 'up';

/** A mark without its place; `room` is what it needs with the name beside it, its own size in the middle of that. */
export type LayeredMark = Omit<LayoutMark, 'x' | 'y' | 'band'> & { readonly room?: Room };

export interface Room {
  readonly width: number;
  readonly height: number;
}

/** An edge without its way. */
export type LayeredEdge = Omit<LayoutEdge, 'points' | 'port' | 'tap'>;

/** A group that is drawn open: as a frame around its marks, with `isFrame` as one that marks of others may stand in. */
export interface LayeredGroup extends Omit<LayoutBand, 'rect'> {
  /** Ids of all marks in it, at any depth. */
  readonly marks: readonly string[];
}

/** What is to be laid out in layers. Plain data: it crosses to workers unchanged. */
export interface LayeredInput {
  readonly marks: readonly LayeredMark[];
  /** Those of one end in the order of its inputs. */
  readonly edges: readonly LayeredEdge[];
  /** Outer ones first. */
  readonly groups: readonly LayeredGroup[];
  readonly pins: Pins;
  readonly direction: Direction;
  /** The picture before an edit: what it shows stays where it is, as far as there is room. */
  readonly previous?: Pick<Layout, 'marks' | 'edges'>;
}

/** Between neighbours in a layer. */
export const MARK_GAP = 28;
/** Between an edge that passes and its neighbour. */
export const LANE_GAP = 12;
/** Between lines that run side by side. */
export const TRACK = 8;
/** From a layer to the first line beside it. */
export const CLEAR = 16;
/** The least room between two layers. */
export const LAYER_GAP = 40;
/** The same where a bundle of edges crosses it, whose number stands on it. */
export const BUNDLE_GAP = 88;
export const MARGIN = 20;
