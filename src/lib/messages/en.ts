import type { Issue, IssueKind } from '#lib/issue.ts';
import { cli } from './en/cli.ts';
import { compare } from './en/compare.ts';
import { counts } from './en/counts.ts';
import { detection } from './en/detection.ts';
import { documents } from './en/documents.ts';
import { draw } from './en/draw.ts';
import { figure } from './en/figure.ts';
import { files } from './en/files.ts';
import { filing } from './en/filing.ts';
import { fixes } from './en/fixes.ts';
import { foreign } from './en/foreign.ts';
import { front } from './en/front.ts';
import { gradients } from './en/gradients.ts';
import { importing } from './en/importing.ts';
import { inspect } from './en/inspect.ts';
import { interventions } from './en/interventions.ts';
import { keeping } from './en/keeping.ts';
import { lessons } from './en/lessons.ts';
import { links } from './en/links.ts';
import { locale } from './en/locale.ts';
import { names } from './en/names.ts';
import { networks } from './en/networks.ts';
import { page } from './en/page.ts';
import { port } from './en/port.ts';
import { run } from './en/run.ts';
import { runs } from './en/runs.ts';
import { share } from './en/share.ts';
import { shared } from './en/shared.ts';
import { steps } from './en/steps.ts';
import { storage } from './en/storage.ts';
import { structures } from './en/structures.ts';
import { sweep } from './en/sweep.ts';
import { memory, terms } from './en/terms.ts';
import { training } from './en/training.ts';
import { weights } from './en/weights.ts';
import type { Words } from './values.ts';

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

/** English. Its type is what every other language must have. */
export const en = {
  locale,
  issues,
  place: ({ at, line, column }: Pick<Issue, 'at' | 'line' | 'column'>) =>
    [line === undefined ? '' : `line ${line}`, column === undefined ? '' : `column ${column}`, at]
      .filter((part) => part !== '')
      .join(', '),
  /** A fault behind the place where it is. */
  placed: (where: string, said: string) => `${where}: ${said}`,
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
  training,
  sweep,
};

/** Everything that a language has to say: another language is another module of this type. */
export type Messages = typeof en;
