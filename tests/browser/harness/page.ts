import type { PictureNote } from '#lib/dla/image/decode.ts';
import type { Intervention } from '#lib/dla/lowering/interventions.ts';
import { lowerDocument, lowerWith } from '#lib/dla/lowering/lower.ts';
import type { WeightMatch } from '#lib/dla/weights/match.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { IssueError, type Issue } from '#lib/issue.ts';
import type { Place } from '#lib/runtime/compute/reach.ts';
import type { BackendChoice, Device, Ranking } from '#lib/runtime/compute/device.ts';
import { histogramOf, type Histogram } from '#lib/runtime/compute/histogram.ts';
import type { Wish } from '#lib/runtime/compute/reading.ts';
import type { RunMemory } from '#lib/runtime/compute/session.ts';
import { compareSamples, type Samples } from '#lib/runtime/compute/likeness.ts';
import { createRunner, weightFile } from '#lib/runtime/session/client.ts';
import type { Computed } from '../../golden/forward.ts';
import { cancelTraining, pauseAndStop } from './train.ts';

export interface HarnessOrder {
  readonly document: GraphDocument;
  /** Flat NCHW indices of the values that are wanted, by the id of the value. */
  readonly samples: Readonly<Record<string, readonly number[]>>;
  readonly backend: BackendChoice | Ranking;
  /** The address of a weight file; seeded weights without. */
  readonly file?: string;
  /** The address of an image; the seeded input without. */
  readonly image?: string;
  readonly cancelAfter?: number;
  /** What is changed in the computation. */
  readonly interventions?: readonly Intervention[];
}

export type HarnessReport =
  | {
      readonly results: Readonly<Record<string, Computed>>;
      readonly device: Device;
      readonly memory: RunMemory;
      readonly uploads: number;
      readonly seconds: number;
      readonly match?: WeightMatch;
      /** What the network saw of the image, 8-bit RGB. */
      readonly seen?: readonly number[];
      readonly notes?: readonly PictureNote[];
      readonly steps: number;
    }
  | { readonly issues: readonly Issue[] }
  | { readonly cancelled: string };

const runner = createRunner();
const files = new Map<string, File>();

async function fileAt(address: string): Promise<File> {
  const known = files.get(address);
  if (known) return known;
  const file = new File([await (await fetch(address)).blob()], address.slice(address.lastIndexOf('/') + 1));
  files.set(address, file);
  return file;
}

async function run({ document, samples, backend, file, image, ...given }: HarnessOrder): Promise<HarnessReport> {
  const { cancelAfter, interventions = [] } = given;
  const untouched = lowerDocument(document).graph;
  const intervened = interventions.length > 0;
  const graph = intervened ? lowerWith(document, interventions) : untouched;
  const weights = file ? weightFile(await fileAt(file)) : ({ kind: 'seeded' } as const);
  const input = image
    ? ({ kind: 'image', blob: await (await fetch(image)).blob() } as const)
    : ({ kind: 'seeded' } as const);
  const keep = new Map(Object.keys(samples).map((id) => [id, { stats: true, full: true }]));
  if (cancelAfter !== undefined) await probe(backend);
  const controller = new AbortController();
  const { signal } = controller;
  let steps = 0;
  try {
    const report = await runner.run(
      { graph, weights, input, keep, backend, ...(intervened && { untouched }) },
      {
        signal,
        onProgress: ({ phase }) => {
          if (phase === 'steps') steps += 1;
          if (steps === cancelAfter) controller.abort();
        },
      },
    );
    const results = Object.entries(samples).map(([id, indices]) => {
      const { stats, data } = report.results.get(id)!;
      return [id, { stats: stats!, values: indices.map((index) => data![index]!) }];
    });
    const { seen, ...rest } = report;
    return {
      ...rest,
      ...(seen ? { seen: [...seen.data], notes: seen.notes } : {}),
      results: Object.fromEntries(results) as Record<string, Computed>,
      steps,
    };
  } catch (error) {
    if (error instanceof IssueError) return { issues: error.issues };
    // The worker answers one request after another: it is free again.
    await probe(backend);
    return { cancelled: (error as Error).name };
  }
}

/** The least run that has to wait for the device. */
const { graph: oneStep } = lowerDocument({
  name: 'one step',
  nodes: [
    { id: 'input', kind: 'input', inputs: [], attributes: { channels: 1, height: 32, width: 32 } },
    { id: 'relu', kind: 'relu', inputs: ['input'], attributes: {} },
  ],
  groups: [],
  positions: new Map(),
});

