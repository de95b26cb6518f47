import type { BuiltLevel } from '#lib/dla/structures/level.ts';
import { DecoderBuilder, type Feature, type NodeOptions } from './builder.ts';
import { decoderGroup, type DecoderName } from './names.ts';

export type { Feature, NodeOptions } from './builder.ts';

/** None: the deepest feature alone, projected and brought up. */
function none(build: DecoderBuilder, features: readonly Feature[]): string {
  const first = features[0]!;
  const deepest = features.at(-1)!;
  const name = String(features.length - 1);
  return build.projectedUp(name, deepest, first.channels, deepest.reduction / first.reduction);
}

/** Shallow (FPN and U-Net like): from the deepest back, each step merges with one feature. */
function shallow(build: DecoderBuilder, features: readonly Feature[]): string {
  let y = features.at(-1)!;
  for (let k = features.length - 2; k >= 0; k -= 1) {
    const feature = features[k]!;
    const up = build.projectedUp(String(k), y, feature.channels, y.reduction / feature.reduction);
    y = { ...feature, id: build.fuse(String(k), [feature.id, up], feature.channels) };
  }
  return y.id;
}

/** IDA: one pass from the shallowest on. */
function ida(build: DecoderBuilder, features: readonly Feature[]): string {
  const first = features[0]!;
  let y = first.id;
  features.slice(1).forEach((feature, at) => {
    const name = String(at + 1);
    const up = build.projectedUp(name, feature, first.channels, feature.reduction / first.reduction);
    y = build.fuse(name, [y, up], first.channels);
  });
  return y;
}

/** The authors' DLAUp: ever longer IDA passes over the deepest maps, each in a group of its own (paper, figure 4). */
function idaUp(build: DecoderBuilder, features: readonly Feature[]): string {
  const maps = [...features];
  for (let pass = 0; pass <= maps.length - 2; pass += 1) {
    const start = maps.length - 2 - pass;
    const target = maps[start]!;
    const inner = build.group(`ida_${pass}`);
    const ups = maps
      .slice(start)
      .map((map, k) => inner.projectedUp(String(k), map, target.channels, map.reduction / target.reduction));
    let y = ups[0]!;
    ups.slice(1).forEach((up, at) => {
      y = inner.fuse(String(at + 1), [y, up], target.channels);
      maps[start + at + 1] = { ...target, id: y };
    });
  }
  return maps.at(-1)!.id;
}

const decoders = { none, shallow, ida, 'ida-up': idaUp } satisfies Record<DecoderName, typeof none>;

/** The decoder of a dense network over backbone features, shallowest first; `projection` is 3 in MonoDLE's. */
export function buildDecoder(
  name: DecoderName,
  features: readonly Feature[],
  norm: NodeOptions,
  projection: 1 | 3 = 1,
): BuiltLevel {
  const build = new DecoderBuilder(decoderGroup(name), 'decoder', norm, projection);
  const output = decoders[name](build, features);
  return { ...build.done(), output };
}
