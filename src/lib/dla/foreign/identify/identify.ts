import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import type { NetworkConfig } from '#lib/dla/network/config.ts';
import type { ImageRule } from '#lib/dla/modules/image-fit.ts';
import { taskOf, type ImageConfig } from '#lib/dla/network/image-rule.ts';
import { parseConfig } from '#lib/dla/network/parse.ts';
import type { OpGraph } from '#lib/dla/op-graph/op-graph.ts';
import { configTensors } from '#lib/dla/network/tensors.ts';
import { readDialect, type Dialect, type DialectReading, type DialectTensor } from '#lib/dla/weights/dialects.ts';
import { sameShape } from '#lib/dla/weights/weight-tables.ts';
import type { WeightFile } from '#lib/dla/weights/weight-file.ts';
import type { Issue, Result } from '#lib/issue.ts';
import { readBackbone } from './backbone.ts';
import { readHead } from './heads.ts';
import { bare, Shapes } from './shapes.ts';

/** What a file of weights is of: whose names it has, the network that they tell, and what of both fits. */
export interface Identification {
  readonly dialect: Dialect | null;
  readonly network: NetworkConfig | null;
  /** How many of the file's tensors the network takes. */
  readonly used: number;
  /** Names of the file. */
  readonly unused: readonly string[];
  /** Names of the network. */
  readonly missing: readonly string[];
  /** Why the file is not enough for the network; empty where it is. */
  readonly issues: readonly Issue[];
}

/** What of a dialect is not what its tensors say: its heads are none of ours, or its images come in a way of their own. */
const images = new Map<Dialect, ImageConfig>([
  ['mmdet3d', { rule: 'D', order: 'rgb' }],
  ['monodle', { rule: 'S', order: 'rgb' }],
  ['gupnet', { rule: 'S', order: 'rgb' }],
]);

/** The inputs of the presets, by how images come to them. */
const sizes: { readonly [R in ImageRule]: readonly [height: number, width: number] } = {
  C: [512, 512],
  D: [384, 1280],
  S: [384, 1280],
  F: [608, 1088],
};

function readNetwork(dialect: Dialect, { tensors }: DialectReading): Result<NetworkConfig> {
  const shapes = new Shapes(tensors);
  const { channels, ...backbone } = readBackbone(shapes);
  const head = readHead(shapes, backbone, {
    features: dialect === 'dd3d' || dialect === 'adelaidet',
    heads: dialect !== 'monoflex',
    dense: dialect === 'ucbdrive',
  });
  const own = images.get(dialect);
  const names = head.kind === 'detection' ? head.heads.map(({ name }) => name) : [];
  const rule = (own ?? taskOf(names)?.image)?.rule;
  const [height, width] = rule ? sizes[rule] : [224, 224];
  const { stem, block, levels, norm } = backbone;
  return parseConfig({
    ...{ format: 'dla-network', version: 1, name: dialect, input: { channels, height, width }, stem, block, levels },
    ...(norm && { norm }),
    head,
    ...(own && { image: own }),
  });
}

/** The same, with what goes where. */
export interface Identified extends Identification {
  readonly reading: DialectReading;
  /** The file's tensors by the names of the network that takes them. */
  readonly takes: ReadonlyMap<string, DialectTensor>;
  readonly graph: OpGraph | null;
}

/** The config that a file's names and shapes tell, and how file and network fit. Nothing is read but names and shapes. */
export function identify(file: WeightFile, fileName: string): Identification {
  const { dialect, network, used, unused, missing, issues } = identifyTensors(file, fileName);
  return { dialect, network, used, unused, missing, issues };
}

/** The same, with what goes where. */
export function identifyTensors(file: WeightFile, fileName: string): Identified {
  const reading = readDialect(file);
  const { dialect = null, fault, tensors } = reading;
  const none = {
    ...{ dialect, network: null, graph: null, reading, takes: new Map<string, DialectTensor>() },
    ...{ used: 0, unused: tensors.map(({ own }) => own), missing: [] },
  };
  if (dialect === null) return { ...none, issues: [{ kind: 'weights-no-dialect', at: fileName }] };
  if (fault) return { ...none, issues: [{ kind: fault, at: fileName }] };
  // Of a file that was cut, or whose names do not go on as they begin, no network can be told.
  if (!reading.tensors.some(({ name }) => /^level\d\./.test(bare(name))))
    return { ...none, issues: [{ kind: 'tensors-missing', at: fileName, expected: ['level0'] }] };
  const read = readNetwork(dialect, reading);
  if (!read.ok) return { ...none, issues: read.issues };
  const network = read.value;
  const { graph, issues } = lowerDocument(buildNetwork(network));
  return issues.length > 0
    ? { ...none, issues }
    : { ...none, network, graph, ...fit(network, reading, fileName, graph) };
}

function fit(
  network: NetworkConfig,
  { tensors }: DialectReading,
  fileName: string,
  graph: OpGraph,
): Pick<Identified, 'used' | 'unused' | 'missing' | 'issues' | 'takes'> {
  const byName = new Map([...tensors].reverse().map((each) => [bare(each.name), each]));
  const takes = new Map<string, DialectTensor>();
  const missing: string[] = [];
  const lacking: string[] = [];
  const shapes: Issue[] = [];
  for (const { name, shape } of configTensors(network, graph)) {
    const found = byName.get(bare(name));
    if (found && sameShape(shape, found.tensor.shape)) {
      takes.set(name, found);
      continue;
    }
    missing.push(name);
    if (found)
      shapes.push({ kind: 'tensor-shape-differs', at: found.own, expected: shape, received: found.tensor.shape });
    else lacking.push(name);
  }
  const taken = new Set([...takes.values()].map((each) => each.fileName));
  const lacks: Issue = { kind: 'tensors-missing', at: fileName, expected: lacking };
  return {
    takes,
    used: taken.size,
    unused: tensors.filter((each) => !taken.has(each.fileName)).map(({ own }) => own),
    missing,
    issues: [...(lacking.length > 0 ? [lacks] : []), ...shapes],
  };
}
