import type { Lesson } from '#lib/dla/lesson/lesson.ts';
import type { Measurable, MeasureName, MeasureValue } from '#lib/dla/lesson/measures.ts';
import type { Goal, MeasureOf } from '#lib/dla/lesson/schema.ts';
import { checkGoal, movesOn } from '#lib/dla/lesson/goals.ts';
import { structureNames } from '#lib/dla/structures/structures.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { levelAround } from '#lib/dla/reading/levels.ts';
import type { Json } from '#lib/issue.ts';
import { spokenLanguage, words } from '#lib/messages/messages.ts';
import { capitalised } from '#lib/messages/values.ts';
import { digits, shapeText } from '#lib/ui/format.ts';
import { labelOf } from '#lib/workspace/shared/labels.ts';
import { spoken } from '#lib/workspace/shared/spoken.ts';
import { structureLabel } from '../shared/structures.ts';

/** What was measured, in words. */
export function valueWords(value: MeasureValue | Json | undefined): string {
  const said = words.lessons;
  if (value === null || value === undefined) return said.nothing;
  if (typeof value === 'boolean') return value ? said.yes : said.no;
  if (typeof value === 'number') return digits(value);
  if (Array.isArray(value)) return shapeText(value as readonly number[]);
  const name = structureNames.find((each) => each === value);
  return name ? structureLabel(name) : typeof value === 'string' ? value : said.nothing;
}

/** Words with a line of their own. Chinese knows no capitals: there a name, such as `hm`, stays as it is. */
export const asLine = (text: string): string => (spokenLanguage() === 'zh' ? text : capitalised(text));

/** A node with its level, as the figure calls them. */
export function partName(document: GraphDocument, id: string): string {
  const level = levelAround(document, id);
  const own = labelOf(document, id);
  return level && level.id !== id && indexOf(document).node.has(id) ? words.shared.inLevel(level.label, own) : own;
}

/** What a measure measures: `parameters of level 1 N1`. */
export function measureWords(lesson: Lesson, wanted: MeasureOf, worked: Measurable): string {
  const { measure, of } = wanted;
  const said: { readonly [M in MeasureName]: (part?: string, other?: string) => string } = words.lessons.measures;
  return saidToMove(
    lesson,
    wanted,
    worked,
    said[measure](...[of ?? []].flat().map((id) => partName(worked.document, id))),
  );
}

/** The name or the value of a measure; of a receptive field behind deformable convolutions it is said that it moves. */
export const saidToMove = (lesson: Lesson, measure: MeasureOf, worked: Measurable, text: string): string =>
  movesOn(lesson, measure, worked) ? words.lessons.moving(text) : text;

export interface GoalLine {
  readonly text: string;
  readonly met: boolean;
  /** What was measured; none of several together that have a text of their own. */
  readonly now?: string;
}

/** A goal as lines to tick off: those that must all hold stand by themselves. */
export function goalLines(lesson: Lesson, goal: Goal, worked: Measurable): readonly GoalLine[] {
  const said = words.lessons;
  const { met, measured, wanted } = checkGoal(lesson, goal, worked);
  const now = valueWords(measured);
  if ('measure' in goal) {
    if (goal.text) return [{ text: spoken(goal.text), met, now: said.now(saidToMove(lesson, goal, worked, now)) }];
    const text = said.goalOf(measureWords(lesson, goal, worked), said.wanted[goal.is](valueWords(wanted)));
    return [{ text: asLine(text), met, now: said.now(now) }];
  }
  if (goal.text) return [{ text: spoken(goal.text), met }];
  const parts = ('all' in goal ? goal.all : goal.any).flatMap((part) => goalLines(lesson, part, worked));
  return 'all' in goal ? parts : [{ text: said.anyOf(parts.map(({ text }) => text)), met }];
}
