import type { Advice } from '#lib/dla/lesson/advice.ts';
import { measureNames } from '#lib/dla/lesson/measures.ts';
import type { Fault } from '#lib/graph/document/faults.ts';
import type { Path } from '#lib/graph/document/json.ts';
import { isKeyOf } from '#lib/own-key.ts';
import { sayIssue, words } from '#lib/messages/messages.ts';

/** Where something stands in a lesson, as its writer sees it: `Step 2 · Prediction · Option 1`. */
export function placeWords(path: Path): string {
  const { lists, parts } = words.authoring.places;
  const said: string[] = [];
  for (const [index, key] of path.entries()) {
    if (typeof key !== 'string') continue;
    const number = path[index + 1];
    if (typeof number === 'number' && isKeyOf(lists, key)) said.push(lists[key](number + 1));
    else if (isKeyOf(parts, key)) said.push(parts[key]);
  }
  return said.length > 0 ? said.join(' · ') : words.authoring.places.lesson;
}

/** What keeps a draft from being a lesson, in words that know no file. */
export function faultWords({ path, kind, at: _, ...fault }: Fault): string {
  const said = words.authoring.faults;
  if (kind === 'not-allowed') {
    if (fault.expected === 'language') return said.empty;
    if (fault.expected === 'id' || fault.expected === 'new-id') return said.id;
  }
  // Of a text that is there: what stands in the place of a number.
  const last = path.at(-1);
  if ((last === 'en' || last === 'zh') && typeof fault.received === 'string') return said.noNumber(fault.received);
  if (kind === 'missing')
    return path.at(-1) === 'refutation' ? said.refutation : path.at(-1) === 'right' ? said.right : said.missing;
  if (kind === 'not-expected') return said.other;
  if (kind === 'too-few-entries') return said.few(Number(fault.expected));
  if (kind === 'too-many-entries') return said.many(Number(fault.expected));
  return sayIssue({ kind, at: '', ...fault });
}

export function adviceWords({ kind, about = '' }: Advice): string {
  const said: { readonly [K in Advice['kind']]: (about: string) => string } = words.authoring.advice;
  const measure = measureNames.find((name) => name === about);
  return said[kind](measure ? words.lessons.measures[measure]() : about);
}
