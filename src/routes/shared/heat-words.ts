import { words } from '#lib/messages/messages.ts';
import { bytes, milliseconds, short } from '#lib/ui/format.ts';
import type { HeatKind } from '#lib/workspace/core/cost-heat.ts';

/** How the values of each heat are written. */
export const heatText: Readonly<Record<HeatKind, (value: number) => string>> = {
  time: milliseconds,
  macs: (value) => words.run.heat.macs(short(value)),
  parameters: (value) => words.run.heat.parameters(short(value)),
  memory: bytes,
};
