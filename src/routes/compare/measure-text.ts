import { words } from '#lib/messages/messages.ts';
import type { SampleLikeness } from '#lib/runtime/compute/likeness.ts';
import { digits } from '#lib/ui/format.ts';
import type { Measure } from './outcome-heat.ts';

/** A measure of two results, or why there is none: not worked out yet, shapes that do not fit, values that are not finite. */
export function measureText(found: SampleLikeness | undefined, measure: Measure): string {
  const said = words.compare.outputs;
  if (!found) return said.waiting;
  const value = found[measure];
  if (value === undefined) return said.none;
  if (!Number.isFinite(value)) return said.notFinite;
  return measure === 'largest' ? digits(Number(value.toPrecision(3))) : value.toFixed(4);
}
