import { imageOf } from '#lib/dla/op-graph/image.ts';
import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { IssueError } from '#lib/issue.ts';
import type { Wish } from '#lib/runtime/compute/reading.ts';
import { fuseOps, type FusedOp, type Fusion } from '#lib/runtime/plan/fuse.ts';
import { orderSteps } from '#lib/runtime/plan/order.ts';
import { NO_REUSE, retainedOf, type Reuse } from '#lib/runtime/plan/reuse.ts';
import { valueBytes } from '#lib/runtime/plan/value-bytes.ts';
import { bytesOf, sizeOfGrid, TEXEL_BYTES, type Size, type Tile } from './layout.ts';
import { placeValues, type Lifetime, type Placement } from './lifetimes.ts';
import { planDraws } from './plan-draws.ts';
import { MOST_WAITING, type GlRead, type GlStep } from './step.ts';
import { Views } from './views.ts';
import { convolutionLayout, sizeOfWeights } from './weight-layout.ts';

export interface GlDevice {
  readonly tile: Tile;
  /** Longest side of a texture. */
  readonly maxSize: number;
}

/** What an executor does, in order. Pure data: the same graph, wishes and device give the same plan. */
export interface GlPlan {
  readonly image: number;
  readonly steps: readonly GlStep[];
  /** What is read right after a step, by its position; −1 stands for the image. */
  readonly reads: ReadonlyMap<number, readonly GlRead[]>;
  readonly placement: Placement;
  /** Bytes of the textures of all weights in use. */
  readonly weightBytes: number;
  /** Bytes of the textures of all activations. */
  readonly activationBytes: number;
  /** Most bytes that are on their way back at one time. */
  readonly readBytes: number;
  /** Values that stay for the next run, of those that may: each has a texture of its own. */
  readonly retained: ReadonlySet<number>;
}

const NOTHING: Size = { width: 0, height: 0 };

/** What a draw computes besides its op. */
const FUSION = {
  'batch-norm': ['conv2d', 'deform-conv', 'linear'],
  add: ['conv2d', 'deform-conv', 'linear'],
  relu: ['conv2d', 'deform-conv', 'linear', 'add', 'batch-norm', 'group-norm'],
} as const satisfies Partial<Fusion>;

/**
 * Plans what must be computed so that the wishes can be read, in the document's order or in that which keeps the fewest
 * values alive: whichever takes less memory. Throws an IssueError for what the device cannot hold.
 */
export function makeGlPlan(
  graph: OpGraph,
  wishes: ReadonlyMap<number, Wish>,
  device: GlDevice,
  reuse: Reuse = NO_REUSE,
): GlPlan {
  const kept = new Set(wishes.keys());
  const views = new Views(graph, kept, reuse.known);
  const fusion = { ...FUSION, summandOf: (value: number) => views.onlySourceOf(value)?.value };
  const ops = fuseOps(graph, kept, fusion, reuse.known);
  const inOrder = (ordered: readonly FusedOp[]) => planInOrder(graph, wishes, device, ordered, views, reuse);
  const plan = inOrder(ops);
  const lean = orderSteps(ops, valueBytes(graph));
  if (lean === ops) return plan;
  const other = inOrder(lean);
  const better = other.activationBytes < plan.activationBytes && other.steps.length <= plan.steps.length;
  return better ? other : plan;
}

function planInOrder(
  graph: OpGraph,
  wishes: ReadonlyMap<number, Wish>,
  device: GlDevice,
  ops: readonly FusedOp[],
  views: Views,
  reuse: Reuse,
): GlPlan {
  const { index: image } = imageOf(graph);
  const { steps: draws, reads } = planDraws(graph, wishes, image, ops, views);
  const steps = draws.map((step) => withWeightLayout(step, graph, device.maxSize));
  const retained = retainedOf(steps, graph, reuse);
  const lifetimes = lifetimesOf(graph, image, steps, reads, retained);
  const placement = placeValues(lifetimes, device.tile, device.maxSize);
  const sizes = steps.map(({ weights }) => (weights ? sizeOfWeights(weights, graph, device.maxSize) : NOTHING));
  const tooLarge = sizes.findIndex(({ width, height }) => Math.max(width, height) > device.maxSize);
  if (!placement || tooLarge >= 0) {
    const at = graph.ops[steps[tooLarge]?.op ?? image]!.node;
    throw new IssueError([{ kind: 'texture-too-large', at, expected: device.maxSize }]);
  }
  const weightBytes = sizes.reduce((sum, { width, height }) => sum + width * height * TEXEL_BYTES, 0);
  const readBytes = mostReading(steps, reads, placement, device.tile, valueBytes(graph));
  return { image, steps, reads, placement, weightBytes, activationBytes: placement.bytes, readBytes, retained };
}

/** Reads are taken when too much waits, oldest first. */
function mostReading(
  steps: readonly GlStep[],
  reads: GlPlan['reads'],
  { places }: Placement,
  tile: Tile,
  bytesOfValue: (value: number) => number,
): number {
  const waiting: number[] = [];
  let bytes = 0;
  let most = 0;
  for (let position = -1; position < steps.length; position += 1)
    for (const { source } of reads.get(position) ?? []) {
      // What is known has its place elsewhere.
      const place = places.get(source.value);
      const size = place ? bytesOf(sizeOfGrid(place.grid), tile) : bytesOfValue(source.value);
      waiting.push(size);
      bytes += size;
      most = Math.max(most, bytes);
      while (bytes > MOST_WAITING) bytes -= waiting.shift()!;
    }
  return most;
}

function withWeightLayout(step: GlStep, graph: OpGraph, most: number): GlStep {
  if (step.weights?.form !== 'convolution' && step.weights?.form !== 'deformed') return step;
  const { group, rowsOfBlocks, columns } = convolutionLayout(step.weights, graph, most);
  return { ...step, ints: { group, rowsOfBlocks: [rowsOfBlocks], columns: [columns] } };
}

function lifetimesOf(
  graph: OpGraph,
  image: number,
  steps: readonly GlStep[],
  reads: ReadonlyMap<number, readonly GlRead[]>,
  retained: ReadonlySet<number>,
): Lifetime[] {
  const last = new Map<number, number>();
  const use = (value: number, position: number) => last.set(value, Math.max(position, last.get(value) ?? position));
  use(image, -1);
  steps.forEach((step, position) =>
    [step.result, ...step.sources.map(({ value }) => value)].forEach((v) => use(v, position)),
  );
  for (const [position, read] of reads) for (const { source } of read) use(source.value, position);
  const born = new Map([[image, { shape: graph.ops[image]!.shape, from: -1 }]]);
  steps.forEach(({ result, shape }, from) => {
    // Several draws may fill one value.
    if (!born.has(result)) born.set(result, { shape, from });
  });
  // What stays shares its texture with nothing.
  return [...born].map(([value, { shape, from }]) =>
    retained.has(value) ? { value, shape, from: -1, to: Infinity } : { value, shape, from, to: last.get(value)! },
  );
}
