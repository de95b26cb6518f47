import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { unwrap } from '#lib/issue.ts';
import { classCode, readClassCode, STUDENTS, type ClassAnswers } from './class-code.ts';
import { parseLesson } from './lesson.ts';
import { answersIn, takeCodes, tallyOf } from './tally.ts';

const text = readFileSync(new URL('../../../../docs/lesson.json', import.meta.url), 'utf8');
const lesson = unwrap(parseLesson(text));
/** The same lesson, with a number asked for in a step behind. */
const counting = unwrap(
  parseLesson(
    JSON.stringify({
      ...lesson.file,
      id: 'counting',
      steps: [
        ...lesson.file.steps,
        {
          title: { en: 'Count' },
          text: { en: 'How many?' },
          prediction: { question: { en: 'How many?' }, measure: { measure: 'parameters' }, within: 0.5 },
        },
      ],
    }),
  ),
);

const student = fc.integer({ min: 0, max: STUDENTS - 1 });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const option = maybe(fc.integer({ min: 0, max: 1 }));
const answers = fc
  .record({ student, predicted: option, met: fc.boolean(), reason: option, number: maybe(fc.integer()) })
  .map(({ student: by, predicted, met, reason, number }): ClassAnswers => ({
    student: by,
    steps: [
      { ...(predicted !== undefined && { predicted }) },
      { met, ...(reason !== undefined && { reason }) },
      { ...(number !== undefined && { predicted: number }) },
    ],
  }));
const kindOf = (code: string, of = counting): string | undefined => {
  const read = readClassCode(of, code);
  return read.ok ? undefined : read.issues[0]!.kind;
};

describe('[class] what a student answered is a short code', () => {
  it('holds every answer, whatever the case, the spaces and the look-alikes of its signs', () => {
    fc.assert(
      fc.property(answers, (given) => {
        const code = classCode(counting, given);
        expect(code).toMatch(/^[0-9ACDEFGHJKMNPQRTVWXY-]+$/);
        expect(unwrap(readClassCode(counting, code))).toEqual(given);
        const written = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
        expect(unwrap(readClassCode(counting, written.replaceAll('5', 's').replaceAll('2', 'z')))).toEqual(given);
      }),
    );
  });

  it.each([0, -3, 0.5, -2.25, 64, 15_742_104, 16_000_000, 1e9, 0.0001, 2 ** 53 - 1])(
    'holds the number %d',
    (number) => {
      const given = { student: 1, steps: [{}, { met: false }, { predicted: number }] };
      expect(unwrap(readClassCode(counting, classCode(counting, given))).steps[2]).toEqual({ predicted: number });
    },
  );

  it.each([
    [1 / 3, 0.3333],
    [1e300, 2 ** 53 - 1],
  ])('a number that no code holds, %d, is told as the nearest', (number, told) => {
    const code = classCode(counting, { student: 1, steps: [{}, {}, { predicted: number }] });
    expect(unwrap(readClassCode(counting, code)).steps[2]).toEqual({ predicted: told });
  });

  it('of a lesson of two steps it has ten signs', () => {
    const given = { student: STUDENTS - 1, steps: [{ predicted: 1 }, { met: true, reason: 1 }] };
    expect(classCode(lesson, given).replaceAll('-', '')).toHaveLength(10);
  });

  it('any one sign that is another, and any two neighbours that change places, are a typing error', () => {
    const signs = '0123456789ACDEFGHJKMNPQRTVWXY';
    fc.assert(
      fc.property(answers, fc.nat(), fc.integer({ min: 1, max: signs.length - 1 }), (given, place, by) => {
        const code = classCode(counting, given).replaceAll('-', '');
        const at = place % code.length;
        const sign = signs[(signs.indexOf(code[at]!) + by) % signs.length]!;
        expect(kindOf(code.slice(0, at) + sign + code.slice(at + 1))).toBe('code-mistyped');
        const next = (at + 1) % code.length;
        if (next === 0 || code[at] === code[next]) return;
        const turned = code.slice(0, at) + code[next]! + code[at]! + code.slice(next + 1);
        expect(kindOf(turned)).toBe('code-mistyped');
      }),
    );
  });

  it('one of another lesson, or of one that asks for something else, is told from a typing error; a corrected sentence or name of a network is no other lesson', () => {
    const code = classCode(lesson, { student: 5, steps: [] });
    expect(kindOf(code)).toBe('code-other-lesson');
    const other = (from: string, to: string) => unwrap(parseLesson(text.replace(from, to)));
    expect(kindOf(code, other('"value": 3', '"value": 4'))).toBe('code-other-lesson');
    expect(kindOf(code, other('How many nodes at least?', 'How many nodes?'))).toBeUndefined();
    expect(kindOf(code, other('浅层结构', '浅层聚合'))).toBeUndefined();
    expect(kindOf(code, other('"name": { "en": "IDA", "zh": "IDA" },', ''))).toBeUndefined();
  });

  it.each(['', 'hello!', 'Fred', '----', 'Ω3', 'A'.repeat(401)])('%j is no code', (typed) =>
    expect(kindOf(typed)).toBe('code-none'),
  );

  it('whatever is typed is read or refused', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (typed) => void readClassCode(counting, typed)));
  });
});

