import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sayIssue } from '#lib/messages/messages.ts';
import { unwrap } from '#lib/issue.ts';
import { checkGoal, measurable, movesOn } from './goals.ts';
import { parseLesson, serialiseLesson } from './lesson.ts';
import { calledIn, networkNamed } from './networks.ts';
import type { Goal } from './schema.ts';

const text = readFileSync(new URL('../../../../docs/lesson.json', import.meta.url), 'utf8');
const example = unwrap(parseLesson(text));

describe('[lessons] a file is read as a whole or refused, each fault at its place', () => {
  it('what is written is read again, byte for byte', () => {
    const written = serialiseLesson(example);
    expect(serialiseLesson(unwrap(parseLesson(written)))).toBe(written);
    expect(JSON.parse(written)).toEqual(JSON.parse(text));
  });

  const goal = '"of": "level3-b1", "is": ">=", "value": 3 }';
  it.each([
    ['an unknown key', ['"minutes": 10', '"minute": 10'], 'minute', 'unknown-key'],
    ['one of a step', ['"hide": [', '"hidden": ['], 'steps[0].hidden', 'unknown-key'],
    ['one of a text', ['"zh": "四个块"', '"cn": "四个块"'], 'steps[0].title.cn', 'unknown-key'],
    ['one of a goal among others', [goal, goal.replace('"of"', '"at"')], 'steps[1].goals[0].all[0].at', 'unknown-key'],
    [
      'one of a measure that is wanted',
      ['"on": "shallow" }', '"by": "shallow" }'],
      'steps[1].goals[0].all[1].value.by',
      'unknown-key',
    ],
    ['a text in no language', [/"title": \{ "en": "Four[^}]*\}/, '"title": {}'], 'steps[0].title', 'not-allowed'],
    ['a newer version', ['"version": 1', '"version": 2'], 'version', 'newer-version'],
    [
      'a number below the figure of what is not there',
      [/"hide": \[/, '"readings": [{ "text": { "en": "n" }, "measure": { "measure": "shape" } }], "hide": ['],
      'steps[0].readings[0].measure.of',
      'missing',
    ],
    [
      'an example of a network that is not there',
      [
        /"hide": \[/,
        '"frames": [{ "network": "ida", "text": { "en": "a" } }, { "network": "idb", "text": { "en": "b" } }], "hide": [',
      ],
      'steps[0].frames[1].network',
      'not-expected',
    ],
    [
      'a row of a network that is not there',
      [
        /"hide": \[/,
        '"table": { "title": { "en": "t" }, "measure": "shape", "of": ["level3"], "on": ["idb"] }, "hide": [',
      ],
      'steps[0].table.on[0]',
      'not-expected',
    ],
    ['a network that is not there', ['"solution": "ida"', '"solution": "idaa"'], 'steps[1].solution', 'not-expected'],
    ['an id that a preset has', ['"id": "ida"', '"id": "dla34"'], 'networks[1].id', 'not-allowed'],
    [
      'a change that makes no network',
      ['{ "structure": "ida" }', '{ "structure": "tree", "blocks": 3 }'],
      'networks[1].change.levels[3].blocks',
      'blocks-power-of-two',
    ],
    ['a change of no config', ['"network": "dla34"', '"network": "resnet18"'], 'networks[0].change', 'not-allowed'],
    ['a measure without its node', ['"of": "level3-b1", "is"', '"is"'], 'steps[1].goals[0].all[0].of', 'missing'],
    ['a value of another kind', ['"value": 3 }', '"value": "3" }'], 'steps[1].goals[0].all[0].value', 'not-expected'],
    [
      'a wrong reason without refutation',
      [/,\s*"refutation": \{\s*"en": "There are three in[^}]*\}/, ''],
      'steps[1].why.options[1].refutation',
      'missing',
    ],
  ] as const)('%s', (_, [from, to], at, kind) => {
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    const read = parseLesson(changed);
    const issues = read.ok ? [] : read.issues;
    expect(issues.map((issue) => [issue.at, issue.kind])).toContainEqual([at, kind]);
    for (const issue of issues) expect(sayIssue(issue)).toMatch(/^line \d+, .+\.$/);
  });
});

describe('[lessons] a network is called by its name in a language', () => {
  it('as the lesson calls it, and a preset by its own name', () => {
    expect(calledIn(example, 'shallow')).toEqual({ en: 'shallow', zh: '浅层结构' });
    expect(calledIn(example, 'dla34')).toEqual({ en: 'DLA-34', zh: 'DLA-34' });
  });

  it('in a lesson that was made before there were such names, by the one text that its file has', () => {
    const before = JSON.parse(text) as { networks: { name?: unknown; change: { name?: string } }[] };
    for (const [index, network] of before.networks.entries()) {
      delete network.name;
      network.change.name = ['a shallow one', 'IDA'][index]!;
    }
    const lesson = unwrap(parseLesson(JSON.stringify(before)));
    expect(calledIn(lesson, 'shallow')).toEqual({ en: 'a shallow one', zh: 'a shallow one' });
    expect(serialiseLesson(lesson)).not.toContain('浅层结构');
  });

  it('one without a word in any language is refused', () => {
    const read = parseLesson(text.replace('"name": { "en": "IDA", "zh": "IDA" }', '"name": {}'));
    expect(read.ok ? [] : read.issues.map((issue) => [issue.at, issue.kind])).toEqual([
      ['networks[1].name', 'not-allowed'],
    ]);
  });
});

describe('[lessons] goals are measured on the graph', () => {
  const [shallow, ida, dla34] = ['shallow', 'ida', 'dla34'].map((id) =>
    measurable(networkNamed(id, example.networks)!),
  );
  const answer = (goal: Goal, network = shallow!) => checkGoal(example, goal, network);

  it('a receptive field behind deformable convolutions moves with the data, and nothing else does', () => {
    const moves = (of: string, on?: string) => movesOn(example, { measure: 'receptiveField', of, on }, dla34!);
    expect([
      moves('level5', 'ctdet_dla34'),
      moves('dla_up-ida_0-proj_1', 'ctdet_dla34'),
      moves('hm', 'ctdet_dla34'),
    ]).toEqual([false, true, true]);
    expect([moves('level5'), moves('fc'), moves('hm', 'ctdet_dlav0_34')]).toEqual([false, false, false]);
    expect(movesOn(example, { measure: 'channels', of: 'hm', on: 'ctdet_dla34' }, dla34!)).toBe(false);
  });

  it('the solution of the example meets its goals, and what it starts from does not', () => {
    const [goal] = example.file.steps[1]!.goals!;
    expect(answer(goal!, ida)).toEqual({ goal, met: true, measured: [3, 3], wanted: [3, 3] });
    expect(answer(goal!)).toEqual({ goal, met: false, measured: [1, 3], wanted: [3, 3] });
  });

  it.each<[Goal, measured: unknown]>([
    [{ measure: 'parameters', is: '==', value: 15_742_104 }, 15_742_104],
    [{ measure: 'macs', is: '<', value: 3_100_000_000 }, 3_060_043_776],
    [{ measure: 'parameters', of: 'fc', is: '==', value: 513_000 }, 513_000],
    [{ measure: 'nodes', of: 'level3', is: '>', value: 6 }, 8],
    [{ measure: 'blocks', is: '==', value: 12 }, 12],
    [{ measure: 'aggregationNodes', of: 'level3', is: '==', value: 2 }, 2],
    [{ measure: 'receptiveField', of: 'level5', is: '==', value: 623 }, 623],
    [{ measure: 'shape', of: 'level3', is: '==', value: [128, 28, 28] }, [128, 28, 28]],
    [{ measure: 'convolutions', is: '==', value: 38 }, 38],
    [{ measure: 'joins', of: 'dla_up', on: 'dla34up', is: '==', value: 10 }, 10],
    [{ measure: 'joinsLeast', of: 'level5', on: 'dla34up', is: '==', value: 4 }, 4],
    [{ measure: 'joinsLeast', of: 'level2', is: '==', value: 3 }, 3],
    [{ measure: 'convolutions', of: 'level3-b2', is: '==', value: 2 }, 2],
    [{ measure: 'inputs', of: 'level3-n2', is: '==', value: 4 }, 4],
    [{ measure: 'inputChannels', of: 'level3-n2', is: '==', value: 448 }, 448],
    [{ measure: 'inputs', of: 'level3', is: '!=', value: 0 }, null],
    [{ measure: 'channels', of: 'level3', is: '==', value: 128 }, 128],
    [{ measure: 'reduction', of: 'level5', is: '==', value: 32 }, 32],
    [{ measure: 'treeDepth', of: 'level3', is: '==', value: 2 }, 2],
    [{ measure: 'treeDepth', of: 'level1', is: '!=', value: 1 }, null],
    [{ measure: 'publishedTop1', is: '==', value: 74.632 }, 74.632],
    [{ measure: 'publishedTop1', on: 'ida', is: '!=', value: 0 }, null],
    [{ measure: 'structure', of: 'level3-b1', is: '!=', value: 'ida' }, 'merged'],
    [{ measure: 'skipNodes', of: 'level3-b1', is: '==', value: 2 }, 2],
    [{ measure: 'convolutionsLeast', of: 'level3-b4', is: '==', value: 1 }, 1],
    [{ measure: 'reaches', of: ['level3-b1', 'fc'], is: '==', value: true }, true],
    [{ measure: 'sameNetwork', as: 'dla34', is: '==', value: true }, true],
    [{ measure: 'sameNetwork', as: 'ida', is: '==', value: false }, false],
    [{ measure: 'parameters', is: '<', value: { measure: 'parameters', on: 'ida' } }, 15_742_104],
    [{ measure: 'shape', of: 'level9', is: '!=', value: [1, 1, 1] }, null],
    [{ measure: 'skipNodes', of: 'fc', is: '!=', value: 0 }, null],
  ])('DLA-34: %j', (goal, measured) => {
    expect(answer(goal, dla34)).toMatchObject({ met: true, measured });
  });

  it('any of several, and what is none meets nothing', () => {
    const none: Goal = { measure: 'skipNodes', of: 'level9-b1', is: '>=', value: 0 };
    const one: Goal = { measure: 'blocks', is: '>=', value: 1 };
    expect(answer({ any: [none, one] })).toMatchObject({ met: true, measured: [null, 12] });
    expect(answer({ all: [{ any: [one, none] }, none] })).toMatchObject({ met: false, wanted: [[1, 0], 0] });
  });
});
