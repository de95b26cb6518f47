import { describe, expect, it } from 'vitest';
import { iconPath } from './icon-path.ts';
import * as icons from './icons.ts';

describe('iconPath', () => {
  it('[icons] draws circles, rectangles and lines as paths that begin by themselves', () => {
    expect(iconPath([['circle', { cx: '12', cy: '12', r: '10' }]])).toBe('M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0Z');
    expect(iconPath([['line', { x1: '8', x2: '16', y1: '21', y2: '20' }]])).toBe('M8 21L16 20');
    expect(iconPath([['rect', { x: '3', y: '4', width: '18', height: '10', rx: '2' }]])).toBe(
      'M5 4h14a2 2 0 0 1 2 2v6a2 2 0 0 1 -2 2h-14a2 2 0 0 1 -2 -2v-6a2 2 0 0 1 2 -2Z',
    );
    expect(
      iconPath([
        ['path', { d: 'M18 6 6 18' }],
        ['path', { d: 'm6 6 12 12' }],
      ]),
    ).toBe('M18 6 6 18M0 0m6 6 12 12');
  });

  it('[icons] knows every shape of every icon of the product', () => {
    for (const icon of Object.values(icons)) expect(iconPath(icon)).toMatch(/^M[-\d. A-Za-z,]+$/);
  });
});
