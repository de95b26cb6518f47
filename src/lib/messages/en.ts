import { documents } from './en/documents.ts';
import { files } from './en/files.ts';
import { fixes } from './en/fixes.ts';
import { networks } from './en/networks.ts';
import { runs } from './en/runs.ts';
import { steps } from './en/steps.ts';
import { storage } from './en/storage.ts';
import { structures } from './en/structures.ts';
import { weights } from './en/weights.ts';
import type { Language } from './values.ts';

/** English. */
export const en: Language = {
  issues: { ...files, ...documents, ...networks, ...weights, ...runs, ...storage },
  place: ({ at, line }) => [line === undefined ? '' : `line ${line}`, at].filter((part) => part !== '').join(', '),
  fixes,
  steps,
  structures,
};
