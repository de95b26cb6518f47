import type { NetworkConfig } from '#lib/dla/network/config.ts';
import type { StructureName } from '#lib/dla/structures/structures.ts';

export interface SmallNetwork {
  readonly name: string;
  readonly structure: StructureName;
  /** Blocks of every level; trees of depth d have 2^d. */
  readonly blocks: number;
  readonly classes: number;
  readonly input: { readonly channels: number; readonly size: 8 | 16 | 32 | 64 };
}

/** Side of the last level's map. */
const LAST = 4;

/**
 * A DLA that learns within a minute in a browser: as in the paper a 3×3 stem, then levels that double their channels from
 * 16 on while they halve the map, down to 4×4. Images larger than 16×16 are halved by the stem.
 */
export function smallConfig({ name, structure, blocks, classes, input }: SmallNetwork): NetworkConfig {
  const stride = input.size > 16 ? 2 : 1;
  const first = input.size / stride;
  const levels = Array.from({ length: Math.log2(first / LAST) + 1 }, (_, level) => ({
    kind: 'aggregation' as const,
    structure,
    blocks,
    channels: 16 * 2 ** level,
    stride: level === 0 ? 1 : 2,
    levelRoot: false,
    rootResidual: false,
    dilation: 1,
  }));
  return {
    format: 'dla-network',
    version: 1,
    name,
    input: { channels: input.channels, height: input.size, width: input.size },
    stem: { channels: 16, kernel: 3, stride },
    block: { kind: 'basic' },
    levels,
    head: { kind: 'classifier', classes },
  };
}

/**
 * For shapes filled with textures (16×16, one channel), deep for its size: levels of 8 and 16 channels that halve the map each.
 * Structures without aggregation nodes have fewer parameters at the same width: `wider` gives their last level some channels more.
 */
export const shapesConfig = (structure: StructureName, blocks = 8, wider = 0): NetworkConfig => ({
  format: 'dla-network',
  version: 1,
  name: `DLA shapes, ${structure}`,
  input: { channels: 1, height: 16, width: 16 },
  stem: { channels: 8, kernel: 3, stride: 1 },
  block: { kind: 'basic' },
  levels: [8, 16 + wider].map((channels) => ({
    kind: 'aggregation' as const,
    ...{ structure, blocks, channels, stride: 2, levelRoot: false, rootResidual: false, dilation: 1 },
  })),
  head: { kind: 'classifier', classes: 4 },
});

/** `dla-digits`: the small network for the 8×8 digits that the product ships (static/samples). */
export const digitsConfig = (structure: StructureName, blocks = 2): NetworkConfig =>
  smallConfig({ name: `DLA digits, ${structure}`, structure, blocks, classes: 10, input: { channels: 1, size: 8 } });
