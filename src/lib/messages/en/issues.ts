import type { Issue, IssueKind } from '#lib/issue.ts';
import type { Words } from '../values.ts';
import { codes } from './codes.ts';
import { documents } from './documents.ts';
import { files } from './files.ts';
import { foreign } from './foreign.ts';
import { links } from './links.ts';
import { networks } from './networks.ts';
import { runs } from './runs.ts';
import { storage } from './storage.ts';
import { weights } from './weights.ts';

export const issues: Readonly<Record<IssueKind, Words>> = {
  ...files,
  ...documents,
  ...networks,
  ...weights,
  ...foreign,
  ...runs,
  ...storage,
  ...links,
  ...codes,
};

export const place = ({ at, line, column }: Pick<Issue, 'at' | 'line' | 'column'>): string =>
  [line === undefined ? '' : `line ${line}`, column === undefined ? '' : `column ${column}`, at]
    .filter((part) => part !== '')
    .join(', ');

/** A fault behind the place where it is. */
export const placed = (where: string, said: string): string => `${where}: ${said}`;
