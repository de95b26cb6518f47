import type { IssueKind } from '#lib/issue.ts';
import type { Messages } from './en.ts';
import type { Words } from './values.ts';
import { cli } from './zh/cli.ts';
import { compare } from './zh/compare.ts';
import { counts } from './zh/counts.ts';
import { detection } from './zh/detection.ts';
import { documents } from './zh/documents.ts';
import { draw } from './zh/draw.ts';
import { figure } from './zh/figure.ts';
import { files } from './zh/files.ts';
import { filing } from './zh/filing.ts';
import { fixes } from './zh/fixes.ts';
import { foreign } from './zh/foreign.ts';
import { front } from './zh/front.ts';
import { gradients } from './zh/gradients.ts';
import { importing } from './zh/importing.ts';
import { inspect } from './zh/inspect.ts';
import { interventions } from './zh/interventions.ts';
import { keeping } from './zh/keeping.ts';
import { lessons } from './zh/lessons.ts';
import { links } from './zh/links.ts';
import { locale } from './zh/locale.ts';
import { names } from './zh/names.ts';
import { networks } from './zh/networks.ts';
import { page } from './zh/page.ts';
import { port } from './zh/port.ts';
import { run } from './zh/run.ts';
import { runs } from './zh/runs.ts';
import { share } from './zh/share.ts';
import { shared } from './zh/shared.ts';
import { steps } from './zh/steps.ts';
import { storage } from './zh/storage.ts';
import { structures } from './zh/structures.ts';
import { sweep } from './zh/sweep.ts';
import { memory, terms } from './zh/terms.ts';
import { training } from './zh/training.ts';
import { weights } from './zh/weights.ts';

const issues: Readonly<Record<IssueKind, Words>> = {
  ...files,
  ...documents,
  ...networks,
  ...weights,
  ...foreign,
  ...runs,
  ...storage,
  ...links,
};

/** 简体中文. */
export const zh: Messages = {
  locale,
  issues,
  place: ({ at, line, column }) =>
    [line === undefined ? '' : `第 ${line} 行`, column === undefined ? '' : `第 ${column} 列`, at]
      .filter((part) => part !== '')
      .join('，'),
  placed: (where, said) => `${where}：${said}`,
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
  training,
  sweep,
};
