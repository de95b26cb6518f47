import type { ReceptiveField } from '#lib/dla/analysis/receptive-field.ts';
import { words } from '#lib/messages/messages.ts';

/** A receptive field, `879×879`; said of one that moves with the data as well. */
export function fieldText(field: ReceptiveField, moves = false): string {
  const size = field === 'everything' ? words.inspect.node.wholeImage : `${field}×${field}`;
  return moves ? words.inspect.moving(size) : size;
}
