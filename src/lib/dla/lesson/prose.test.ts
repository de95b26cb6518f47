import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { unwrap } from '#lib/issue.ts';
import { measurable } from './goals.ts';
import { parseLesson } from './lesson.ts';
import { networkNamed } from './networks.ts';
import { measuresIn } from './places.ts';
import { filled } from './prose.ts';

const text = readFileSync(new URL('../../../../docs/lesson.json', import.meta.url), 'utf8');
const lesson = unwrap(parseLesson(text));
const shallow = measurable(networkNamed('shallow', lesson.networks)!);

describe('[lessons] numbers in a text are measured', () => {
  it.each([
    ['{{skipNodes level3-b1}} of {{aggregationNodes level3}}', '1 of 3'],
    ['{{ skipNodes level3-b1 on ida }}', '3'],
    ['{{shape level3}}', '[128,28,28]'],
    ['{{reaches level3-b1 fc}}', 'true'],
    ['{{skipNodes nowhere}}', 'null'],
    ['no measure: {parameters}, {{}}, {{toString}}', 'no measure: {parameters}, {{}}, {{toString}}'],
  ])('%s', (said, expected) => {
    expect(filled(lesson, said, shallow, (value) => JSON.stringify(value))).toBe(expected);
  });

  it('a text lists its measures', () => {
    expect(measuresIn('{{blocks}} and {{wat}}')).toEqual([
      { words: 'blocks', measure: { measure: 'blocks' } },
      { words: 'wat' },
    ]);
  });

  it.each([
    ['a measure that there is not', '{{skips level3-b1}}', 'not-expected', 'skips level3-b1'],
    ['one without its part', '{{skipNodes}}', 'missing', 'skipNodes'],
    ['a network that is not there', '{{parameters on idaa}}', 'not-expected', 'idaa'],
    ['more than two parts', '{{reaches a b c}}', 'not-expected', 'reaches a b c'],
  ])('%s is refused at its text, which it names', (_, said, kind, received) => {
    const read = parseLesson(text.replace('Which block should be merged first?', said));
    const issues = read.ok ? [] : read.issues;
    expect(issues.map((issue) => [issue.at, issue.kind, issue.received])).toContainEqual([
      'steps[1].hints[0].en',
      kind,
      received,
    ]);
  });
});
