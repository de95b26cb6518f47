/** Lines of a text: those that are there written out, of the base as runs, the number of the first and how many. */
export type LineEdits = (string | [first: number, count: number])[];

/** Lines as edits of others. */
export function lineEdits(lines: readonly string[], wanted: readonly string[]): LineEdits {
  const places = new Map<string, number>();
  for (const [index, line] of lines.entries()) if (!places.has(line)) places.set(line, index);
  const edits: LineEdits = [];
  for (const line of wanted) {
    const last = edits.at(-1);
    if (typeof last === 'object' && lines[last[0] + last[1]] === line) {
      last[1] += 1;
      continue;
    }
    const at = places.get(line);
    edits.push(at === undefined ? line : [at, 1]);
  }
  return edits;
}

/** The lines that edits make; none where they name lines that are not there, or make more than `most` characters. */
export function editedLines(lines: readonly string[], edits: LineEdits, most: number): readonly string[] | undefined {
  const made: string[] = [];
  let length = 0;
  for (const edit of edits) {
    const taken = typeof edit === 'string' ? [edit] : lines.slice(edit[0], edit[0] + edit[1]);
    if (typeof edit !== 'string' && taken.length !== edit[1]) return undefined;
    for (const line of taken) length += line.length + 1;
    if (length > most) return undefined;
    made.push(...taken);
  }
  return made;
}
