import { measureOn } from './goals.ts';
import type { Lesson } from './lesson.ts';
import type { Measurable, MeasureValue } from './measures.ts';
import { measureIn, place } from './places.ts';

/** A text with its measures in place: `say` puts what was measured into the reader's language. */
export const filled = (
  lesson: Lesson,
  text: string,
  worked: Measurable,
  say: (value: MeasureValue) => string,
): string =>
  text.replace(place, (whole, words: string) => {
    const measure = measureIn(words);
    return measure ? say(measureOn(lesson, measure, worked)) : whole;
  });
