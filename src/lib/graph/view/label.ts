import type { Rect } from '#lib/graph/layout/layout.ts';
import { textWidth } from '#lib/graph/layout/text.ts';

export type LabelKind =
  'title' | 'fact' | 'note' | 'block' | 'frame' | 'node' | 'given' | 'op' | 'pool' | 'shape' | 'count';

/** Puts a label where it meets no other and no mark but `own`; says whether it could. */
export type Put = (label: Label, own?: readonly string[]) => boolean;

/** A text with its place in units; `size` is in units too, so that on the screen it keeps its pixels. */
export interface Label {
  readonly key: string;
  readonly kind: LabelKind;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly anchor: 'start' | 'middle' | 'end';
  /** The band, mark or edge that it belongs to. */
  readonly of: string;
}

/** The room that a label takes; `y` is its middle. */
export function labelRect({ text, x, y, size, anchor }: Pick<Label, 'text' | 'x' | 'y' | 'size' | 'anchor'>): Rect {
  const width = textWidth(text, size);
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return { x: left, y: y - size * 0.55, width, height: size * 1.1 };
}
