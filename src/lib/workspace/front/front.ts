import type { PresetUse } from '#lib/dla/presets/presets.ts';
import type { StructureName } from '#lib/dla/structures/structures.ts';
import type { Layout, Pictogram, Rect } from '#lib/graph/layout/layout.ts';

export interface Variant {
  readonly structure: StructureName;
  /** In the paper. */
  readonly letter: string;
  readonly pictogram: Pictogram;
  /** Of the level alone. */
  readonly parameters: number;
  readonly aggregationNodes: number;
  /** Aggregation nodes between the first block and the level's result, where no other block lies on the way. */
  readonly skip?: number;
  /** Blocks behind the first one that a way has to pass at least. */
  readonly blocks: number;
  /** The shortest way of the first block: what it is called, and its marks and edges. */
  readonly way: readonly string[];
  readonly path: readonly string[];
  readonly layout: Layout;
}

/** Figure 2 of the paper as structures that follow each other in one place. */
export interface Figure2 {
  readonly blocks: number;
  /** Of what the blocks give. */
  readonly channels: number;
  /** What holds all of them. */
  readonly room: Rect;
  /** The six structures, in the paper's order; the first block of each is at the same place. */
  readonly variants: readonly Variant[];
}

/** The presets of one use, in the order in which they are offered. */
export interface PresetsOfUse {
  readonly use: PresetUse;
  readonly presets: readonly { readonly id: string; readonly name: string }[];
}
