import type { Rect } from '#lib/graph/layout/layout.ts';

/** Pixels for a line of the figure in a file: about the width of a page. */
export const FIGURE_WIDTH = 1100;

/** How a picture is drawn, besides its colours. */
export interface PictureLook {
  /** Pixels of a unit of the figure, from one to four. */
  readonly scale: number;
  /** Without the colour behind it. */
  readonly transparent: boolean;
  /** Whether numbers stand in it: sizes of levels and of values. */
  readonly counts: boolean;
  /** Whether marks and edges are explained below it. */
  readonly legend: boolean;
}

/** What every browser's canvas can hold: pixels of a side, and in all. */
const MOST_SIDE = 16_384;
const MOST_PIXELS = 2 ** 26;

/** Pixels for a unit of the figure in a picture of this size: fewer where a canvas could not hold it. */
export const pictureScale = ({ width, height }: Pick<Rect, 'width' | 'height'>, asked: number): number =>
  Math.min(asked, MOST_SIDE / width, MOST_SIDE / height, Math.sqrt(MOST_PIXELS / (width * height)));
