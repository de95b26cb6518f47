import { writeCsv } from '#lib/dla/exchange/tables/csv.ts';
import type { Histogram } from '#lib/runtime/compute/histogram.ts';

/** The bins of a histogram: where each begins and ends, and how many values lie in it. */
export function histogramCsv(
  head: readonly string[],
  { low, high, counts }: Pick<Histogram, 'low' | 'high' | 'counts'>,
): string {
  const edge = (bin: number) => low + ((high - low) * bin) / counts.length;
  return writeCsv([head, ...Array.from(counts, (count, bin) => [edge(bin), edge(bin + 1), count])]);
}
