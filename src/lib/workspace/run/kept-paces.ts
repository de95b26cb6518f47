import type { Pace } from '#lib/runtime/compute/device.ts';
import * as v from 'valibot';

const KEY = 'dla-explorer.paces';

const backend = v.picklist(['webgl', 'webgpu', 'wasm', 'cpu']);
/** Of one version of the site in one version of a browser: either may be faster or slower than the last. */
const record = v.object({
  version: v.string(),
  browser: v.string(),
  paces: v.array(
    v.union([
      v.object({ backend, seconds: v.pipe(v.number(), v.gtValue(0)), device: v.string(), software: v.boolean() }),
      v.object({ backend, failed: v.picklist(['missing', 'inexact']) }),
    ]),
  ),
});

/** What was kept of this version of the site in this browser; nothing where that cannot be read. */
export function keptPaces(version: string): readonly Pace[] {
  try {
    const kept = v.parse(record, JSON.parse(localStorage.getItem(KEY) ?? 'null'));
    return kept.version === version && kept.browser === navigator.userAgent ? kept.paces : [];
  } catch {
    // None, of another form, or storage is closed: they are measured again.
    return [];
  }
}

/** Keeps them, and gives them back. */
export function keepPaces(version: string, paces: readonly Pace[]): readonly Pace[] {
  try {
    localStorage.setItem(KEY, JSON.stringify({ version, browser: navigator.userAgent, paces }));
  } catch {
    // Closed storage: they hold until the page is left.
  }
  return paces;
}
