import type { NetworkFile } from '#lib/dla/network/file.ts';
import { presetOf, presets } from '#lib/dla/presets/presets.ts';
import type { Fault } from '#lib/graph/document/faults.ts';
import type { Path } from '#lib/graph/document/json.ts';
import type { Json } from '#lib/issue.ts';
import { ruleOf } from './measures.ts';
import { proseFaults } from './places.ts';
import type { Comparison, Goal, LessonFile, LessonStep, MeasureOf } from './schema.ts';

type Networks = ReadonlyMap<string, NetworkFile>;

/** What a schema cannot say: whether what is named is there, and whether what is compared can be. */
export const lessonFaults = ({ steps }: LessonFile, networks: Networks): readonly Fault[] => [
  ...steps.flatMap((step, index) => stepFaults(step, ['steps', index], networks)),
  ...proseFaults(steps, ['steps'], (measure, path) => measureFaults(measure, path, networks)),
];

function stepFaults(step: LessonStep, path: Path, networks: Networks): readonly Fault[] {
  const { network, solution, beside = [], frames = [], readings = [], table, goals = [], prediction, why } = step;
  return [
    ...namedFaults(network, [...path, 'network'], networks),
    ...namedFaults(solution, [...path, 'solution'], networks),
    ...beside.flatMap((each, index) => namedFaults(each, [...path, 'beside', index], networks)),
    ...frames.flatMap((each, index) => namedFaults(each.network, [...path, 'frames', index, 'network'], networks)),
    ...readings.flatMap((each, index) =>
      measureFaults(each.measure, [...path, 'readings', index, 'measure'], networks),
    ),
    ...(table ? tableFaults(table, [...path, 'table'], networks) : []),
    ...goals.flatMap((goal, index) => goalFaults(goal, [...path, 'goals', index], networks)),
    ...(prediction ? predictionFaults(prediction, [...path, 'prediction'], networks) : []),
    ...(why ? whyFaults(why, [...path, 'why', 'options']) : []),
  ];
}

const namedFaults = (id: string | undefined, path: Path, networks: Networks): readonly Fault[] =>
  id === undefined || networks.has(id) || presetOf(id)
    ? []
    : [{ kind: 'not-expected', path, expected: [...networks.keys(), ...presets.map((each) => each.id)], received: id }];

function goalFaults(goal: Goal, path: Path, networks: Networks): readonly Fault[] {
  if ('all' in goal) return goal.all.flatMap((each, at) => goalFaults(each, [...path, 'all', at], networks));
  if ('any' in goal) return goal.any.flatMap((each, at) => goalFaults(each, [...path, 'any', at], networks));
  return [...measureFaults(goal, path, networks), ...comparisonFaults(goal, goal, path, networks)];
}

function measureFaults({ measure, of, on, as }: MeasureOf, path: Path, networks: Networks): readonly Fault[] {
  const rule = ruleOf(measure);
  const faults = namedFaults(on, [...path, 'on'], networks);
  const needs = (key: 'of' | 'as', expected: Json): Fault => ({ kind: 'missing', path: [...path, key], expected });
  if (rule.of === 'network')
    return [...faults, ...(as === undefined ? [needs('as', 'string')] : namedFaults(as, [...path, 'as'], networks))];
  if (rule.of === 'two')
    return Array.isArray(of) ? faults : [...faults, { ...needs('of', 'Array'), ...(of && { received: of }) }];
  if (Array.isArray(of))
    return [...faults, { kind: 'not-expected', path: [...path, 'of'], expected: 'string', received: [] }];
  return rule.of === 'part' && of === undefined ? [...faults, needs('of', 'string')] : faults;
}

/** A cell is a measure of one part of one network. */
const tableFaults = (
  { measure, on, of: [of] }: NonNullable<LessonStep['table']>,
  path: Path,
  networks: Networks,
): readonly Fault[] => [
  ...measureFaults({ measure, ...(of !== undefined && { of }) }, path, networks),
  ...on.flatMap((each, index) => namedFaults(each, [...path, 'on', index], networks)),
];

/** A value must be of the kind that the measure gives, and only numbers are more or less. */
function comparisonFaults(
  { measure }: MeasureOf,
  { is, value }: Pick<Comparison, 'is' | 'value'>,
  path: Path,
  networks: Networks,
): readonly Fault[] {
  const { gives } = ruleOf(measure);
  const asked = typeof value === 'object' && !Array.isArray(value) ? value : undefined;
  const kind = asked ? ruleOf(asked.measure).gives : Array.isArray(value) ? 'Array' : typeof value;
  const received = typeof value === 'object' ? (Array.isArray(value) ? [] : {}) : value;
  return [
    ...(asked ? measureFaults(asked, [...path, 'value'], networks) : []),
    ...(kind === gives
      ? []
      : [{ kind: 'not-expected', path: [...path, 'value'], expected: gives, received } satisfies Fault]),
    ...(gives === 'number' || is === '==' || is === '!='
      ? []
      : [{ kind: 'not-expected', path: [...path, 'is'], expected: ['==', '!='], received: is } satisfies Fault]),
  ];
}

function predictionFaults(
  { measure, options }: NonNullable<LessonStep['prediction']>,
  path: Path,
  networks: Networks,
): readonly Fault[] {
  const faults = measureFaults(measure, [...path, 'measure'], networks);
  if (options) {
    const unrefuted = options.flatMap(({ refutation }, index) => (refutation ? [] : [index]));
    return [
      ...faults,
      ...options.flatMap((each, at) => comparisonFaults(measure, each, [...path, 'options', at], networks)),
      // What is right is measured: one may go without.
      ...unrefuted.slice(1).map((at): Fault => ({ kind: 'missing', path: [...path, 'options', at, 'refutation'] })),
    ];
  }
  const { gives } = ruleOf(measure.measure);
  return gives === 'number' ? faults : [...faults, { kind: 'missing', path: [...path, 'options'] }];
}

/** One option at least is right, and each of the others says why it is not. */
function whyFaults({ options }: NonNullable<LessonStep['why']>, path: Path): readonly Fault[] {
  if (!options.some(({ right }) => right)) return [{ kind: 'missing', path: [...path, 0, 'right'] }];
  return options.flatMap(({ right, refutation }, at): readonly Fault[] =>
    right || refutation ? [] : [{ kind: 'missing', path: [...path, at, 'refutation'] }],
  );
}
