/**
 * Where the focus goes in a row of things of which one is in the tab order. Wraps around and skips what is disabled.
 * @returns the index, or undefined when the key does not move the focus.
 */
export function nextIndex(
  key: string,
  index: number,
  enabled: readonly boolean[],
  axis: 'horizontal' | 'both' = 'both',
): number | undefined {
  const forward = key === 'ArrowRight' || (axis === 'both' && key === 'ArrowDown');
  const back = key === 'ArrowLeft' || (axis === 'both' && key === 'ArrowUp');
  const count = enabled.length;
  if (key === 'Home') return found(enabled.indexOf(true));
  if (key === 'End') return found(enabled.lastIndexOf(true));
  if (!forward && !back) return undefined;
  for (let step = 1; step <= count; step++) {
    const at = (index + (forward ? step : -step) + count * step) % count;
    if (enabled[at]) return at;
  }
  return undefined;
}

const found = (index: number) => (index < 0 ? undefined : index);
