import type { Rect } from '#lib/graph/layout/layout.ts';

/** What a comparison says of a band, mark or edge. */
export type Difference = 'add' | 'del' | 'chg';

/** What colours and underlays the shapes. */
export interface SceneLook {
  readonly differences?: ReadonlyMap<string, Difference>;
  /** 0 to 1 for each mark that a heat is known of. */
  readonly heat?: ReadonlyMap<string, number>;
  /** Ids of marks and edges on a path, underlaid. */
  readonly path?: ReadonlySet<string>;
}

export interface SceneOptions extends SceneLook {
  /** Pixels per unit. */
  readonly zoom: number;
  /** What is on the screen, in units; all when absent. */
  readonly viewport?: Rect;
  /** Short words at the right of a band's title: `~ IDA (c)`. */
  readonly notes?: ReadonlyMap<string, string>;
}

/** Below these pixels per unit a thing is no longer drawn. */
export const LIMITS = {
  nodeNames: 0.85,
  poolText: 0.8,
  edgeShapes: 0.5,
  blockNames: 0.3,
  marks: 0.15,
  heads: 0.3,
} as const;
