import { compares } from '#lib/dla/analysis/comparison.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import type { NetworkFile } from '#lib/dla/network/file.ts';
import type { Json } from '#lib/issue.ts';
import type { Lesson } from './lesson.ts';
import { fieldMoves, ruleOf, type Measurable, type MeasureValue } from './measures.ts';
import { networkNamed } from './networks.ts';
import type { Goal, MeasureOf } from './schema.ts';

/** Whether a goal is met, what was measured and what is wanted: of several goals together, a list of each. */
export interface GoalAnswer {
  readonly goal: Goal;
  readonly met: boolean;
  readonly measured: Json;
  readonly wanted: Json;
}

export function measurable(file: NetworkFile): Measurable {
  const document = file.kind === 'config' ? buildNetwork(file.config) : file.document;
  return { document, graph: lowerDocument(document).graph };
}

/** Checks a goal of a lesson on a network. */
export function checkGoal(lesson: Lesson, goal: Goal, network: Measurable): GoalAnswer {
  if ('all' in goal || 'any' in goal) {
    const parts = ('all' in goal ? goal.all : goal.any).map((each) => checkGoal(lesson, each, network));
    return {
      goal,
      met: 'all' in goal ? parts.every(({ met }) => met) : parts.some(({ met }) => met),
      measured: parts.map(({ measured }) => measured),
      wanted: parts.map(({ wanted }) => wanted),
    };
  }
  const measured = measureOn(lesson, goal, network);
  const { value } = goal;
  const wanted = typeof value === 'object' && !Array.isArray(value) ? measureOn(lesson, value, network) : value;
  return { goal, met: compares(measured, goal.is, wanted), measured, wanted };
}

/** Whether a measure of a lesson is a receptive field that moves with the data. */
export const movesOn = (lesson: Lesson, { measure, of, on }: MeasureOf, worked: Measurable): boolean =>
  measure === 'receptiveField' && typeof of === 'string' && fieldMoves(measuredOn(lesson, on, worked), of);

/** The network of a lesson that has a name, or the one that is worked on. */
function measuredOn(lesson: Lesson, id: string | undefined, worked: Measurable): Measurable {
  const file = id === undefined ? undefined : networkNamed(id, lesson.networks);
  return file ? measurable(file) : worked;
}

/** What a measure of a lesson gives; null where there is no such thing. */
export function measureOn(lesson: Lesson, { measure, of, on, as }: MeasureOf, worked: Measurable): MeasureValue {
  const rule = ruleOf(measure);
  const network = measuredOn(lesson, on, worked);
  if (rule.of === 'network') return rule.measure(network, measuredOn(lesson, as, worked));
  const [from, to] = typeof of === 'string' ? [of] : (of ?? []);
  return rule.of === 'two' ? rule.measure(network, from!, to!) : rule.measure(network, from);
}
