/** The class that a text means: its number, or the only name that it begins or is; undefined for none of them. */
export function findClass(text: string, classes: number, names: readonly string[]): number | undefined {
  const typed = text.trim().toLowerCase();
  const number = /^\d+/.exec(typed)?.[0];
  if (number !== undefined) return Number(number) < classes ? Number(number) : undefined;
  if (typed === '') return undefined;
  const lower = names.map((name) => name.toLowerCase());
  const exact = lower.indexOf(typed);
  if (exact >= 0) return exact;
  const beginning = lower.findIndex((name) => name.startsWith(typed));
  return beginning >= 0 ? beginning : undefined;
}
