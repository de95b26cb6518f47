import type { Messages } from './en.ts';
import { cli } from './zh/cli.ts';
import { api } from './zh/api.ts';
import { authoring } from './zh/authoring.ts';
import { compare } from './zh/compare.ts';
import { counts } from './zh/counts.ts';
import { detection } from './zh/detection.ts';
import { draw } from './zh/draw.ts';
import { figure } from './zh/figure.ts';
import { filing } from './zh/filing.ts';
import { fixes } from './zh/fixes.ts';
import { front } from './zh/front.ts';
import { gradients } from './zh/gradients.ts';
import { importing } from './zh/importing.ts';
import { inspect } from './zh/inspect.ts';
import { interventions } from './zh/interventions.ts';
import { issues, place, placed } from './zh/issues.ts';
import { keeping } from './zh/keeping.ts';
import { lessons } from './zh/lessons.ts';
import { locale } from './zh/locale.ts';
import { names } from './zh/names.ts';
import { page } from './zh/page.ts';
import { port } from './zh/port.ts';
import { run } from './zh/run.ts';
import { share } from './zh/share.ts';
import { shared } from './zh/shared.ts';
import { steps } from './zh/steps.ts';
import { structures } from './zh/structures.ts';
import { sweep } from './zh/sweep.ts';
import { memory, terms } from './zh/terms.ts';
import { teaching } from './zh/teaching.ts';
import { training } from './zh/training.ts';

/** 简体中文. */
export const zh: Messages = {
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
  front,
  detection,
  draw,
  importing,
  inspect,
  keeping,
  page,
  port,
  run,
  interventions,
  compare,
  cli,
  counts,
  filing,
  gradients,
  lessons,
  authoring,
  teaching,
  training,
  sweep,
};
