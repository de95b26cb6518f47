/**
 * Where a key leads in the list below a field, from line `at` of `count`; undefined where it is the field's: so are Left and
 * Right, and Home and End without Ctrl. The arrows go round.
 */
export function listStep(
  { key, ctrlKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey'>,
  at: number,
  count: number,
  page: number,
): number | undefined {
  const last = count - 1;
  if (key === 'ArrowDown') return at === last ? 0 : at + 1;
  if (key === 'ArrowUp') return at <= 0 ? last : at - 1;
  if (key === 'PageDown') return Math.min(last, at + page);
  if (key === 'PageUp') return Math.max(0, at - page);
  if (key === 'Home' && ctrlKey) return 0;
  if (key === 'End' && ctrlKey) return last;
  return undefined;
}
