import aggregationNode from './aggregation-node.lesson.json';
import blocks from './blocks.lesson.json';
import densePrediction from './dense-prediction.lesson.json';
import gains from './gains.lesson.json';
import hda from './hda.lesson.json';
import ida from './ida.lesson.json';
import levels from './levels.lesson.json';
import type { LessonId } from './order.ts';
import readingFigures from './reading-figures.lesson.json';
import skipConnections from './skip-connections.lesson.json';
import wholeDla from './whole-dla.lesson.json';

/** The lessons of the program: data, as a teacher's are (docs/lessons.md). */
const lessons: { readonly [Id in LessonId]: unknown } = {
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

/** The file of a lesson, to be parsed as any other. */
export const lessonText = (id: LessonId): string => JSON.stringify(lessons[id]);
