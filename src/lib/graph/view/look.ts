import type { Rect } from '#lib/graph/layout/layout.ts';

/** What a comparison says of a band, mark or edge. */
export type Difference = 'add' | 'del' | 'chg';

/** What stands beside a mark or an edge: a few characters, and what they mean. */
export interface Sign {
  readonly text: string;
  readonly words: string;
}

export const describedWith = (description: string, sign: Sign | undefined): string =>
  sign ? `${description}, ${sign.words}` : description;

/** What colours and underlays the shapes. */
export interface SceneLook {
  readonly differences?: ReadonlyMap<string, Difference>;
  /** 0 to 1 for each mark or edge that a heat is known of. */
  readonly heat?: ReadonlyMap<string, number>;
  /** Ids of marks and edges on a path, underlaid. */
  readonly path?: ReadonlySet<string>;
}

export interface SceneOptions extends SceneLook {
  /** Pixels per unit. */
  readonly zoom: number;
  /** By how much what stands around the canvas enlarges all of it, as a page that is projected. */
  readonly enlarged?: number;
  /** What is on the screen, in units; all when absent. */
  readonly viewport?: Rect;
  /** Short words at the right of a band's title: `~ IDA (c)`. */
  readonly notes?: ReadonlyMap<string, string>;
  /** By the id of a mark or an edge. */
  readonly signs?: ReadonlyMap<string, Sign>;
}

/** Below these pixels per unit a thing is no longer drawn. */
export const LIMITS = {
  nodeNames: 0.4,
  poolText: 0.8,
  edgeShapes: 0.5,
  // A quarter of a screen of 1024 pixels keeps the names of blocks.
  blockNames: 0.26,
  marks: 0.15,
  heads: 0.3,
} as const;
