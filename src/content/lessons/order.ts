/** The lessons of the program in the order in which they are taught, each the beginning of its file's name. */
export const lessonIds = [
  'blocks',
  'levels',
  'skip-connections',
  'ida',
  'hda',
  'aggregation-node',
  'whole-dla',
  'dense-prediction',
  'gains',
  'reading-figures',
] as const;

export type LessonId = (typeof lessonIds)[number];

/** Whether an id is that of a lesson of the program. */
export const isLesson = (id: string): id is LessonId => lessonIds.some((known) => known === id);
