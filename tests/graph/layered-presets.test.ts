import { layeredInput, withOps } from '$lib/dla/figure/layered-input';
import { buildNetwork } from '$lib/dla/network/build';
import { presets } from '$lib/dla/presets/presets';
import { faultsOf } from '$lib/graph/layout/faults';
import { layoutLayered } from '$lib/graph/layout/layered/layered';
import { describe, expect, it } from 'vitest';

describe('presets in layers', () => {
  it.each(presets.map((preset) => [preset.id, preset] as const))(
    '[Z1] %s: nothing overlaps, no edge runs through a block that it does not join',
    (_id, preset) => {
      const document = preset.config ? buildNetwork(preset.config) : preset.document;
      for (const direction of ['right', 'down'] as const)
        for (const detail of ['levels', 'blocks', 'ops'] as const) {
          const options = { direction, detail };
          const plain = layoutLayered(layeredInput(document, options));
          const layout = withOps(document, plain, options);
          const inner = new Set(layout.marks.slice(plain.marks.length).map((mark) => mark.id));
          expect(faultsOf(layout, inner)).toEqual([]);
        }
    },
  );
});
