import type { LessonFile } from './schema.ts';

/** What is shown where no step says it. */
const FIRST = 'dla34';

/** The id of the network that a step begins with: its own, or what the step before shows at last, if nobody changed it. */
export function startOf(steps: LessonFile['steps'], index: number): string {
  const { network, frames } = steps[index]!;
  const own = frames?.[0]?.network ?? network;
  if (own !== undefined) return own;
  if (index === 0) return FIRST;
  return steps[index - 1]!.frames?.at(-1)?.network ?? startOf(steps, index - 1);
}
