import { serialiseConfig } from '#lib/dla/network/parse.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { compareNetworks } from '#lib/dla/op-graph/same-network.ts';
import { presets, type ClassSet } from '#lib/dla/presets/presets.ts';
import type { NetworkConfig } from '#lib/dla/network/config.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { readConfig } from './read-config.ts';

const known = new WeakMap<GraphDocument, ClassSet | 'none'>();

/**
 * What the classes of a network are: a preset's where it is that preset, whatever its name and the size of its images.
 * Undefined for any other, as many classes as it may have.
 */
export function classSetOf(document: GraphDocument): ClassSet | undefined {
  const found = known.get(document) ?? find(document) ?? 'none';
  known.set(document, found);
  return found === 'none' ? undefined : found;
}

function find(document: GraphDocument): ClassSet | undefined {
  const { graph } = lowerDocument(document);
  const config = readConfig(document);
  const key = config.ok && keyOf(config.value);
  return presets.find((preset) => {
    if (!preset.classes) return false;
    if (preset.config) return keyOf(preset.config) === key;
    // Whatever is no config is compared op by op.
    if (config.ok || preset.document.nodes.length !== document.nodes.length) return false;
    const { only, missing } = compareNetworks(graph, lowerDocument(preset.document).graph);
    return only.length + missing.length === 0;
  })?.classes;
}

const keyOf = ({ input: { channels }, image: _, ...config }: NetworkConfig): string =>
  serialiseConfig({ ...config, name: '', input: { channels, height: 1, width: 1 } });
