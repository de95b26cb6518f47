import { blockSeedNames } from '#lib/dla/analysis/seed-names.ts';
import { outputsOf } from '#lib/dla/exchange/source.ts';
import { readNetwork as readLevels } from '#lib/dla/reading/reading.ts';
import { words } from '#lib/messages/messages.ts';
import { compareSamples, type Samples } from '#lib/runtime/compute/likeness.ts';
import type { InputSource, WeightSource } from '#lib/runtime/session/orders.ts';
import { defineCommand, parseSize, toJson } from '../command.ts';
import { execution, reportMatch, reportOdd, weightSource } from '../execution.ts';
import { inputSource } from '../image.ts';
import { readNetworks, type Network } from '../network.ts';
import { shapeOf, type Value } from '../results.ts';

interface Pair {
  readonly a: number;
  readonly b: number;
  readonly maxAbsDifference: number | null;
  readonly cosine: number | null;
  readonly cka: number | null;
}

export const compare = defineCommand({
  words: () => words.cli.commands.compare,
  positionals: [2, 4],
  options: {
    weights: execution.weights,
    table: execution.table,
    size: execution.size,
    json: execution.json,
    input: { type: 'string', multiple: true },
  },
  async run({ positionals, values: options }, io) {
    const networks = await readNetworks(positionals, io, parseSize(options.size));
    const { Engine, useNodeBackend } = await import('../computing.ts');
    const engine = new Engine(useNodeBackend);
    const computed: Map<string, Samples>[] = [];
    for (const network of networks) {
      const { graph } = network.source;
      const weights = await weightsOf(network, options);
      const inputs: InputSource[] = [];
      for (const each of options.input ?? ['seeded']) inputs.push(await inputSource(each, network, io));
      const [input, ...others] = inputs;
      const places = [...levelsOf(network), ...outputs(network)];
      const keep = new Map(places.map(({ at }) => [at, { full: true }]));
      const ran = await engine.run({ graph, weights, input: input!, others, keep, backend: 'auto' });
      reportMatch(ran.match, io);
      reportOdd(ran, io);
      const runs = [ran.results, ...ran.others];
      computed.push(
        new Map(
          places.map(({ at }): [string, Samples] => [
            at,
            { shape: runs[0]!.get(at)!.shape, images: runs.map((run) => run.get(at)!.data!) },
          ]),
        ),
      );
    }
    engine.dispose();
    const report = {
      networks: networks.map(({ source }, index) => source.document.name ?? positionals[index]!),
      levels: table(networks.map(levelsOf), computed),
      outputs: table(networks.map(outputs), computed),
    };
    io.out(toJson(report, options.json));
  },
});

const levelsOf = ({ source }: Network): readonly Value[] =>
  readLevels(source.document).levels.map(({ id, output }) => ({ name: id, at: output, flat: false }));

/** Networks' first classifiers meet, whatever their ids. */
function outputs({ source }: Network): readonly Value[] {
  const all = outputsOf(source);
  const first = all.find(({ logits }) => logits);
  return all.map((each) => ({ name: each === first ? 'logits' : each.id, at: each.id, flat: each.logits }));
}

async function weightsOf(
  { source: { document, graph }, weights: own }: Network,
  { weights, table: name }: { readonly weights?: string | undefined; readonly table?: string | undefined },
): Promise<WeightSource> {
  if (weights !== 'seeded-by-block') return weightSource(weights, name, own);
  return { kind: 'seeded', names: blockSeedNames(document, graph, readLevels(document).aggregationLevels) };
}

/** A row for every name that a network has, in the order in which they come. */
function table(places: readonly (readonly Value[])[], computed: readonly ReadonlyMap<string, Samples>[]) {
  const names = [...new Set(places.flatMap((each) => each.map(({ name }) => name)))];
  return names.map((name) => {
    const found = places.map((each, index) => {
      const place = each.find((one) => one.name === name);
      return place && { place, ...computed[index]!.get(place.at)! };
    });
    const shapes = found.map((each) => each && shapeOf(each.place, each.shape));
    const pairs = found.flatMap((a, i) =>
      found.slice(i + 1).flatMap((b, after): Pair[] => (a && b ? [pairOf(i, i + 1 + after, a, b)] : [])),
    );
    return { name, shapes: shapes.map((shape) => shape ?? null), pairs };
  });
}

function pairOf(a: number, b: number, x: Samples, y: Samples): Pair {
  const { largest, cosine, cka } = compareSamples(x, y);
  return { a, b, maxAbsDifference: largest ?? null, cosine: cosine ?? null, cka: cka ?? null };
}
