import { buildNetwork } from '#lib/dla/network/build.ts';
import type { NetworkConfig } from '#lib/dla/network/config.ts';
import { parseNetworkFile, type NetworkFile } from '#lib/dla/network/file.ts';
import { serialiseConfig } from '#lib/dla/network/parse.ts';
import { presetDocument, presetOf, presets, type Preset } from '#lib/dla/presets/presets.ts';
import { readConfig } from '#lib/dla/reading/read-config.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { MOST_BYTES } from '#lib/graph/document/json.ts';
import * as v from 'valibot';
import { documentOfLines, linesOf } from './document-lines.ts';
import { editedLines, lineEdits } from './lines.ts';
import { patched, patchOf } from '#lib/dla/network/merge-patch.ts';

/** A config by the preset that it is most like, and what is different of it. */
const like = v.union([v.strictTuple([v.string()]), v.strictTuple([v.string(), v.unknown()])]);

const natural = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST_BYTES));

/**
 * A network in a link. A config: what it is like. A graph document: its lines, as edits of those of another network, which
 * a config makes (by what it is like) or a preset is (by its id), or of nothing; `d` where the other has its defaults written out.
 */
export const entrySchema = v.union([
  v.strictObject({ c: like }),
  v.strictObject({
    g: v.union([v.string(), like]),
    d: v.optional(v.literal(1)),
    e: v.array(v.union([v.string(), v.strictTuple([natural, natural])])),
  }),
]);

export type Entry = v.InferOutput<typeof entrySchema>;
type Like = v.InferOutput<typeof like>;

export function entryOf(file: NetworkFile): Entry {
  if (file.kind === 'config') return { c: likeOf(file.config) };
  const wanted = linesOf(file.document);
  return shortest(
    basesOf(file.document).flatMap(([g, document]) =>
      [false, true].map((full) => ({
        g,
        ...(full && { d: 1 as const }),
        e: lineEdits(document ? linesOf(document, full) : [], wanted),
      })),
    ),
  );
}

/** What a document may be like: the config that makes it, or the presets. */
function basesOf(document: GraphDocument): readonly [base: string | Like, GraphDocument | undefined][] {
  const config = readConfig(document);
  if (config.ok) return [[likeOf(config.value), buildNetwork(config.value)]];
  return [['', undefined], ...presets.map((preset): [string, GraphDocument] => [preset.id, documentOf(preset)])];
}

const documents = new Map<Preset, GraphDocument>();

function documentOf(preset: Preset): GraphDocument {
  const document = documents.get(preset) ?? presetDocument(preset);
  documents.set(preset, document);
  return document;
}

function likeOf(config: NetworkConfig): Like {
  // Its keys in the order of the schema, no key without a value.
  const value = plain(config);
  return shortest(
    presets.flatMap(({ id, config: preset }): readonly Like[] => {
      if (!preset) return [];
      const patch = patchOf(plainPreset(id, preset), value);
      return [patch === undefined ? [id] : [id, patch]];
    }),
  );
}

const plainPresets = new Map<string, unknown>();

function plainPreset(id: string, config: NetworkConfig): unknown {
  const value = plainPresets.get(id) ?? plain(config);
  plainPresets.set(id, value);
  return value;
}

const plain = (config: NetworkConfig): unknown => JSON.parse(serialiseConfig(config));

function shortest<T>(entries: readonly T[]): T {
  const lengths = entries.map((entry) => JSON.stringify(entry).length);
  return entries[lengths.indexOf(Math.min(...lengths))]!;
}

/** The network of an entry; none where it is none. A graph document may be a draft, as on the page. */
export function networkOf(entry: Entry): NetworkFile | undefined {
  if ('c' in entry) return configOf(entry.c);
  const document = baseOf(entry.g);
  if (document === undefined) return undefined;
  const base = document === '' ? [] : linesOf(document, entry.d === 1);
  const lines = editedLines(base, entry.e, MOST_BYTES);
  const made = lines && documentOfLines(lines);
  return made && { kind: 'graph', document: made };
}

function configOf([id, patch]: Like): (NetworkFile & { readonly kind: 'config' }) | undefined {
  const preset = presetOf(id)?.config;
  if (!preset) return undefined;
  const parsed = parseNetworkFile(JSON.stringify(patched(plainPreset(id, preset), patch)));
  return parsed.ok && parsed.value.kind === 'config' ? parsed.value : undefined;
}

function baseOf(base: string | Like): GraphDocument | '' | undefined {
  if (base === '') return '';
  if (typeof base === 'string') {
    const preset = presetOf(base);
    return preset && documentOf(preset);
  }
  const file = configOf(base);
  return file && buildNetwork(file.config);
}
