import { buildNetwork } from '#lib/dla/network/build.ts';
import type { NetworkFile } from '#lib/dla/network/file.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import type { Path } from '#lib/graph/document/json.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { checkGoal, measureOn } from './goals.ts';
import type { Lesson } from './lesson.ts';
import type { Measurable } from './measures.ts';
import { networkNamed, withoutNames } from './networks.ts';
import { measuresIn } from './places.ts';
import type { Goal, LessonStep, MeasureOf } from './schema.ts';
import { startOf } from './starts.ts';

/** What a sound lesson may lack to teach well; none of it keeps it from being opened. */
export type AdviceKind =
  | 'empty-text'
  | 'language-missing'
  | 'name-in-no-language'
  | 'part-missing'
  | 'measures-nothing'
  | 'no-option-holds'
  | 'several-options-hold'
  | 'wrong-unrefuted'
  | 'number-unrefuted'
  | 'goals-met'
  | 'solution-misses'
  | 'no-solution'
  | 'no-hints';

export interface Advice {
  readonly kind: AdviceKind;
  readonly path: Path;
  /** What it is about: the part, or the measure. */
  readonly about?: string;
}

/** Networks as they are measured, by the lesson's list of them and their ids: a text that is typed changes none. */
export class MeasuredNetworks {
  #list = '';
  readonly #measured = new Map<string, Measurable>();

  of(lesson: Lesson, id: string): Measurable {
    const list = JSON.stringify(withoutNames(lesson.file));
    if (list !== this.#list) this.#measured.clear();
    this.#list = list;
    const known = this.#measured.get(id);
    if (known) return known;
    const file: NetworkFile = networkNamed(id, lesson.networks)!;
    const document = file.kind === 'config' ? buildNetwork(file.config) : file.document;
    const measured = { document, graph: lowerDocument(document).graph };
    this.#measured.set(id, measured);
    return measured;
  }
}

export function lessonAdvice(lesson: Lesson, networks = new MeasuredNetworks()): readonly Advice[] {
  const { steps } = lesson.file;
  const both = isBilingual(lesson.file);
  return [
    ...textAdvice({ ...lesson.file, steps: [] }, [], both),
    ...(both ? nameAdvice(lesson) : []),
    ...steps.flatMap((step, index) => {
      const path: Path = ['steps', index];
      const started = networks.of(lesson, startOf(steps, index));
      const { frames = [], ...rest } = step;
      return [
        ...textAdvice(step, path, both),
        ...partAdvice(lesson, rest, path, started),
        ...frames.flatMap(({ network, text }, at) =>
          partAdvice(lesson, text, [...path, 'frames', at, 'text'], networks.of(lesson, network)),
        ),
        ...askedAdvice(lesson, step, path, started),
        ...goalAdvice(lesson, step, path, { started, networks }),
      ];
    }),
  ];
}

const isText = (value: unknown): value is Readonly<Record<string, string>> =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).length > 0 &&
  Object.keys(value).every((key) => key === 'en' || key === 'zh');

