import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { unwrap } from '#lib/issue.ts';
import { lessonAdvice } from './advice.ts';
import { emptyDraft, emptyStep, parseDraft, serialiseDraft, withUnwritten } from './draft.ts';
import { insert, move, put, renameNetwork, valueAt } from './edit-draft.ts';
import { checkLesson, parseLesson, serialiseLesson } from './lesson.ts';
import type { LessonFile } from './schema.ts';

const text = readFileSync(new URL('../../../../docs/lesson.json', import.meta.url), 'utf8');
const lesson = unwrap(parseLesson(text));
const draft = lesson.file;
const edited = (path: (string | number)[], value: unknown) => put(draft, path, value) as LessonFile;
const adviceOn = (file: LessonFile) => {
  const checked = checkLesson(file);
  if (!checked.ok) throw new Error(JSON.stringify(checked.faults));
  return lessonAdvice(checked.value).map(({ kind, path }) => `${kind} ${path.join('.')}`);
};

describe('[teacher] a draft has the shape of a lesson, whatever is at fault with it', () => {
  it('a sound lesson is a draft, and its file is the same', () => {
    expect(unwrap(parseDraft(text))).toEqual(draft);
    expect(serialiseDraft(draft)).toBe(serialiseLesson(lesson));
  });

  it('an empty one is written and read again, though it is no lesson yet', () => {
    expect(unwrap(parseDraft(serialiseDraft(emptyDraft)))).toEqual({ ...emptyDraft, $schema: 'lesson.v1.json' });
    expect(checkLesson(emptyDraft).ok).toBe(false);
  });

  it('what is not written yet keeps none from being seen', () => {
    expect(checkLesson(withUnwritten(emptyDraft)).ok).toBe(true);
    expect(withUnwritten(draft)).toEqual(draft);
    expect(checkLesson(withUnwritten(edited(['networks', 0, 'name'], {}))).ok).toBe(true);
    expect(checkLesson(withUnwritten(edited(['steps', 1, 'solution'], 'nowhere'))).ok).toBe(false);
  });

  it.each([
    ['an id with a space', edited(['id'], 'a b')],
    ['a prediction of one option', edited(['steps', 0, 'prediction', 'options', 1], undefined)],
    ['a goal that measures nothing yet', edited(['steps', 1, 'goals'], [{ measure: 'skipNodes', is: '==', value: 1 }])],
    ['a solution that is not there', edited(['steps', 1, 'solution'], 'nowhere')],
    ['no step at all', edited(['steps'], [])],
  ])('%s', (_name, file) => {
    expect(checkLesson(file).ok).toBe(false);
    expect(unwrap(parseDraft(JSON.stringify(file)))).toEqual(file);
  });

  it.each([
    ['no JSON', '{', 'not-json'],
    ['a key that no lesson has', text.replace('"minutes"', '"minute"'), 'unknown-key'],
    ['a network', '{"format":"dla-network"}', 'not-expected'],
    ['a newer lesson', text.replace('"version": 1', '"version": 9'), 'newer-version'],
  ])('%s is refused', (_name, source, kind) => {
    const read = parseDraft(source);
    expect(read.ok ? [] : read.issues.map((issue) => issue.kind)).toContain(kind);
  });
});

