/** The panels of the page, each with what it shows (src/content/panels.json). */
export const panelIds = [
  'results',
  'activations',
  'times',
  'port',
  'compare',
  'costs',
  'paths',
  'contributions',
  'conventions',
  'gradient',
  'training',
  'sweep',
  'issues',
  'network',
  'node',
  'level',
  'edge',
  'many',
  'palette',
  'outline',
  'history',
] as const;

export type PanelId = (typeof panelIds)[number];
