import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { serialiseGraph } from '#lib/dla/network/graph-file.ts';
import { serialiseConfig } from '#lib/dla/network/parse.ts';
import { presetName, presets, type Preset } from '#lib/dla/presets/presets.ts';
import { readConfig } from '#lib/dla/reading/read-config.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';

/** The preset that a network was, by its name. */
export const presetNamed = (name: string): Preset | undefined => presets.find((each) => presetName(each) === name);

/** Whether a network is still what its preset is. */
export function isPreset(document: GraphDocument, preset: Preset): boolean {
  if (!preset.config) return serialiseGraph(document) === serialiseGraph(preset.document);
  const config = readConfig(document);
  return config.ok && serialiseConfig(config.value) === serialiseConfig(preset.config);
}

/** Digits that tell variants apart. */
const DIGITS = 6;

const known = new WeakMap<GraphDocument, string>();

/**
 * What tells a network from others of its name, in a few letters: nothing for a preset as it was, else the beginning of a
 * hash of its file.
 */
export function variantOf(document: GraphDocument): string {
  const variant = known.get(document) ?? read(document);
  known.set(document, variant);
  return variant;
}

function read(document: GraphDocument): string {
  const preset = presetNamed(document.name);
  if (preset && isPreset(document, preset)) return '';
  const config = readConfig(document);
  const file = config.ok ? serialiseConfig(config.value) : serialiseGraph(document);
  return bytesToHex(sha256(utf8ToBytes(file))).slice(0, DIGITS);
}
