import { bytes, milliseconds, short } from '#lib/ui/format.ts';
import type { HeatKind } from '#lib/workspace/core/cost-heat.ts';

interface HeatWords {
  readonly label: string;
  readonly text: (value: number) => string;
}

/** What each heat is called, and how its values are written. */
export const heatWords: Readonly<Record<HeatKind, HeatWords>> = {
  time: { label: 'time', text: milliseconds },
  macs: { label: 'MACs', text: (value) => `${short(value)} MACs` },
  parameters: { label: 'parameters', text: (value) => `${short(value)} parameters` },
  memory: { label: 'memory', text: bytes },
};
