import { checkBy, issuesOf } from '#lib/graph/document/faults.ts';
import type { JsonText } from '#lib/graph/document/json.ts';
import { newerVersion } from '#lib/graph/document/parse.ts';
import { ok, type Result } from '#lib/issue.ts';
import { wellFormed } from '#lib/text.ts';
import * as v from 'valibot';
import { checkConfig, networkConfig, VERSION, type NetworkConfig } from './config.ts';

/** A config from parsed JSON; with the text that it comes from, issues know their lines. */
export function parseConfig(value: unknown, json?: JsonText): Result<NetworkConfig> {
  const newer = newerVersion(value, VERSION);
  if (newer) return { ok: false, issues: issuesOf([newer], json) };
  const checked = checkBy(networkConfig, value, json?.count);
  if (!checked.ok) return { ok: false, issues: issuesOf(checked.faults, json) };
  const config = withoutDefaults(checked.value);
  const faults = checkConfig(config);
  return faults.length > 0 ? { ok: false, issues: issuesOf(faults, json) } : ok(config);
}

/** What a file says, without what goes without saying: `batch` was the only norm there was. */
function withoutDefaults({ $schema: _, norm, ...config }: v.InferOutput<typeof networkConfig>): NetworkConfig {
  return norm === undefined || norm === 'batch' ? config : { ...config, norm };
}

/** The file of a config, in the schema's order of keys, defaults written out: equal configs give the same bytes. */
export const serialiseConfig = (config: NetworkConfig): string =>
  `${JSON.stringify(v.parse(networkConfig, { ...config, name: wellFormed(config.name), $schema: 'network.v1.json' }), null, 2)}\n`;
