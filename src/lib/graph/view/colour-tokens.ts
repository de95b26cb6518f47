/** The colours that a picture is drawn in, by the names of their tokens in `src/lib/ui/tokens.css`. */
export const colourTokens = [
  'canvas',
  'surface',
  'ink',
  'muted',
  'edge',
  'accent',
  'agg',
  'agg-fill',
  'agg-ink',
  'blk',
  'blk-line',
  'add',
  'add-soft',
  'del',
  'del-soft',
  'chg',
  'chg-soft',
  'halo',
  'tint-0',
  'tint-1',
  'tint-2',
  'tint-3',
  'tint-4',
  'tint-5',
  'tint-6',
] as const;

export type ColourToken = (typeof colourTokens)[number];

const TINTS = ['tint-0', 'tint-1', 'tint-2', 'tint-3', 'tint-4', 'tint-5', 'tint-6'] as const;

/** The ground of a band by how often it was halved, from 0. */
export const tintToken = (tint: number): ColourToken => TINTS[tint] ?? 'tint-6';
