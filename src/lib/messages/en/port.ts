import { listed, plural } from './grammar.ts';

/** What another implementation of a network computed, beside what is computed here. */
export const port = {
  title: 'Port',
  reading: (file: string) => `Reading ${file}`,
  comparing: 'Comparing a port',
  empty: {
    title: 'No port compared yet',
    text: 'Drop the .npz that another implementation wrote, run with the seeded weights and image: the first node that differs lights up.',
  },
  stale: 'The network has changed since.',
  equal: (file: string, count: number) => `${file}: ${plural(count, 'node')} compared, all equal.`,
  differs: (file: string, label: string) => `${file} differs first at ${label}.`,
  unknown: (names: readonly string[]) => `Not compared, as no node is named so: ${listed(names)}.`,
  caption: 'Nodes that were compared',
  node: 'Node',
  status: 'Result',
  statuses: { equal: 'equal', different: 'different', absent: 'not in the file' },
  error: 'Largest difference',
  shape: 'Shape',
  foundShape: (found: string, expected: string) => `${found}, expected ${expected}`,
  both: 'Expected and found',
  value: 'Value',
  expected: 'Expected',
  found: 'Found',
  rows: { mean: 'mean', std: 'standard deviation', maxAbs: 'largest value' },
  inputs: 'Its inputs',
  show: (label: string) => `Show ${label}`,
  cancel: 'Cancel',
};
