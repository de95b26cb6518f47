import { ownValue } from '#lib/own-key.ts';
import type { LevelConfig, NetworkConfig } from '#lib/dla/network/config.ts';
import { blocksFault, hasNode, isStructureName } from '#lib/dla/structures/structures.ts';
import { MOST_NODES } from '#lib/graph/document/schema.ts';
import type { Json } from '#lib/issue.ts';

type Key = string | number;

/** Where a value of a sweep goes in a config: `width`, or a key, in some levels where the path names a range. */
export type VaryPath =
  | { readonly kind: 'width' }
  | { readonly kind: 'key'; readonly path: readonly Key[] }
  | { readonly kind: 'levels'; readonly from: number; readonly to: number; readonly path: readonly string[] };

const roots: readonly (keyof NetworkConfig)[] = ['name', 'input', 'stem', 'block', 'levels', 'head'];

/** What aggregation levels alone have: in a range of levels those of convolutions are passed over. */
const ofAggregation: readonly string[] = ['structure', 'blocks', 'levelRoot', 'rootResidual', 'dilation', 'block'];

/** `levels[3].blocks`, `levels[2..5].structure`, `head.decoder`, `width`; none for a path that the base does not have. */
export function readPath(text: string, base: NetworkConfig): VaryPath | undefined {
  if (text === 'width') return { kind: 'width' };
  const range = /^levels\[(\d+)\.\.(\d+)\]\.(\w+(?:\.\w+)*)$/.exec(text);
  if (range) {
    const [from, to] = [Number(range[1]), Number(range[2])];
    if (from > to || to >= base.levels.length) return undefined;
    return { kind: 'levels', from, to, path: range[3]!.split('.') };
  }
  const level = /^levels\[(\d+)\](?:\.(\w+(?:\.\w+)*))?$/.exec(text);
  if (level) {
    const index = Number(level[1]);
    if (index >= base.levels.length) return undefined;
    return { kind: 'key', path: ['levels', index, ...(level[2]?.split('.') ?? [])] };
  }
  if (!/^\w+(?:\.\w+)*$/.test(text)) return undefined;
  const path = text.split('.');
  return roots.some((root) => root === path[0]) ? { kind: 'key', path } : undefined;
}

/** A config with values in the places of their axes, to be parsed: what they make may be no network. */
export function variantOf(base: NetworkConfig, values: readonly (readonly [VaryPath, Json])[]): unknown {
  let config: unknown = base;
  let width: number | undefined;
  /** Places that have values of their own. */
  const given = new Set<string>();
  for (const [path, value] of values) {
    if (path.kind === 'width') {
      width = Number(value);
      continue;
    }
    for (const place of placesOf(path, base)) {
      config = placed(config, place, value);
      given.add(place.join('.'));
    }
  }
  return scaled(withFlags(config as NetworkConfig, given), width);
}

function placesOf(path: Exclude<VaryPath, { kind: 'width' }>, { levels }: NetworkConfig): readonly (readonly Key[])[] {
  if (path.kind === 'key') return [path.path];
  const indices = [...levels.keys()].slice(path.from, path.to + 1);
  const wanted = ofAggregation.includes(path.path[0]!)
    ? indices.filter((index) => levels[index]!.kind === 'aggregation')
    : indices;
  return wanted.map((index) => ['levels', index, ...path.path]);
}

/** A copy with a value at a path; what is not there is made. */
function placed(within: unknown, [key, ...rest]: readonly Key[], value: Json): unknown {
  if (key === undefined) return value;
  if (Array.isArray(within))
    return within.map((each, index) => (index === key ? placed(each, rest, value) : each) as unknown);
  const fields = typeof within === 'object' && within !== null ? (within as Readonly<Record<string, unknown>>) : {};
  const before = ownValue(fields, String(key));
  return Object.fromEntries([...Object.entries(fields), [key, placed(before, rest, value)]]);
}

/** Flags that only the base has are left off where a level has no node that they could mean. */
function withFlags(config: NetworkConfig, given: ReadonlySet<string>): NetworkConfig {
  const { levels } = config;
  if (!Array.isArray(levels)) return config;
  const isGiven = (index: number, flag: string): boolean =>
    ['levels', `levels.${index}`, `levels.${index}.${flag}`].some((place) => given.has(place));
  const kept = levels.map((level: LevelConfig, index) => {
    if (level.kind !== 'aggregation' || !isBare(level.structure, level.blocks)) return level;
    const { levelRoot, rootResidual, ...rest } = level;
    return {
      ...rest,
      ...(isGiven(index, 'levelRoot') && { levelRoot }),
      ...(isGiven(index, 'rootResidual') && { rootResidual }),
    } as LevelConfig;
  });
  return { ...config, levels: kept };
}

/** Whether a level is sound and has no aggregation node. */
const isBare = (structure: unknown, blocks: unknown): boolean =>
  typeof structure === 'string' &&
  isStructureName(structure) &&
  typeof blocks === 'number' &&
  Number.isInteger(blocks) &&
  blocks >= 1 &&
  blocks <= MOST_NODES &&
  !blocksFault(structure, blocks) &&
  !hasNode(structure, blocks);

/** Every number of channels times a width, where it is varied, rounded to the nearest multiple of 8, at least 8. */
function scaled(config: NetworkConfig, width: number | undefined): NetworkConfig {
  if (width === undefined) return config;
  const wide = (channels: number): number => Math.max(8, Math.floor((channels * width) / 8 + 0.5) * 8);
  return {
    ...config,
    stem: { ...config.stem, channels: wide(config.stem.channels) },
    levels: config.levels.map((level) => ({ ...level, channels: wide(level.channels) })),
  };
}
