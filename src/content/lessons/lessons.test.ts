import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkGoal, measurable, measureOn } from '#lib/dla/lesson/goals.ts';
import { parseLesson } from '#lib/dla/lesson/lesson.ts';
import type { Measurable } from '#lib/dla/lesson/measures.ts';
import { networkNamed } from '#lib/dla/lesson/networks.ts';
import { filled } from '#lib/dla/lesson/prose.ts';
import type { LessonFile } from '#lib/dla/lesson/schema.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { unwrap } from '#lib/issue.ts';
import { lessonText } from './lessons.ts';
import { isLesson } from './order.ts';

const ids = readdirSync(new URL('.', import.meta.url)).flatMap((file) => /^(.+)\.lesson\.json$/.exec(file)?.[1] ?? []);
const languages = ['en', 'zh'];

/** Every text of a lesson: what has a language has all of them. */
function* texts(value: unknown): Generator<Record<string, string>> {
  if (typeof value !== 'object' || value === null) return;
  if (languages.some((language) => Object.hasOwn(value, language))) yield value as Record<string, string>;
  else for (const inner of Object.values(value)) yield* texts(inner);
}

/**
 * Numbers from a hundred on are measured, or the value of an option: what is left beside formulas, code, addresses and the
 * names of networks is one that somebody wrote down.
 */
const uncounted = (text: string): readonly string[] =>
  text
    .replaceAll(/\{\{[^}]*\}\}|\$[^$]*\$|`[^`]*`|\]\([^)]*\)|(?:Net|DLA|NeXt)(?:-X)?-\d+/g, '')
    .match(/\d[\d,.]*\d{2}/g) ?? [];

/** What the last of some steps shows at first: the beginning of its example, its own network, or that of a step before. */
const shownIn = (steps: LessonFile['steps']): string | undefined =>
  steps.map(({ frames, network }) => frames?.[0]?.network ?? network).findLast((network) => network !== undefined);

describe.each(ids)('[lessons] %s', (id) => {
  const lesson = unwrap(parseLesson(isLesson(id) ? lessonText(id) : ''));
  const { file } = lesson;
  const onNetwork = (name: string) => measurable(networkNamed(name, lesson.networks)!);
  /** Every step with the network that it shows. */
  const steps = file.steps.map((step, index) => ({
    ...step,
    shown: onNetwork(shownIn(file.steps.slice(0, index + 1))!),
  }));

  it('is called as its file, has at most eight steps, and every text in both languages', () => {
    expect(file.id).toBe(id);
    expect(file.steps.length).toBeLessThanOrEqual(8);
    for (const text of texts(file)) {
      expect(Object.keys(text)).toEqual(languages);
      for (const said of Object.values(text)) expect(said).not.toBe('');
    }
  });

  it('every network that a caption may name has a name in both languages', () => {
    for (const { id: network, name } of file.networks) expect(Object.keys(name ?? {}), network).toEqual(languages);
  });

  it('one option of a prediction is right as it is measured, and each other has its refutation', () => {
    for (const { prediction, shown } of steps) {
      if (!prediction) continue;
      const { measure, options, refutation } = prediction;
      expect(measureOn(lesson, measure, shown)).not.toBeNull();
      if (!options) expect(refutation).toBeDefined();
      const wrong = options?.filter(({ is, value }) => !checkGoal(lesson, { ...measure, is, value }, shown).met);
      if (options) expect(wrong).toHaveLength(options.length - 1);
      for (const option of wrong ?? []) expect(option.refutation, option.text.en).toBeDefined();
    }
  });

  it('goals are not met when their step begins, its solution meets them, and there are three hints', () => {
    for (const { goals = [], hints, solution, shown } of steps) {
      if (goals.length === 0) continue;
      expect(goals.every((goal) => checkGoal(lesson, goal, shown).met)).toBe(false);
      expect(goals.map((goal) => checkGoal(lesson, goal, onNetwork(solution!)).met)).toEqual(goals.map(() => true));
      expect(hints).toHaveLength(3);
    }
  });

  it('what its texts point at is there, and what they measure is measured', () => {
    const check = (value: unknown, shown: Measurable) => {
      const { node, group } = indexOf(shown.document);
      for (const text of texts(value))
        for (const said of Object.values(text)) {
          for (const [, part] of said.matchAll(/(?:\]\(|\\href\{)#([\w-]+)[)}]/g))
            expect(node.has(part!) || group.has(part!), part).toBe(true);
          expect(filled(lesson, said, shown, (measured) => (measured === null ? 'null' : ''))).not.toMatch(/null|\{\{/);
        }
    };
    for (const { shown, frames = [], ...step } of steps) {
      check(step, shown);
      for (const { network, text } of frames) check(text, onNetwork(network));
    }
  });

  it('what stands beside its text is measured, and what it shows large is there', () => {
    for (const { shown, focus, readings = [], table } of steps) {
      const { node, group } = indexOf(shown.document);
      if (focus) expect(node.has(focus) || group.has(focus), focus).toBe(true);
      for (const { measure } of readings) expect(measureOn(lesson, measure, shown), measure.measure).not.toBeNull();
      for (const on of table?.on ?? [])
        for (const of of table!.of)
          expect(measureOn(lesson, { measure: table!.measure, of, on }, shown), `${of} on ${on}`).not.toBeNull();
    }
  });

  it('no text has a number that nobody counted, or HTML', () => {
    for (const { shown: _, ...step } of steps) {
      const options = step.prediction?.options?.map(({ text, value }) => [text.en, value]) ?? [];
      for (const text of texts(step)) {
        if (
          options.some(
            ([said, value]) => said === text.en && typeof value === 'number' && said === value.toLocaleString('en'),
          )
        )
          continue;
        for (const said of Object.values(text)) {
          expect(uncounted(said), said).toEqual([]);
          expect(said).not.toMatch(/<\/?[a-z]/i);
        }
      }
    }
  });

  it('both languages point at the same parts and measure the same', () => {
    const marks = (said: string) =>
      [...said.matchAll(/\]\([^)]+\)|\{\{[^}]*\}\}|\$[^$]+\$/g)].map(([mark]) => mark).sort();
    for (const text of texts(file)) {
      const [en, zh] = Object.values(text);
      expect(marks(zh!), zh).toEqual(marks(en!));
    }
  });

  it('tells the teacher its aim, its time, misreadings and what to discuss', () => {
    expect(file.minutes).toBeGreaterThan(0);
    expect(file.notes?.aim).toBeDefined();
    expect(file.notes?.misreadings?.length).toBeGreaterThan(0);
    expect(file.notes?.discussion?.length).toBeGreaterThan(0);
  });
});