describe('[class] a tally', () => {
  const codeOf = (by: number, predicted?: number, reason?: number) =>
    classCode(lesson, {
      student: by,
      steps: [
        { ...(predicted !== undefined && { predicted }) },
        { met: by > 2, ...(reason !== undefined && { reason }) },
      ],
    });

  it('counts a student once: a code again is known, a later one takes its place', () => {
    const first = takeCodes(
      lesson,
      [],
      `${codeOf(3, 0)}\n${codeOf(1)}, ${codeOf(2, 1)}；${codeOf(3, 0).toLowerCase()}`,
    );
    expect(first).toMatchObject({ added: 3, known: 1, renewed: 0, refused: [] });
    const later = takeCodes(lesson, first.codes, codeOf(1, 1));
    expect(later).toMatchObject({ added: 0, known: 0, renewed: 1 });
    expect(answersIn(lesson, later.codes).map(({ student: by }) => by)).toEqual([1, 2, 3]);
    expect(tallyOf(lesson, later.codes)[0]).toMatchObject({ predicted: 3, options: [1, 2] });
  });

  it('finds codes among words, and says of each other line why it is none', () => {
    const wrong = codeOf(4).replace(/^./, (sign) => (sign === '3' ? '4' : '3'));
    const { codes, refused } = takeCodes(
      lesson,
      [],
      `Ana: ${codeOf(1)}\n${codeOf(2).replaceAll('-', ' ')}\nBo: ${wrong}\n?`,
    );
    expect(codes).toHaveLength(2);
    expect(refused.map(({ kind }) => kind)).toEqual(['code-mistyped', 'code-none']);
  });

  it('has goals and first reasons, and numbers from the smallest', () => {
    const codes = [codeOf(1, 0, 0), codeOf(3, 0, 1), codeOf(4, 1, 1)];
    expect(tallyOf(lesson, codes)[1]).toMatchObject({ met: 2, reasoned: 3, reasons: [1, 2] });
    const numbers = [7, -1, 7].map((predicted, by) =>
      classCode(counting, { student: by, steps: [{}, {}, { predicted }] }),
    );
    expect(tallyOf(counting, numbers)[2]).toMatchObject({
      predicted: 3,
      numbers: [
        [-1, 1],
        [7, 2],
      ],
    });
  });

  it('is the same in whatever order the codes come, and however often', () => {
    const codes = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), option), { maxLength: 30 });
    fc.assert(
      fc.property(codes, (given) => {
        const last = new Map(given);
        const written = [...last].map(([by, predicted]) => codeOf(by, predicted));
        const once = takeCodes(lesson, [], written.join('\n')).codes;
        const again = takeCodes(lesson, once, written.toReversed().join(' ')).codes;
        expect(again).toEqual(once);
        expect(once).toHaveLength(last.size);
      }),
    );
  });
});
