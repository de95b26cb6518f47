import { sayIssue } from '#lib/messages/messages.ts';
import type { Result } from '#lib/issue.ts';
import { hashName } from '#lib/dla/weights/seeded.ts';
import { Random } from '../random.ts';
import type { Format, Given } from './format.ts';

/** Characters of a message at most: a place and what is said of it, both cut. */
const MOST_SAID = 2300;
/** Directions and separators that could make a message read as another one. */
const DECEIVING = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;

const watched: readonly object[] = [
  Object,
  Array,
  Map,
  Set,
  String,
  Number,
  RegExp,
  Promise,
  Uint8Array,
  Error,
].flatMap((each) => [each, each.prototype]);

/** What every object inherits: keys, and what stands there or stands in for it. */
const inherited = watched.map((each) => {
  const found = Object.entries(Object.getOwnPropertyDescriptors(each));
  return { each, keys: Reflect.ownKeys(each).length, found };
});

/** Throws where what every object inherits is not what it was. */
export function checkPrototypes(): void {
  for (const { each, keys, found } of inherited) {
    if (Reflect.ownKeys(each).length !== keys) throw new Error('a prototype was given something');
    for (const [key, before] of found) {
      const now = Object.getOwnPropertyDescriptor(each, key);
      if (
        !now ||
        !Object.is(now.value, before.value) ||
        !Object.is(Reflect.get(now, 'get'), Reflect.get(before, 'get'))
      )
        throw new Error(`${key} of a prototype was replaced`);
    }
  }
}

/** Throws where a refusal is none that a person could be told. */
export function checkAnswer(result: Result<unknown>): void {
  if (result.ok) return;
  if (result.issues.length === 0) throw new Error('refused without an issue');
  for (const issue of result.issues.slice(0, 50)) {
    const said = sayIssue(issue);
    if (said.length > MOST_SAID || said.trim() === '' || DECEIVING.test(said))
      throw new Error(`${issue.kind} is said as ${JSON.stringify(said.slice(0, 200))}`);
  }
}

export const caseOf = (format: Format, seed: number): Given =>
  format.make(new Random((hashName(format.name) ^ Math.imul(seed + 1, 0x9e3779b1)) >>> 0));

/** Reads one case; what became of it: `read`, or the kind of the first issue. Throws where the law is broken. */
export async function tryCase(format: Format, seed: number): Promise<string> {
  const given = caseOf(format, seed);
  const result = await format.read(given);
  checkAnswer(result);
  // A thousand look-ups: what one case did is found by the next few.
  if (seed % 16 === 0) checkPrototypes();
  return result.ok ? 'read' : result.issues[0]!.kind;
}

/** The sum of the shares tells how many of `count` cases are of each format; every format has one at least. */
export function sharesOf(formats: readonly Format[], count: number): readonly (readonly [Format, number])[] {
  const sum = formats.reduce((all, { share }) => all + share, 0);
  return formats.map((format) => [format, Math.max(1, Math.ceil((format.share / sum) * count))]);
}
