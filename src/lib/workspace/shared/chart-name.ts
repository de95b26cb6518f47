import type { GraphDocument } from '#lib/graph/document/document.ts';
import { fileNameOf } from './download.ts';
import { variantOf } from './variant.ts';

/** Letters of each name where a chart is of several networks: no system takes more than 255 in all. */
const FEW = 24;

/** A chart's file without its ending: the names of its networks, each with its variant, then what it shows. */
export function chartName(documents: readonly GraphDocument[], shows: string): string {
  const networks = documents.flatMap((document) => {
    const name = fileNameOf(document.name);
    const short = documents.length > 1 ? [...name].slice(0, FEW).join('').replace(/-$/, '') : name;
    return [short, variantOf(document)].filter(Boolean);
  });
  return [...networks, fileNameOf(shows)].join('-');
}