/** Every text with its place. */
function* textsIn(value: unknown, path: Path): Generator<readonly [Readonly<Record<string, string>>, Path]> {
  if (isText(value)) {
    yield [value, path];
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.map((each: unknown, at) => [at, each] as const)
    : Object.entries(value);
  for (const [key, inner] of entries) yield* textsIn(inner, [...path, key]);
}

/** Whether a lesson is written in both languages: then a text in one of them is a gap. */
const isBilingual = (file: Lesson['file']): boolean => file.title.en !== undefined && file.title.zh !== undefined;

const textAdvice = (value: unknown, path: Path, both: boolean): readonly Advice[] =>
  [...textsIn(value, path)].flatMap(([text, at]): readonly Advice[] => {
    const empty = Object.values(text).every((said) => said.trim() === '');
    if (empty) return [{ kind: 'empty-text', path: at }];
    const missing = (['en', 'zh'] as const).filter((language) => (text[language] ?? '').trim() === '');
    return both && missing.length > 0 ? [{ kind: 'language-missing', path: at, about: missing[0]! }] : [];
  });

/** Ids of the networks that stand under captions: beside others in a figure or on paper, or in a table. */
const captioned = ({ steps }: Lesson['file']): ReadonlySet<string> =>
  new Set(
    steps.flatMap(({ beside = [], frames = [], table, solution }, index) => [
      ...(beside.length > 0 ? [startOf(steps, index), ...beside, solution ?? []].flat() : []),
      ...frames.map(({ network }) => network),
      ...(table?.on ?? []),
    ]),
  );

/** What was named once, in a file of its own or by a change, is called so in both languages. */
function nameAdvice({ file }: Lesson): readonly Advice[] {
  const seen = captioned(file);
  return file.networks.flatMap(({ id, name }, index): readonly Advice[] =>
    name === undefined && seen.has(id) ? [{ kind: 'name-in-no-language', path: ['networks', index], about: id }] : [],
  );
}

/** What a text points at must be in the figure, and what it measures must be there. */
function partAdvice(lesson: Lesson, value: unknown, path: Path, started: Measurable): readonly Advice[] {
  const { node, group } = indexOf(started.document);
  return [...textsIn(value, path)].flatMap(([text, at]): readonly Advice[] => {
    const all = Object.values(text).join('\n');
    const parts = [...all.matchAll(/\]\(#([A-Za-z0-9_-]{1,64})\)/g)].map(([, id]) => id!);
    const lost = new Set(parts.filter((id) => !node.has(id) && !group.has(id)));
    const nothing = measuresIn(all).filter(({ measure }) => measure && measureOn(lesson, measure, started) === null);
    return [
      ...[...lost].map((id): Advice => ({ kind: 'part-missing', path: at, about: id })),
      ...nothing.slice(0, 1).map(({ words }): Advice => ({ kind: 'measures-nothing', path: at, about: words.trim() })),
    ];
  });
}

/** What a prediction and the numbers of a step measure. */
function askedAdvice(lesson: Lesson, step: LessonStep, path: Path, started: Measurable): readonly Advice[] {
  const { prediction, readings = [], table, focus } = step;
  const { node, group } = indexOf(started.document);
  const nothing = (measure: MeasureOf, at: Path): readonly Advice[] =>
    measureOn(lesson, measure, started) === null
      ? [{ kind: 'measures-nothing', path: at, about: measure.measure }]
      : [];
  const cells = (table?.on ?? []).flatMap((on) => table!.of.map((of) => ({ measure: table!.measure, of, on })));
  const empty = cells.find((cell) => measureOn(lesson, cell, started) === null);
  return [
    ...(focus !== undefined && !node.has(focus) && !group.has(focus)
      ? [{ kind: 'part-missing', path: [...path, 'focus'], about: focus } as const]
      : []),
    ...readings.flatMap(({ measure }, at) => nothing(measure, [...path, 'readings', at])),
    ...(empty ? [{ kind: 'measures-nothing', path: [...path, 'table'], about: empty.measure } as const] : []),
    ...(prediction ? nothing(prediction.measure, [...path, 'prediction']) : []),
    ...(prediction ? optionAdvice(lesson, prediction, [...path, 'prediction'], started) : []),
  ];
}

function optionAdvice(
  lesson: Lesson,
  { measure, options, refutation }: NonNullable<LessonStep['prediction']>,
  path: Path,
  started: Measurable,
): readonly Advice[] {
  if (!options) return refutation ? [] : [{ kind: 'number-unrefuted', path }];
  const holds = options.map(({ is, value }) => checkGoal(lesson, { ...measure, is, value }, started).met);
  const count = holds.filter(Boolean).length;
  return [
    ...(count === 0 ? [{ kind: 'no-option-holds', path } as const] : []),
    ...(count > 1 ? [{ kind: 'several-options-hold', path } as const] : []),
    ...options.flatMap((option, at): readonly Advice[] =>
      holds[at] || option.refutation ? [] : [{ kind: 'wrong-unrefuted', path: [...path, 'options', at] }],
    ),
  ];
}

function goalAdvice(
  lesson: Lesson,
  { goals = [], solution, hints = [] }: LessonStep,
  path: Path,
  { started, networks }: { readonly started: Measurable; readonly networks: MeasuredNetworks },
): readonly Advice[] {
  if (goals.length === 0) return [];
  const met = (network: Measurable) => goals.every((goal: Goal) => checkGoal(lesson, goal, network).met);
  return [
    ...(met(started) ? [{ kind: 'goals-met', path: [...path, 'goals'] } as const] : []),
    ...(solution === undefined
      ? [{ kind: 'no-solution', path: [...path, 'goals'] } as const]
      : met(networks.of(lesson, solution))
        ? []
        : [{ kind: 'solution-misses', path: [...path, 'solution'] } as const]),
    ...(hints.length === 0 ? [{ kind: 'no-hints', path: [...path, 'goals'] } as const] : []),
  ];
}