const probe = (backend: BackendChoice | Ranking) =>
  runner.run({
    graph: oneStep,
    weights: { kind: 'seeded' },
    input: { kind: 'seeded' },
    keep: new Map([['relu', { stats: true }]]),
    backend,
  });

/** A backward pass on the seeded input; the input's gradient at some flat NCHW indices. */
async function gradient(document: GraphDocument, label: number, indices: readonly number[], backend: BackendChoice) {
  const { graph } = lowerDocument(document);
  const order = { graph, weights: { kind: 'seeded' }, input: { kind: 'seeded' }, label, backend } as const;
  const { loss, logits, norms, input, device } = await runner.gradient(order);
  const values = indices.map((i) => input.data![i]!);
  return { loss, logits: [...logits], norms: [...norms], input: { stats: input.stats!, values }, device };
}

/** What a unit sees of the seeded input; its map at some indices, and how much of it lies outside of its box. */
async function reach(
  document: GraphDocument,
  node: string,
  at: Place,
  indices: readonly number[],
  backend: BackendChoice,
) {
  const { graph } = lowerDocument(document);
  const order = { graph, weights: { kind: 'seeded' }, input: { kind: 'seeded' }, node, at, backend } as const;
  const { map, stats, box, image, device } = await runner.reach(order);
  const [top, left, bottom, right] = box!;
  const outside = map.reduce((sum, value, i) => {
    const [y, x] = [Math.floor(i / image[1]), i % image[1]];
    return y < top || y > bottom || x < left || x > right ? sum + value : sum;
  }, 0);
  return { map: { stats, values: indices.map((i) => map[i]!) }, box, outside, device };
}

/** A network, and the ids of what is compared of it by what it is called. */
interface Compared {
  readonly document: GraphDocument;
  readonly places: Readonly<Record<string, string>>;
}

/** How alike networks are on the seeded input: by name, each with each. */
async function alike(networks: readonly Compared[], backend: BackendChoice) {
  const values: ReadonlyMap<string, Samples>[] = [];
  for (const { document, places } of networks) {
    const { graph } = lowerDocument(document);
    const keep = new Map(Object.values(places).map((id) => [id, { full: true }]));
    const order = { graph, weights: { kind: 'seeded' }, input: { kind: 'seeded' }, keep, backend } as const;
    const { results, device } = await runner.run(order);
    if (device.backend !== backend) throw new Error(device.backend);
    const read = ([name, id]: readonly [string, string]): [string, Samples] => {
      const { shape, data } = results.get(id)!;
      return [name, { shape, images: [data!] }];
    };
    values.push(new Map(Object.entries(places).map(read)));
  }
  const pairs = values.flatMap((_, a) => values.slice(a + 1).map((__, after) => [a, a + 1 + after] as const));
  return Object.keys(networks[0]!.places).map((name) => ({
    name,
    pairs: pairs.map(([a, b]) => ({ a, b, ...compareSamples(values[a]!.get(name)!, values[b]!.get(name)!) })),
  }));
}

/** Looks inside a network on the seeded input: a histogram with and without its values, two images together, times. */
async function inside(document: GraphDocument, node: string, backend: BackendChoice) {
  const { graph } = lowerDocument(document);
  const input = { kind: 'seeded' } as const;
  const order = { graph, weights: { kind: 'seeded' }, input, backend } as const;
  const outputs = graph.outputs.map((id) => [id, { stats: true }] as const);
  const keep = new Map<string, Wish>([...outputs, [node, { histogram: true, full: true }]]);
  const together = await runner.run({ ...order, others: [input], keep, timed: true });
  const apart = await runner.run({ ...order, keep: new Map([[node, { histogram: true }]]) });
  const { shape, data, histogram } = together.results.get(node)!;
  const alone = apart.results.get(node)!;
  const plain = ({ counts, ...rest }: Histogram) => ({ ...rest, counts: [...counts] });
  const others = together.others.map((each) => each.get(node)!);
  return {
    histogram: plain(histogram!),
    expected: plain(histogramOf(data!, shape)),
    alone: plain(alone.histogram!),
    /** Whether values were sent that nobody asked for. */
    sent: alone.data !== undefined,
    others: others.length,
    sameImages: others.every((each) => each.data!.every((value, at) => value === data![at])),
    times: [...together.times!],
  };
}

const harness = {
  run,
  gradient,
  reach,
  alike,
  inside,
  check: (backend: BackendChoice) => runner.check(backend),
  pauseAndStop: (backend: BackendChoice, steps: number) => pauseAndStop(runner, backend, steps),
  cancelTraining: (backend: BackendChoice) => cancelTraining(runner, backend, () => probe(backend)),
};
export type Harness = typeof harness;
Object.assign(window, { harness });
