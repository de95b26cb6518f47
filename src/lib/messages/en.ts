import { documents } from './en/documents';
import { files } from './en/files';
import { networks } from './en/networks';
import { runs } from './en/runs';
import { storage } from './en/storage';
import { weights } from './en/weights';
import type { Language } from './values';

/** English. */
export const en: Language = {
  issues: { ...files, ...documents, ...networks, ...weights, ...runs, ...storage },
  place: ({ at, line }) => [line === undefined ? '' : `line ${line}`, at].filter((part) => part !== '').join(', '),
};
