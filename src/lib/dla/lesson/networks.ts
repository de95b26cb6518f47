import { parseNetworkFile, type NetworkFile } from '#lib/dla/network/file.ts';
import { patched } from '#lib/dla/network/merge-patch.ts';
import { presetOf, presets } from '#lib/dla/presets/presets.ts';
import type { Fault } from '#lib/graph/document/faults.ts';
import { refused, type Result } from '#lib/issue.ts';
import type { LessonFile, Said } from './schema.ts';

/** The networks of a lesson by their ids, and what is at fault with the others. */
export function readNetworks({ networks: listed = [] }: LessonFile): {
  readonly networks: ReadonlyMap<string, NetworkFile>;
  readonly faults: readonly Fault[];
} {
  const networks = new Map<string, NetworkFile>();
  const faults: Fault[] = [];
  for (const [index, { id, network, change }] of listed.entries()) {
    const path = ['networks', index];
    if (networks.has(id) || presetOf(id))
      faults.push({ kind: 'not-allowed', path: [...path, 'id'], expected: 'new-id', received: id });
    const base = typeof network === 'string' ? named(network, networks) : parseNetworkFile(JSON.stringify(network));
    const file = base.ok && change !== undefined ? changed(base.value, change) : base;
    if (file.ok) networks.set(id, file.value);
    else
      faults.push(
        ...file.issues.map(({ line: _, column: __, at, ...issue }): Fault => {
          const place = base.ok ? 'change' : 'network';
          return { ...issue, path: [...path, place], at: `networks[${index}].${at === '' ? place : `${place}.${at}`}` };
        }),
      );
  }
  return { networks, faults };
}

/** A preset, or a network that stands before. */
export const networkNamed = (id: string, networks: ReadonlyMap<string, NetworkFile>): NetworkFile | undefined => {
  const preset = presetOf(id);
  return preset === undefined
    ? networks.get(id)
    : preset.config
      ? { kind: 'config', config: preset.config }
      : { kind: 'graph', document: preset.document };
};

/** The name in a network's own file. */
export const ownName = (file: NetworkFile): string => (file.kind === 'config' ? file.config : file.document).name;

/** What captions call a network, by language: as the lesson does, else by the network's own name, which has none. */
export function calledIn(
  lesson: { readonly file: Pick<LessonFile, 'networks'>; readonly networks: ReadonlyMap<string, NetworkFile> },
  id: string,
): Said {
  const entry = lesson.file.networks.find((each) => each.id === id);
  const file = networkNamed(id, lesson.networks);
  const own = file && ownName(file);
  return entry?.name ?? { en: own, zh: own };
}

/** What the networks of a lesson compute hangs on, whatever they are called. */
export const withoutNames = ({ networks }: LessonFile): readonly Omit<LessonFile['networks'][number], 'name'>[] =>
  networks.map(({ name: _, ...rest }) => rest);

function named(id: string, networks: ReadonlyMap<string, NetworkFile>): Result<NetworkFile> {
  const found = networkNamed(id, networks);
  const expected = [...networks.keys(), ...presets.map((preset) => preset.id)];
  return found ? { ok: true, value: found } : refused({ kind: 'not-expected', at: '', expected, received: id });
}

function changed(file: NetworkFile, change: unknown): Result<NetworkFile> {
  if (file.kind === 'graph')
    return refused({ kind: 'not-allowed', at: '', expected: 'change-of-config', received: 'dla-graph' });
  return parseNetworkFile(JSON.stringify(patched(file.config, change)));
}
