import type { Shape } from '#lib/dla/ops/op.ts';
import { bytesOf, fitGrid, type Grid, type Size, type Tile } from './layout.ts';

/** A value, from the step that makes it to the last one that takes it, both included. */
export interface Lifetime {
  readonly value: number;
  readonly shape: Shape;
  readonly from: number;
  readonly to: number;
}

export interface Place {
  /** Index into the textures. */
  readonly texture: number;
  readonly grid: Grid;
}

export interface Placement {
  readonly textures: readonly Size[];
  readonly places: ReadonlyMap<number, Place>;
  readonly bytes: number;
}

interface Texture {
  size: Size;
  readonly tenants: Lifetime[];
}

const overlap = (a: Lifetime, b: Lifetime): boolean => a.from <= b.to && b.from <= a.to;

/**
 * Gives every value a texture that it shares with values of other times only: the largest values first, each to the texture
 * that has to grow the least for it. Undefined where a value does not fit into `most` by `most` texels.
 */
export function placeValues(lifetimes: readonly Lifetime[], tile: Tile, most: number): Placement | undefined {
  const nothing: Size = { width: 0, height: 0 };
  const alone = lifetimes.map((lifetime) => ({ lifetime, fit: fitGrid(lifetime.shape, tile, nothing, most) }));
  if (alone.some(({ fit }) => !fit)) return undefined;
  alone.sort((a, b) => b.fit!.growth - a.fit!.growth || a.lifetime.from - b.lifetime.from);
  const textures: Texture[] = [];
  const places = new Map<number, Place>();
  for (const { lifetime, fit } of alone) {
    let best = { texture: textures.length, ...fit! };
    textures.forEach(({ size, tenants }, texture) => {
      if (tenants.some((tenant) => overlap(tenant, lifetime))) return;
      const shared = fitGrid(lifetime.shape, tile, size, most);
      if (shared && shared.growth < best.growth) best = { texture, ...shared };
    });
    const { texture, grid, size } = best;
    if (texture === textures.length) textures.push({ size, tenants: [lifetime] });
    else {
      textures[texture]!.size = size;
      textures[texture]!.tenants.push(lifetime);
    }
    places.set(lifetime.value, { texture, grid });
  }
  const sizes = textures.map(({ size }) => size);
  return { textures: sizes, places, bytes: sizes.reduce((sum, size) => sum + bytesOf(size, tile), 0) };
}
