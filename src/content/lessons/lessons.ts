import { isKeyOf } from '#lib/own-key.ts';
import aggregationNode from './aggregation-node.lesson.json';
import blocks from './blocks.lesson.json';
import densePrediction from './dense-prediction.lesson.json';
import gains from './gains.lesson.json';
import hda from './hda.lesson.json';
import ida from './ida.lesson.json';
import levels from './levels.lesson.json';
import readingFigures from './reading-figures.lesson.json';
import skipConnections from './skip-connections.lesson.json';
import wholeDla from './whole-dla.lesson.json';

/** The lessons of the program, in the order in which they are taught: data, as a teacher's are (docs/lessons.md). */
const lessons = {
  blocks,
  levels,
  'skip-connections': skipConnections,
  ida,
  hda,
  'aggregation-node': aggregationNode,
  'whole-dla': wholeDla,
  'dense-prediction': densePrediction,
  gains,
  'reading-figures': readingFigures,
};

export type LessonId = keyof typeof lessons;

export const lessonIds = Object.keys(lessons) as LessonId[];

/** Whether an id is that of a lesson of the program. */
export const isLesson = (id: string): id is LessonId => isKeyOf(lessons, id);

/** The file of a lesson, to be parsed as any other. */
export const lessonText = (id: LessonId): string => JSON.stringify(lessons[id]);
