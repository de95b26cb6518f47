import * as v from 'valibot';
import { hideable } from './hideable.ts';
import { measureNames } from './measures.ts';

export const LESSON_FORMAT = 'dla-lesson';
export const LESSON_VERSION = 1;

/** Words of a person, Markdown where they run over more than a line, by language: one at least. */
export const said = () =>
  v.pipe(
    v.strictObject({ en: v.optional(v.string()), zh: v.optional(v.string()) }),
    v.check(({ en, zh }) => en !== undefined || zh !== undefined, 'language'),
    v.metadata({ minProperties: 1 }),
  );

export const id = () =>
  v.pipe(
    v.string(),
    v.regex(/^[A-Za-z0-9_-]{1,64}$/, 'id'),
    v.notValues(['__proto__', 'prototype', 'constructor'], 'id'),
  );

const of = v.union([id(), v.strictTuple([id(), id()])]);

const measured = {
  measure: v.picklist(measureNames),
  /** The node or group; two of them where two are asked for. */
  of: v.optional(of),
  /** A network of the lesson; the one that is worked on where there is none. */
  on: v.optional(id()),
  /** The network that it is compared with: of the lesson, or a preset. */
  as: v.optional(id()),
};

export const measure = v.strictObject(measured);
export type MeasureOf = v.InferOutput<typeof measure>;

const finite = v.pipe(v.number(), v.finite());

const comparison = {
  is: v.picklist(['<=', '>=', '==', '!=', '<', '>']),
  // JSON can say 1e999, which it cannot write again.
  value: v.union([finite, v.string(), v.boolean(), v.array(finite), measure]),
};

/** What a goal is called; without, it is said from its measures. */
export const goalText = { text: v.optional(said()) };

export const comparisonGoal = v.strictObject({ ...goalText, ...measured, ...comparison });
export type Comparison = v.InferOutput<typeof comparisonGoal>;

export type Said = v.InferOutput<ReturnType<typeof said>>;
export type Goal =
  | Comparison
  | { readonly text?: Said | undefined; readonly all: readonly Goal[] }
  | { readonly text?: Said | undefined; readonly any: readonly Goal[] };

const goal: v.GenericSchema<unknown, Goal> = v.union([
  comparisonGoal,
  v.strictObject({ ...goalText, all: v.pipe(v.array(v.lazy(() => goal)), v.minLength(1)) }),
  v.strictObject({ ...goalText, any: v.pipe(v.array(v.lazy(() => goal)), v.minLength(1)) }),
]);

/** Right where the comparison holds of what is measured; else its refutation says why it is not. */
const predictedOption = v.strictObject({ text: said(), ...comparison, refutation: v.optional(said()) });

const prediction = v.strictObject({
  question: said(),
  measure,
  /** Without options a number is asked for. */
  options: v.optional(v.pipe(v.array(predictedOption), v.minLength(2))),
  /** Of a number: by how much it may differ. */
  within: v.optional(v.pipe(v.number(), v.finite(), v.minValue(0))),
  /** Of a number: what a wrong one is told. */
  refutation: v.optional(said()),
});

const why = v.strictObject({
  question: said(),
  options: v.pipe(
    v.array(v.strictObject({ text: said(), right: v.optional(v.literal(true)), refutation: v.optional(said()) })),
    v.minLength(2),
  ),
});

/** A worked example: networks one after the other, each with what is done there. */
const frames = v.pipe(v.array(v.strictObject({ network: id(), text: said() })), v.minLength(2), v.maxLength(8));

/** One measure of several parts in several networks. */
const table = v.strictObject({
  title: said(),
  measure: v.picklist(measureNames),
  of: v.pipe(v.array(id()), v.minLength(1), v.maxLength(8)),
  on: v.pipe(v.array(id()), v.minLength(1), v.maxLength(4)),
});

const step = v.strictObject({
  title: said(),
  text: said(),
  network: v.optional(id()),
  beside: v.optional(v.pipe(v.array(id()), v.maxLength(3))),
  frames: v.optional(frames),
  detail: v.optional(v.picklist(['levels', 'blocks', 'ops'])),
  /** The part that the figure shows large. */
  focus: v.optional(id()),
  /** Whether the figure may be changed where there is no goal. */
  free: v.optional(v.boolean()),
  hide: v.optional(v.array(v.picklist(hideable))),
  /** Numbers below the figure. */
  readings: v.optional(v.pipe(v.array(v.strictObject({ text: said(), measure })), v.maxLength(4))),
  table: v.optional(table),
  prediction: v.optional(prediction),
  task: v.optional(said()),
  goals: v.optional(v.array(goal)),
  hints: v.optional(v.pipe(v.array(said()), v.maxLength(3))),
  solution: v.optional(id()),
  why: v.optional(why),
});

const network = v.strictObject({
  id: id(),
  /** What captions call it; without, the name that the network has itself. */
  name: v.optional(said()),
  /** The id of a preset, a config, a graph document, or a network that stands before it. */
  network: v.union([v.string(), v.looseObject({})]),
  /** What is different of a config: RFC 7386, levels by their index. */
  change: v.optional(v.looseObject({})),
});

const notes = v.strictObject({
  aim: v.optional(said()),
  misreadings: v.optional(v.array(said())),
  discussion: v.optional(v.array(said())),
});

/** The file of a lesson (docs/lessons.md). The JSON Schema is made from this. */
export const lessonSchema = v.strictObject({
  $schema: v.optional(v.string()),
  format: v.literal(LESSON_FORMAT),
  version: v.literal(LESSON_VERSION),
  id: id(),
  title: said(),
  summary: v.optional(said()),
  minutes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(600))),
  notes: v.optional(notes),
  networks: v.optional(v.array(network), []),
  steps: v.pipe(v.array(step), v.minLength(1), v.maxLength(40)),
});

export type LessonFile = v.InferOutput<typeof lessonSchema>;
export type LessonStep = LessonFile['steps'][number];
