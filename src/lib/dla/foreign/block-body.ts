import type { Attributes } from './operator-draft.ts';
import type { ConvNorm, Part } from './units.ts';

/** What a block adds to its residual. */
export interface Body {
  readonly input: number;
  readonly attributes: Attributes;
  readonly convs: readonly ConvNorm[];
  /** Their names in the block, and those of their norms. */
  readonly parts: readonly Part[];
  readonly drafts: readonly number[];
  readonly stride: number;
  readonly outChannels: number;
}

/** Attributes of a block whose inner width is so large, the field's usual ones where they give it (docs/networks.md). */
export function widthOf(
  outChannels: number,
  width: number,
  cardinality: number,
  usual: readonly number[] = cardinality === 1 ? [64] : [4, 8, 64],
): Attributes | undefined {
  const fits = (baseWidth: number, expansion: number): boolean =>
    Math.floor((Math.floor((outChannels * baseWidth) / 64) * cardinality) / expansion) === width;
  const attributes = (baseWidth: number, expansion: number): Attributes => ({
    ...(cardinality > 1 && { cardinality }),
    baseWidth,
    expansion,
  });
  for (const baseWidth of usual)
    for (const expansion of [2, 4, 1]) if (fits(baseWidth, expansion)) return attributes(baseWidth, expansion);
  for (const expansion of [4, 2, 1, cardinality]) {
    const baseWidth = (64 * width * expansion) / (outChannels * cardinality);
    if (Number.isInteger(baseWidth) && fits(baseWidth, expansion)) return attributes(baseWidth, expansion);
  }
  return undefined;
}
