import type { HeadConfig, NetworkConfig } from '#lib/dla/network/config.ts';
import { isHeadName } from '#lib/dla/network/config.ts';
import { largest, mostCommon, type Shapes } from './shapes.ts';

const DOWN_RATIOS = [2, 4, 8, 16] as const;
type DownRatio = (typeof DOWN_RATIOS)[number];

/** What stands behind the backbone, by names and shapes; `own` are heads that are read at all. */
export function readHead(
  shapes: Shapes,
  { levels, norm = 'batch' }: Pick<NetworkConfig, 'levels' | 'norm'>,
  options: { readonly features: boolean; readonly heads: boolean; readonly dense: boolean },
): HeadConfig {
  if (options.features) return { kind: 'features' };
  if (!shapes.has(/^(?:dla_up|ida_up)\./)) {
    const classes = shapes.most(/^fc\.(?:weight|bias)$/);
    return classes === undefined ? { kind: 'features' } : { kind: 'classifier', classes };
  }
  const passes = largest(
    0,
    shapes.matching(/^dla_up\.ida_\d\./).map((name) => Number(name[11])),
  );
  const first = Math.max(1, levels.length - 2 - passes);
  const downRatio = DOWN_RATIOS.find((ratio) => ratio >= 2 ** first) ?? 16;
  if (options.dense) return readDense(shapes, downRatio);
  const heads = options.heads ? readHeads(shapes, levels[first]?.channels, norm !== 'batch') : { found: [] };
  const build = heads.build ?? { hidden: 256, headNorm: false };
  const written = {
    ...({ kind: 'detection', downRatio, headChannels: build.hidden, headNorm: build.headNorm } as const),
    heads: heads.found,
  };
  // With two maps there is no second part; the norms of its units are told by their names.
  if (shapes.has(/^(?:ida_up\.|dla_up\..*\.actf\.0\.)/)) {
    const node = shapes.has(/^(?:dla_up|ida_up)\..*conv_offset_mask\./) ? 'deform' : 'conv';
    return { ...written, neck: 'dla-up-add', node };
  }
  const projection = shapes.most(/^dla_up\.ida_\d\.proj_\d+\.0\.weight$/, 2) === 3 ? 3 : 1;
  return { ...written, neck: 'dla-up', node: 'conv', projection };
}

/** The authors' dense networks: one map is a boundary's. */
function readDense(shapes: Shapes, ratio: DownRatio): HeadConfig {
  const classes = shapes.most(/^(?:fc\.0\.(?:weight|bias)|up\.weight)$/) ?? 1;
  const downRatio = ratio === 16 ? 8 : ratio;
  const common = { decoder: 'ida-up', downRatio } as const;
  return classes === 1 ? { kind: 'boundary', ...common } : { kind: 'segmentation', ...common, classes };
}

interface Build {
  readonly hidden: number;
  readonly headNorm: boolean;
}

const direct = ['weight', 'bias'];
const plain = ['0.weight', '0.bias', '2.weight', '2.bias'];
const affine = ['0.weight', '0.bias', '1.weight', '1.bias', '3.weight', '3.bias'];
const running = ['1.running_mean', '1.running_var'];

interface FoundHead {
  readonly name: string;
  readonly channels: number;
  readonly build: Build;
}

/** The heads of the build that most have: those of another one are somebody else's. */
function readHeads(
  shapes: Shapes,
  neck: number | undefined,
  isGroup: boolean,
): { readonly found: { name: string; channels: number }[]; readonly build?: Build } {
  const rest = new Map<string, string[]>();
  for (const each of shapes.names) {
    const dot = each.indexOf('.');
    const name = each.slice(0, Math.max(0, dot));
    if (!isHeadName(name) || /^(?:base_layer|level\d+|fc|dla_up|ida_up)$/.test(name)) continue;
    rest.set(name, [...(rest.get(name) ?? []), each.slice(dot + 1)]);
  }
  const heads = [...rest].flatMap(([name, parts]) => readOne(shapes, name, parts, { neck, isGroup }) ?? []);
  const keyOf = ({ build }: FoundHead): string => `${build.hidden} ${build.headNorm}`;
  const most = mostCommon(heads.map(keyOf));
  const same = heads.filter((head) => keyOf(head) === most);
  return {
    found: same.map(({ name, channels }) => ({ name, channels })),
    ...(same[0] && { build: same[0].build }),
  };
}

function readOne(
  shapes: Shapes,
  name: string,
  parts: readonly string[],
  { neck, isGroup }: { readonly neck: number | undefined; readonly isGroup: boolean },
): FoundHead | undefined {
  const normed = isGroup ? affine : [...affine, ...running];
  const form = [direct, plain, normed].find(
    (form) => parts.every((part) => form.includes(part)) && 2 * parts.length > form.length,
  );
  if (!form) return undefined;
  const dim = (part: string, axis: number): number | undefined => shapes.of(`${name}.${part}`)?.[axis];
  const last = form === direct ? '' : form === plain ? '2.' : '3.';
  const square = (part: string, kernel: number): boolean => (dim(part, 2) ?? kernel) === kernel;
  if (!square(`${last}weight`, 1) || !square('0.weight', 3)) return undefined;
  const channels = dim(`${last}weight`, 0) ?? dim(`${last}bias`, 0);
  if (channels === undefined) return undefined;
  if (form === direct)
    return dim('weight', 1) === neck ? { name, channels, build: { hidden: 0, headNorm: false } } : undefined;
  const said = [...form.filter((part) => part.startsWith('0.') || part.startsWith('1.'))].map((part) => dim(part, 0));
  const hidden = mostCommon([...said, dim(`${last}weight`, 1)].filter((each) => each !== undefined));
  return hidden === undefined ? undefined : { name, channels, build: { hidden, headNorm: form === normed } };
}