describe('[teacher] edits', () => {
  it('what is put is there, and what is beside it is the same object', () => {
    const next = edited(['steps', 0, 'title', 'en'], 'New');
    expect(valueAt(next, ['steps', 0, 'title'])).toEqual({ ...draft.steps[0]!.title, en: 'New' });
    expect(next.steps[1]).toBe(draft.steps[1]);
    expect(next.networks).toBe(draft.networks);
    expect(edited(['minutes'], undefined)).not.toHaveProperty('minutes');
    expect(valueAt(draft, ['steps', 'toString'])).toBeUndefined();
    expect(valueAt(draft, ['constructor'])).toBeUndefined();
  });

  it('an entry that is put in and taken out again leaves the list as it was; one that is moved there and back, too', () => {
    const steps = fc.array(fc.integer(), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(steps, fc.nat(8), fc.nat(8), (list, from, to) => {
        const at = from % list.length;
        const value = { steps: list };
        expect(put(insert(value, ['steps'], at, 99), ['steps', at], undefined)).toEqual(value);
        const place = Math.min(to, list.length - 1);
        const moved = move(value, ['steps'], at, to);
        expect(valueAt(moved, ['steps', place])).toBe(list[at]);
        expect(move(moved, ['steps'], place, at)).toEqual(value);
      }),
    );
    expect(insert(emptyDraft, ['steps'], 1, emptyStep)).toMatchObject({ steps: [{}, {}] });
    expect(insert({}, ['hints'], 0, 'a')).toEqual({ hints: ['a'] });
  });

  it('a network that is renamed is named so everywhere, and the lesson is the same but for that', () => {
    const measured = edited(['steps', 1, 'text', 'en'], 'It has {{nodes level3 on shallow}} nodes on shallow.');
    const next = renameNetwork(measured, 'shallow', 'flat');
    expect(checkLesson(next)).toMatchObject({ ok: true });
    expect(JSON.stringify({ ...next, title: {} })).not.toMatch(/"(?:id|network|on|as)":"shallow"/);
    expect(next.steps[1]!.text.en).toBe('It has {{nodes level3 on flat}} nodes on shallow.');
    expect(renameNetwork(next, 'flat', 'shallow')).toEqual(measured);
  });
});

describe('[teacher] advice on a sound lesson', () => {
  it('none where the example has nothing to wish for but the notes in the other language', () => {
    expect(adviceOn(draft).filter((each) => !each.startsWith('language-missing'))).toEqual([]);
  });

  it.each([
    ['a text of spaces', edited(['summary', 'en'], ' '), 'language-missing summary'],
    ['a text of nothing', edited(['summary'], { en: ' ' }), 'empty-text summary'],
    [
      'a network of a caption that is named in one language',
      edited(['networks', 1, 'name'], { en: 'IDA' }),
      'language-missing networks.1.name',
    ],
    [
      'a network of a caption that is named in none',
      put(edited(['networks', 1, 'name'], undefined), ['steps', 0, 'beside'], ['ida']) as LessonFile,
      'name-in-no-language networks.1',
    ],
    ['a part that is not there', edited(['steps', 0, 'text', 'en'], '[it](#level9)'), 'part-missing steps.0.text'],
    ['a part shown large that is not there', edited(['steps', 0, 'focus'], 'level9'), 'part-missing steps.0.focus'],
    [
      'a number of nothing',
      edited(['steps', 0, 'text', 'en'], '{{skipNodes level9}}'),
      'measures-nothing steps.0.text',
    ],
    [
      'no right option',
      edited(['steps', 0, 'prediction', 'options', 0, 'value'], 7),
      'no-option-holds steps.0.prediction',
    ],
    [
      'two right options',
      edited(['steps', 0, 'prediction', 'options', 1, 'value'], 1),
      'several-options-hold steps.0.prediction',
    ],
    [
      'a wrong option that nothing answers',
      edited(['steps', 0, 'prediction', 'options', 0, 'value'], 2),
      'wrong-unrefuted steps.0.prediction.options.0',
    ],
    ['a goal that is met from the start', edited(['steps', 1, 'network'], 'ida'), 'goals-met steps.1.goals'],
    ['a solution that is none', edited(['steps', 1, 'solution'], 'shallow'), 'solution-misses steps.1.solution'],
    ['no solution', edited(['steps', 1, 'solution'], undefined), 'no-solution steps.1.goals'],
    ['no hints', edited(['steps', 1, 'hints'], undefined), 'no-hints steps.1.goals'],
  ])('%s', (_name, file, advice) => expect(adviceOn(file)).toContain(advice));
});
