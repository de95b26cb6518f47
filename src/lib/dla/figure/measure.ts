/** The grid of the figure, in units. A column is 72 and a row 56 where blocks are 32 wide and nodes 11 in radius. */
export const BLOCK = 32;
export const RADIUS = 11;
/** Between neighbours on the base line. */
export const COLUMN_GAP = 40;
/** Between a block and the first row of nodes. */
export const FIRST_GAP = 29;
/** Between rows of nodes. */
export const ROW_GAP = 34;
/** In a band, left of the first and right of the last block; less where one block stands alone. */
export const LEFT = 50;
export const RIGHT = 40;
export const RIGHT_OF_ONE = 22;
/** Where `levelRoot` leaves the entry, left of the first block. */
export const TAP = 30;
/** Where the result comes down, right of the last block. */
export const GUTTER = 18;
/** How far left of its taker a re-entrant edge comes down. */
export const REENTRY = 20;
/** The lane of `levelRoot` above the top of the highest mark. */
export const LANE = 31;
/** How far above its node's top the result of a shallow chain leaves. */
export const EXIT_LANE = 23;
/** Between lanes that run side by side. */
export const TRACK = 8;
/** Between upright ways in the gap before a column. */
export const CHANNEL = 4;
export const BAND_GAP = 6;
export const MARGIN = 20;
/** Between lines of bands. */
export const LINE_GUTTER = 34;
/** Two label lines of a band, in pixels of the screen. */
export const LABELS = 53;

/** The line with the name of a frame, in pixels of the screen. */
export const TITLE = 14;

/** Ops in their frames. */
export const OP = { width: 90, height: 19, pitch: 26, frame: 118, head: 24, foot: 8 } as const;

export const COLLAPSED = { width: 72, height: 56 } as const;
export const SIGN = { width: 16, height: 10 } as const;
/** Pooling on the base line. */
export const POOL = { width: 24, height: 15 } as const;
/** A line of text under a block, in pixels of the screen; names of blocks are inside from this zoom on. */
export const NAME = 13;
export const NAMES_INSIDE = 0.78;
/** Between two given names that stand beside each other. */
export const NAME_GAP = 12;

/** The size of a frame around the ops of a node, one under the other. */
export const frameSize = (ops: number): { readonly width: number; readonly height: number } => ({
  width: OP.frame,
  height: OP.head + ops * OP.pitch - (OP.pitch - OP.height) + OP.foot,
});
