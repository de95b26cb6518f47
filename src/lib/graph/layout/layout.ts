/** A place in units of the figure; y grows downwards. */
export type Point = readonly [x: number, y: number];

/** Centres that a person chose, of marks and of groups. A map: an id may be the name of what every object has. */
export type Pins = ReadonlyMap<string, Point>;

/** A rectangle by its upper left corner, in units of the figure. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A level, or what stands before and behind the levels; a row of a decoder has a `parent`. */
export interface LayoutBand {
  readonly id: string;
  readonly rect: Rect;
  readonly title: string;
  /** The same facts from long to short: the longest that fits is shown. */
  readonly facts: readonly string[];
  /** 0 to 6: resolution, from none and full to 1/32. */
  readonly tint: number;
  readonly parent?: string;
  /** The group that it is a part of, where it does not have that one's id: what is chosen is the group. */
  readonly of?: string;
  /** Whether it is drawn as a line around marks that stand in another band. */
  readonly isFrame?: boolean;
}

/**
 * `pool` and `up` are the trapezia of max-pool and up-sampling, `source` the image, `collapsed` a group as one glyph.
 */
export type MarkKind = 'block' | 'node' | 'op' | 'pool' | 'up' | 'source' | 'collapsed';

/** A figure-2 pictogram as paths and dots in a 40 × 28 box. */
export interface Pictogram {
  readonly backbone: string;
  readonly aggregation: string;
  readonly blocks: readonly Point[];
  readonly nodes: readonly Point[];
}

/** What is drawn for a node, or for several that are folded into one. */
export interface LayoutMark {
  /** Of the node, op or group that it stands for. */
  readonly id: string;
  readonly kind: MarkKind;
  /** The centre. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly label: string;
  /** Where its name stands, if that does not fit into it and no way runs there; under it where nothing is said. */
  readonly named?: 'right' | 'above';
  /** The name that a person gave it, cut where it is long: it stands beside the mark. */
  readonly given?: string;
  /** What a screen reader says: `B2, basic block, 128×28×28, takes B1, gives to N1`. */
  readonly description: string;
  /** All nodes of the document that the mark stands for: its own and those folded into it. */
  readonly of: readonly string[];
  readonly band?: string;
  /** Whether it is drawn open, as a frame around its ops. */
  readonly open?: boolean;
  /** What tells it from others of its shape: a filled path around its middle, 18 × 5 units; on a round mark a badge. */
  readonly sign?: string;
  /** Of a collapsed group: a small picture of its structure. */
  readonly pictogram?: Pictogram;
}

export type EdgeKind = 'backbone' | 'aggregation' | 'root';
export type Side = 'left' | 'right' | 'top' | 'bottom';

/** A line from one mark to another. */
export interface LayoutEdge {
  /** `from>to`, with `#2`, `#3` … where a node takes the same value again. */
  readonly id: string;
  /** Ids of marks. */
  readonly from: string;
  readonly to: string;
  /** Which input of its end the edge is, from 0. */
  readonly input: number;
  readonly kind: EdgeKind;
  /** Axis-parallel, from the border of its start (or a tap on another edge of the same value) to that of its end. */
  readonly points: readonly Point[];
  /** Where it enters its end. */
  readonly port: Side;
  /** What flows: `128×28×28`; empty where it is not known. */
  readonly label: string;
  /** How many edges of the document it stands for. */
  readonly count: number;
  /** Whether it starts on another edge of the same value, with a dot. */
  readonly tap?: boolean;
}

/** Where everything stands. Plain data: it crosses to workers and files unchanged. */
export interface Layout {
  readonly bands: readonly LayoutBand[];
  readonly marks: readonly LayoutMark[];
  readonly edges: readonly LayoutEdge[];
  readonly bounds: Rect;
}

export const emptyLayout: Layout = { bands: [], marks: [], edges: [], bounds: { x: 0, y: 0, width: 0, height: 0 } };
