import type { Costs } from '#lib/dla/analysis/costs.ts';
import { presetName, presets, presetUses, type Preset } from '#lib/dla/presets/presets.ts';
import { words } from '#lib/messages/messages.ts';
import { short } from '#lib/ui/format.ts';
import type { ColumnsItem } from '#lib/ui/menu.ts';

/** What stands where a count is still being made. */
const COMING = '…';

/** The presets by what they are for, each with parameters, MACs and the accuracy that is published; none is made up. */
export function presetItems(
  costsOf: (id: string) => Costs | undefined,
  open: (preset: Preset) => void,
): readonly ColumnsItem[] {
  const said = words.page.presets;
  return presetUses.flatMap((use) =>
    presets
      .filter((preset) => preset.use === use)
      .map((preset): ColumnsItem => {
        const name = presetName(preset);
        const costs = costsOf(preset.id);
        const counted = costs && { parameters: short(costs.parameters), macs: short(costs.macs) };
        const top1 = preset.accuracy && `${preset.accuracy.top1.toFixed(1)} %`;
        return {
          id: preset.id,
          group: said.uses[use],
          label: name,
          keywords: [preset.id],
          cells: [counted?.parameters ?? COMING, counted?.macs ?? COMING, top1 ?? ''],
          spoken: said.spoken(name, counted, top1),
          run: () => open(preset),
        };
      }),
  );
}
