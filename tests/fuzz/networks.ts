import { decoderNames } from '#lib/dla/decoders/names.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import type { BlockConfig, LevelConfig, NetworkConfig } from '#lib/dla/network/config.ts';
import { parseConfig } from '#lib/dla/network/parse.ts';
import type { ScriptNetwork } from '#lib/dla/script/script.ts';
import { blocksFault, hasNode, structureNames } from '#lib/dla/structures/structures.ts';
import { checkDocument } from '#lib/graph/document/check-document.ts';
import type { GraphDocument, GraphGroup, GraphNode } from '#lib/graph/document/document.ts';
import { applyPatch } from '#lib/graph/document/patch.ts';
import { edits, small } from './edits.ts';
import type { Random } from './random.ts';

/** A sound network of any make: of a config, drawn at random, or a config's that a person went on with. */
export function anyNetwork(random: Random): ScriptNetwork {
  const make = random.pick([anyConfig, anyConfig, anyConfig, anyDrawing, anyDrawing, anyEdited]);
  const made = make(random);
  return isSound(made.kind === 'config' ? buildNetwork(made.config) : made.document) ? made : anyNetwork(random);
}

const isSound = (document: GraphDocument): boolean =>
  checkDocument(document).length === 0 && lowerDocument(document).issues.length === 0;

const blocks: readonly BlockConfig[] = [
  { kind: 'basic' },
  { kind: 'bottleneck', cardinality: 1, baseWidth: 64 },
  { kind: 'bottleneck', cardinality: 8, baseWidth: 4 },
  { kind: 'split', cardinality: 8, baseWidth: 4 },
  { kind: 'res2net', cardinality: 1, baseWidth: 28, scale: 4 },
];

/** A network of a config, or the same as a graph. */
function anyConfig(random: Random): ScriptNetwork {
  const levels: LevelConfig[] = Array.from({ length: 1 + random.below(5) }, () => anyLevel(random));
  const made = parseConfig({
    format: 'dla-network',
    version: 1,
    name: 'any',
    input: { channels: random.pick([1, 3]), height: random.pick([32, 64]), width: random.pick([32, 64]) },
    stem: { channels: random.pick([8, 16]), kernel: random.pick([3, 7]), stride: random.pick([1, 1, 2]) },
    block: random.pick(blocks),
    levels,
    head: anyHead(random),
  });
  if (!made.ok) return anyConfig(random);
  return random.chance(0.6)
    ? { kind: 'config', config: made.value }
    : { kind: 'graph', document: buildNetwork(made.value) };
}

function anyHead(random: Random): NetworkConfig['head'] {
  const dense = { decoder: random.pick(decoderNames), downRatio: random.pick([2, 4, 8] as const) };
  return random.pick<NetworkConfig['head']>([
    { kind: 'classifier', classes: random.pick([10, 1000]) },
    { kind: 'classifier', classes: 10 },
    { kind: 'features' },
    { kind: 'boundary', ...dense },
    { kind: 'segmentation', ...dense, classes: 5 },
  ]);
}

function anyLevel(random: Random): LevelConfig {
  const [channels, stride] = [8 * (1 + random.below(4)), random.pick([1, 2, 2])];
  if (random.chance(0.25)) return { kind: 'conv', channels, convs: 1 + random.below(3), stride };
  const [structure, count] = [random.pick(structureNames), random.pick([1, 2, 2, 3, 4, 4, 8])];
  if (blocksFault(structure, count)) return anyLevel(random);
  const joins = hasNode(structure, count);
  return {
    kind: 'aggregation',
    structure,
    blocks: count,
    channels,
    stride,
    levelRoot: joins && random.chance(0.5),
    rootResidual: joins && random.chance(0.3),
    dilation: random.chance(0.1) ? 2 : 1,
    ...(random.chance(0.2) && { block: random.pick(blocks) }),
  };
}

/** Nodes that take what is there, in groups or not, in any order of the file. */
function anyDrawing(random: Random): ScriptNetwork {
  const width = new Map<string, number>();
  const names = random.shuffled(
    Array.from({ length: 24 }, (_, index) => `${random.pick(['n', 'b', 'level'])}${index}`),
  );
  const nodes: GraphNode[] = [
    { id: 'input', kind: 'input', inputs: [], attributes: { channels: 8, height: 16, width: 16 } },
  ];
  width.set('input', 8);
  const count = 2 + random.below(12);
  for (const id of names.slice(0, count)) {
    const last = random.pick(nodes.slice(-4)).id;
    const channels = width.get(last)!;
    const alike = nodes.filter((each) => width.get(each.id) === channels).map((each) => each.id);
    const several = [...new Set([last, ...random.some(alike, 3)])];
    const name = random.chance(0.2) ? { name: String(random.below(40)) } : {};
    const put = (kind: string, inputs: readonly string[], attributes: GraphNode['attributes'], out: number): void => {
      nodes.push({ id, kind, ...name, inputs, attributes });
      width.set(id, out);
    };
    const out = random.pick([8, 8, 16]);
    const kind = random.below(8);
    if (kind === 0) put('relu', [last], {}, channels);
    else if (kind === 1) put('batch-norm', [last], {}, channels);
    else if (kind === 2) put('conv', [last], { outChannels: out, kernel: random.pick([1, 3]) }, out);
    else if (kind === 3) put('block', [last], { block: 'basic', outChannels: channels }, channels);
    else if (kind === 4 && several.length > 1) put('add', several, {}, channels);
    else if (kind === 5 && several.length > 1) put('concat', several, {}, channels * several.length);
    else if (kind < 7) put('aggregation', several, { outChannels: out, residual: false }, out);
    else put('conv-unit', [last], { outChannels: out, kernel: 3 }, out);
  }
  if (random.chance(0.5))
    nodes.push({
      id: random.pick(['fc', 'logits']),
      kind: 'classifier',
      inputs: [nodes.at(-1)!.id],
      attributes: { classes: 10 },
    });
  const free = random.some(nodes.slice(1), 8).map(({ id }) => id);
  const cut = random.below(free.length + 1);
  const inner: GraphGroup = {
    id: 'g1',
    ...(random.chance(0.5) && { name: random.pick(['', 'level0', 'a']) }),
    members: free.slice(0, cut),
  };
  const outer: GraphGroup = { id: 'g2', members: [...free.slice(cut), ...(cut > 0 ? ['g1'] : [])] };
  const groups = [outer, inner].filter(({ members }) => members.length > 0);
  const document = {
    name: 'drawn',
    nodes: random.shuffled(nodes),
    groups: random.chance(0.6) ? groups : [],
    positions: new Map(),
  };
  return { kind: 'graph', document };
}

/** Some edits by hand. */
function anyEdited(random: Random): ScriptNetwork {
  const start = random.chance(0.5) ? small : startOf(anyConfig(random));
  let document = start;
  const all = Object.entries(edits);
  for (let count = 1 + random.below(6); count > 0; count -= 1) {
    const [, [, edit]] = random.pick(all);
    const patch = edit(document, random);
    if (!patch?.ok) continue;
    const next = applyPatch(document, patch.value);
    if (isSound(next)) document = next;
  }
  return { kind: 'graph', document: { ...document, positions: new Map() } };
}

const startOf = (network: ScriptNetwork): GraphDocument =>
  network.kind === 'config' ? buildNetwork(network.config) : network.document;
