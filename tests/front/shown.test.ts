import { expect, it } from 'vitest';
import { presetName, presets, presetUses } from '#lib/dla/presets/presets.ts';
import { figure2 } from './figure-2.ts';

const lines = (each: readonly unknown[]): string => `[\n${each.map((one) => JSON.stringify(one)).join(',\n')},\n]`;

it('[front] what the front page shows of figure 2 and of the presets is what the core draws, counts and knows', async () => {
  const { variants, ...rest } = figure2();
  const uses = presetUses.map((use) => ({
    use,
    presets: presets
      .filter((preset) => preset.use === use)
      .map((preset) => ({ id: preset.id, name: presetName(preset) })),
  }));
  const source = `import type { Figure2, PresetsOfUse } from './front.ts';

// Written by the core, so that the front page is there before the core could be: \`npx vitest run tests/front -u\` writes it anew.

// prettier-ignore
export const figure2: Figure2 = { ...${JSON.stringify(rest)}, variants: ${lines(variants)} };

// prettier-ignore
export const presetsByUse: readonly PresetsOfUse[] = ${lines(uses)};
`;
  await expect(source).toMatchFileSnapshot('../../src/lib/workspace/front/shown.ts');
});
