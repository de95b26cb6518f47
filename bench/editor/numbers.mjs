export const median = (values) => quantile(values, 0.5);

/** The value that so great a share of the values does not exceed. */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

export const ms = (value) => `${value.toFixed(value < 100 ? 1 : 0)} ms`;
