import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { issuesOf, type Fault } from '#lib/graph/document/faults.ts';
import { readJson, type JsonText, type Path } from '#lib/graph/document/json.ts';
import { fieldsOf } from '#lib/graph/document/parse.ts';
import { groupPath } from '#lib/graph/document/queries.ts';
import { GRAPH_FORMAT, MOST_NODES } from '#lib/graph/document/schema.ts';
import { ok, type Result } from '#lib/issue.ts';
import { buildNetwork } from './build.ts';
import { FORMAT, type NetworkConfig } from './config.ts';
import { parseGraphJson } from './graph-file.ts';
import { levelName } from './sections.ts';
import { parseConfig } from './parse.ts';

export type NetworkFile =
  | { readonly kind: 'config'; readonly config: NetworkConfig }
  | { readonly kind: 'graph'; readonly document: GraphDocument };

/** Either of the two files, by its `format`; whatever is not a network is refused, with line and place. */
export function parseNetworkFile(source: string | Uint8Array): Result<NetworkFile> {
  const json = readJson(source);
  if (!json.ok) return json;
  const { value } = json.value;
  const { format } = fieldsOf(value);
  if (format === FORMAT) {
    const config = parseConfig(value, json.value);
    if (!config.ok) return config;
    const faults = networkFaults(config.value);
    return faults.length > 0 ? refusedAt(faults, json.value) : ok({ kind: 'config', config: config.value });
  }
  if (format === GRAPH_FORMAT) {
    const document = parseGraphJson(json.value);
    return document.ok ? ok({ kind: 'graph', document: document.value }) : document;
  }
  const expected = [FORMAT, GRAPH_FORMAT];
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refusedAt(
      [{ kind: 'not-expected', path: [], expected: 'Object', received: Array.isArray(value) ? [] : (value as null) }],
      json.value,
    );
  const received = typeof format === 'object' || format === undefined ? null : (format as string);
  return refusedAt([{ kind: 'unknown-format', path: ['format'], expected, received }], json.value);
}

const refusedAt = (faults: readonly Fault[], json: JsonText): Result<never> => ({
  ok: false,
  issues: issuesOf(faults, json),
});

/** What is at fault with the network that a config makes, at the part of the config that makes it. */
function networkFaults(config: NetworkConfig): readonly Fault[] {
  const document = buildNetwork(config);
  const count = document.nodes.length;
  if (count > MOST_NODES) return [{ kind: 'too-many-nodes', path: ['levels'], expected: MOST_NODES, received: count }];
  return lowerDocument(document).issues.map(({ at, ...issue }) => ({ ...issue, path: pathOf(config, document, at) }));
}

function pathOf({ levels }: NetworkConfig, document: GraphDocument, node: string): Path {
  const around = groupPath(document, node);
  const level = levels.findIndex((_, index) => around.includes(levelName(index)));
  if (level >= 0) return ['levels', level];
  return [node === 'input' ? 'input' : node === 'base_layer' ? 'stem' : 'head'];
}
