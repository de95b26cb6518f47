/** The panels below the figure that a link can open. */
export const panels = [
  'results',
  'activations',
  'times',
  'compare',
  'costs',
  'paths',
  'contributions',
  'conventions',
  'gradient',
  'training',
  'sweep',
  'issues',
] as const;

export type Panel = (typeof panels)[number];
