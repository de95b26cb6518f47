import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { lightTheme } from './light-theme.ts';

it('the colours of exported figures are those of the screen', () => {
  const css = readFileSync('src/lib/ui/tokens.css', 'utf8');
  const root = css.slice(css.indexOf(':root {')).split('}')[0]!;
  const tokens = [...root.matchAll(/--([\w-]+):\s*(#\w+)/g)].map(([, name, colour]) => [name, colour]);
  expect(lightTheme).toEqual(Object.fromEntries(tokens));
});
