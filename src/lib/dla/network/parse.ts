import { parseBy } from '$lib/dla/modules/attributes';
import { refused, type Result } from '$lib/issue';
import { checkConfig, FORMAT, networkConfig, VERSION, type NetworkConfig } from './config';

/** A config from parsed JSON, defaults written out. Issues name the place: `levels[2].blocks`. */
export function parseConfig(value: unknown): Result<NetworkConfig> {
  const version = (value as { version?: unknown } | null)?.version;
  if (typeof version === 'number' && Number.isInteger(version) && version > VERSION)
    return refused({ kind: 'newer-version', at: 'version', expected: VERSION, received: version });
  const parsed = parseBy<NetworkConfig>(networkConfig, value, '');
  if (!parsed.ok) return parsed;
  const issues = checkConfig(parsed.value);
  return issues.length > 0 ? { ok: false, issues } : parsed;
}

/** The file of a config: stable order of keys, defaults written out, a line end at the end. */
export const serialiseConfig = ({ $schema: _, ...config }: NetworkConfig): string =>
  `${JSON.stringify({ $schema: 'network.v1.json', ...config, format: FORMAT, version: VERSION }, null, 2)}\n`;
