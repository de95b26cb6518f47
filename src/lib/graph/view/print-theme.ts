import { lightTheme } from './light-theme.ts';

/**
 * The colours of paper: its ground is white, lines and texts are as dark as ink can be, levels are greys. What is told apart by
 * colour is told apart by lightness as well, so that a printer without colours keeps it.
 */
export const printTheme = {
  ...lightTheme,
  ...{ canvas: '#ffffff', edge: '#5c5c5c', ink: '#000000', muted: '#333333', 'blk-line': '#000000', halo: '#d9d9d9' },
  ...{ agg: '#0b5f3a', 'agg-fill': '#e4f1ea', 'agg-ink': '#063d25' },
  ...{ 'tint-0': '#fafafa', 'tint-1': '#f7f7f7', 'tint-2': '#f3f3f3', 'tint-3': '#efefef' },
  ...{ 'tint-4': '#ebebeb', 'tint-5': '#e7e7e7', 'tint-6': '#e2e2e2' },
} as const;
