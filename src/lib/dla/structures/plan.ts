/**
 * The parts of one level: its input, the input pooled by the level's stride, blocks and aggregation nodes, both
 * counted from 0 in the order of computation.
 */
export type Part = 'input' | 'bottom' | `block${number}` | `node${number}`;

export interface PlannedNode {
  /** Deepest first. */
  readonly inputs: readonly Part[];
  /** The last block that the node covers: it stands above it in the figure. */
  readonly above: number;
  /** Depth of the subtree that the node closes, leaf pairs 1; 1 for every node of the chains. */
  readonly height: number;
}

/** How one structure of the paper's figure 2 joins `blocks` blocks. */
export interface StructurePlan {
  /** What each block takes. */
  readonly takes: readonly Part[];
  readonly nodes: readonly PlannedNode[];
  readonly output: Part;
}

/** Where modules stand in the level's weight names. */
export interface StructureNames {
  block(index: number): readonly string[];
  node(index: number): readonly string[];
  readonly project: readonly string[];
}

export interface Structure {
  /** The letter in figure 2. */
  readonly letter: 'a' | 'b' | 'c' | 'd' | 'e' | 'f';
  /** Whether the number of blocks must be a power of two. */
  readonly powerOfTwo: boolean;
  readonly leastBlocks: number;
  plan(blocks: number): StructurePlan;
  names(blocks: number): StructureNames;
}

export const block = (index: number): Part => `block${index}`;
export const node = (index: number): Part => `node${index}`;

/** Each block takes the one before it. */
export const chain = (blocks: number): Part[] =>
  Array.from({ length: blocks }, (_, index) => (index === 0 ? 'input' : block(index - 1)));

/** The names of (a) to (e): `project`, `blocks.0`, `nodes.0`. */
export const listNames = (): StructureNames => ({
  block: (index) => ['blocks', String(index)],
  node: (index) => ['nodes', String(index)],
  project: ['project'],
});
