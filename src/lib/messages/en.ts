import { cli } from './en/cli.ts';
import { api } from './en/api.ts';
import { authoring } from './en/authoring.ts';
import { compare } from './en/compare.ts';
import { counts } from './en/counts.ts';
import { detection } from './en/detection.ts';
import { draw } from './en/draw.ts';
import { figure } from './en/figure.ts';
import { filing } from './en/filing.ts';
import { fixes } from './en/fixes.ts';
import { front } from './en/front.ts';
import { gradients } from './en/gradients.ts';
import { importing } from './en/importing.ts';
import { inspect } from './en/inspect.ts';
import { interventions } from './en/interventions.ts';
import { issues, place, placed } from './en/issues.ts';
import { keeping } from './en/keeping.ts';
import { lessons } from './en/lessons.ts';
import { locale } from './en/locale.ts';
import { names } from './en/names.ts';
import { page } from './en/page.ts';
import { port } from './en/port.ts';
import { run } from './en/run.ts';
import { share } from './en/share.ts';
import { shared } from './en/shared.ts';
import { steps } from './en/steps.ts';
import { structures } from './en/structures.ts';
import { sweep } from './en/sweep.ts';
import { memory, terms } from './en/terms.ts';
import { teaching } from './en/teaching.ts';
import { training } from './en/training.ts';

/** English. Its type is what every other language must have. */
export const en = {
  locale,
  issues,
  place,
  placed,
  api,
  fixes,
  steps,
  structures,
  names,
  memory,
  terms,
  share,
  shared,
  figure,
  detection,
  draw,
  importing,
  inspect,
  keeping,
  lessons,
  page,
  port,
  run,
  interventions,
  compare,
  cli,
  counts,
  filing,
  front,
  gradients,
  authoring,
  teaching,
  training,
  sweep,
};

/** Everything that a language has to say: another language is another module of this type. */
export type Messages = typeof en;
