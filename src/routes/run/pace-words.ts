import { words } from '#lib/messages/messages.ts';
import type { Pace } from '#lib/runtime/compute/device.ts';
import { milliseconds } from '#lib/ui/format.ts';

/** `31 ms`, or why it is not taken. */
export const paceWords = (pace: Pace): string =>
  'seconds' in pace ? milliseconds(1000 * pace.seconds) : words.run.backend.failed[pace.failed];

/** `WebAssembly 31 ms · WebGL 150 ms` */
export const pacesWords = (paces: readonly Pace[]): string =>
  paces.map((pace) => words.run.backend.paces(words.names.backends[pace.backend], paceWords(pace))).join(' · ');
