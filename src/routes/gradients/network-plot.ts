import type { Quantity } from '#lib/workspace/gradients/rows.ts';
import { blockSpreads, levelsOf, type NetworkFlow } from '#lib/workspace/gradients/network-flow.ts';
import { area, line, scaleLinear, scaleLog } from 'd3';
import type { Box } from './flow-scale.ts';
import { readableTicks } from './flow-scale.ts';

/** A level's stretch of the plot. */
export interface Stretch {
  readonly level: string;
  readonly from: number;
  readonly to: number;
}

/** The curve of one network: from each level's first block to its last, so that levels of unlike length lie over each other. */
export interface NetworkCurve {
  readonly network: number;
  readonly line: string;
  /** From the least to the greatest seed. */
  readonly band: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface NetworkPlot {
  readonly stretches: readonly Stretch[];
  readonly curves: readonly NetworkCurve[];
  readonly ticks: readonly { readonly value: number; readonly y: number }[];
}

/** Room between two levels, in pixels. */
const APART = 14;

/** Levels side by side, as wide as their longest network is long. */
function stretchesOf(networks: readonly NetworkFlow[], width: number): readonly Stretch[] {
  const levels = levelsOf(networks).map((level) => ({
    level,
    longest: Math.max(
      2,
      ...networks.map(({ flows }) => (flows[0]?.blocks ?? []).filter((each) => each.level === level).length),
    ),
  }));
  const whole = levels.reduce((sum, { longest }) => sum + longest, 0);
  const room = width - APART * Math.max(0, levels.length - 1);
  let from = 0;
  return levels.map(({ level, longest }) => {
    const to = from + (room * longest) / whole;
    const stretch = { level, from, to };
    from = to + APART;
    return stretch;
  });
}

/** Norms of the networks' blocks on one logarithmic scale; undefined where nothing flows. */
export function plotNetworks(
  networks: readonly NetworkFlow[],
  quantity: Quantity,
  { width, height }: Box,
): NetworkPlot | undefined {
  const all = networks.map((each) => ({ network: each.network, blocks: blockSpreads(each, quantity) }));
  const norms = all.flatMap(({ blocks }) => blocks.flatMap(({ norm }) => (norm ? [norm.low, norm.high] : [])));
  if (norms.length === 0) return undefined;
  const stretches = stretchesOf(networks, width);
  const [least, most] = [Math.min(...norms), Math.max(...norms)];
  // Air above and below, and at least a decade: what differs by little is not blown up.
  const middle = Math.sqrt(least * most);
  const half = Math.max(Math.log10(most / least) / 2 + 0.08, 0.5);
  const y = scaleLog([middle / 10 ** half, middle * 10 ** half], [height, 0]);
  const across = new Map(stretches.map(({ level, from, to }) => [level, scaleLinear([0, 1], [from + 7, to - 7])]));
  const curves = all.map(({ network, blocks }) => {
    const places = blocks.map(({ level, index, of, norm }) => ({
      level,
      norm,
      x: across.get(level)!(of > 1 ? index / (of - 1) : 0.5),
    }));
    type Place = (typeof places)[number];
    const drawn = line<Place>(
      ({ x }) => x,
      ({ norm }) => y(norm!.mean),
    ).defined(({ norm }) => norm !== undefined);
    const spread = area<Place>(
      ({ x }) => x,
      ({ norm }) => y(norm!.low),
      ({ norm }) => y(norm!.high),
    ).defined(({ norm }) => norm !== undefined);
    const byLevel = stretches.map(({ level }) => places.filter((place) => place.level === level));
    return {
      network,
      line: byLevel.map((own) => drawn(own) ?? '').join(''),
      band: byLevel.map((own) => spread(own) ?? '').join(''),
      points: places.flatMap(({ x, norm }) => (norm ? [{ x, y: y(norm.mean) }] : [])),
    };
  });
  const [low, high] = y.domain() as [number, number];
  return { stretches, curves, ticks: readableTicks(low, high).map((value) => ({ value, y: y(value) })) };
}
