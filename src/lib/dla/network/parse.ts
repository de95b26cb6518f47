import { checkBy, issuesOf } from '$lib/graph/document/faults';
import { readJson, type JsonText } from '$lib/graph/document/json';
import { newerVersion } from '$lib/graph/document/parse';
import type { Result } from '$lib/issue';
import { checkConfig, FORMAT, networkConfig, VERSION, type NetworkConfig } from './config';

/** A config from a file's text or bytes, defaults written out. Issues name the line and place: `levels[2].blocks`. */
export function parseConfigFile(source: string | Uint8Array): Result<NetworkConfig> {
  const json = readJson(source);
  return json.ok ? parseConfig(json.value.value, json.value) : json;
}

/** A config from parsed JSON; with the text that it comes from, issues know their lines. */
export function parseConfig(value: unknown, json?: JsonText): Result<NetworkConfig> {
  const newer = newerVersion(value, VERSION);
  if (newer) return { ok: false, issues: issuesOf([newer], json) };
  const checked = checkBy(networkConfig, value, json?.count);
  const faults = checked.ok ? checkConfig(checked.value) : checked.faults;
  if (checked.ok && faults.length === 0) return checked;
  return { ok: false, issues: issuesOf(faults, json) };
}

/** The file of a config: stable order of keys, defaults written out, a line end at the end. */
export const serialiseConfig = ({ $schema: _, ...config }: NetworkConfig): string =>
  `${JSON.stringify({ $schema: 'network.v1.json', ...config, format: FORMAT, version: VERSION }, null, 2)}\n`;
