import type { NetworkConfig } from '#lib/dla/network/config.ts';
import { serialiseConfig } from '#lib/dla/network/parse.ts';
import { configTensors } from '#lib/dla/network/tensors.ts';
import { presets } from '#lib/dla/presets/presets.ts';
import type { Dialect, DialectTensor } from '#lib/dla/weights/dialects.ts';
import { matchWeights } from '#lib/dla/weights/match.ts';
import type { WeightFile } from '#lib/dla/weights/weight-file.ts';
import type { ExpectedTensor } from '#lib/dla/weights/weight-tables.ts';
import type { Issue } from '#lib/issue.ts';
import { identifyTensors, type Identified } from './identify.ts';
import { bare } from './shapes.ts';

/** Some tensors: how many, the parameters in them (no running statistics), and the names of the first. */
export interface Tally {
  readonly tensors: number;
  readonly parameters: number;
  readonly names: readonly string[];
}

/** What a file has, and lacks, of one part of a network: its backbone, its neck, a head; or of none. */
export interface ImportGroup {
  readonly part: 'backbone' | 'neck' | 'head' | 'classifier' | 'other';
  /** Of a head its name, of what is of no part how its names begin. */
  readonly name?: string;
  /** Of a head that the network has. */
  readonly channels?: number;
  readonly used: Tally;
  readonly unused: Tally;
  readonly missing: Tally;
}

/** How a file would serve the network that is open. */
export interface OpenFit {
  readonly name: string;
  readonly loaded: number;
  readonly missing: number;
  /** Tensors in another shape, or that change what others compute and have no place. */
  readonly refused: number;
  readonly rest: number;
}

/** What a file of weights is, for a person: plain data. */
export interface ImportReport {
  readonly fileName: string;
  readonly bytes: number;
  readonly format: WeightFile['format'];
  readonly sha256: string;
  /** The first digits of a checksum that stand in the file's name, and whether they are its own. */
  readonly named?: { readonly digits: string; readonly agree: boolean };
  readonly dialect: Dialect | null;
  readonly network: NetworkConfig | null;
  /** Id of the preset that it is, whatever the size of its images, or whose backbone it has. */
  readonly preset?: string;
  readonly backbone?: string;
  readonly groups: readonly ImportGroup[];
  /** Deformable convolutions of the file: those in a deformable unit, and those whose offsets have no place. */
  readonly deformable: { readonly placed: number; readonly displaced: readonly string[] };
  /** Names of what cannot be read. */
  readonly unreadable: readonly string[];
  readonly issues: readonly Issue[];
  readonly open?: OpenFit;
}

/** Names that a list holds; of more it is said how many. */
export const MOST_NAMES = 200;

const STATISTICS = /(?:^|\.)running_(?:mean|var)$/;
const OFFSETS = /(?:^|\.)conv_offset_mask\.weight$/;

/** Eight or more digits of a checksum, as torch.hub has them behind the last hyphen: `dla34-ba72cf86.pth`. A date is none. */
export const digitsInName = (fileName: string): string | undefined =>
  /-(?!(?:19|20)\d{2}[01]\d[0-3]\d(?:\.|$))([0-9a-f]{8,64})(?=\.[\w.]+$|$)/.exec(fileName.toLowerCase())?.[1];

interface Counted {
  readonly name: string;
  readonly shape: readonly number[];
}

const tally = (tensors: readonly Counted[]): Tally => ({
  tensors: tensors.length,
  parameters: tensors
    .filter(({ name }) => !STATISTICS.test(name))
    .reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0),
  names: tensors.slice(0, MOST_NAMES).map(({ name }) => name),
});

type Part = Pick<ImportGroup, 'part' | 'name' | 'channels'>;

/** The part of a network that a tensor belongs to, by its name there. */
function partOf(name: string, heads: ReadonlyMap<string, number>): Part {
  const [first = '', second] = name.split('.');
  if (first === 'base' || /^(?:base_layer|level\d+)$/.test(first)) return second === 'fc' ? own('base.fc') : BACKBONE;
  if (first === 'dla_up' || first === 'ida_up') return NECK;
  const channels = heads.get(first);
  if (channels !== undefined) return { part: 'head', name: first, channels };
  if (first === 'fc' || first === 'up') return CLASSIFIER;
  // Projects put theirs into modules: `heads.predictor`.
  return own(/^(?:heads?|backbone|neck|bbox_head|model|module)$/.test(first) && second ? `${first}.${second}` : first);
}

const BACKBONE: Part = { part: 'backbone' };
const NECK: Part = { part: 'neck' };
const CLASSIFIER: Part = { part: 'classifier' };
const own = (name: string): Part => ({ part: 'other', name });

const ORDER: readonly ImportGroup['part'][] = ['backbone', 'neck', 'head', 'classifier', 'other'];

function groupsOf({ network, graph, reading, takes, missing }: Identified): readonly ImportGroup[] {
  const head = network?.head;
  const heads = new Map(head?.kind === 'detection' ? head.heads.map((each) => [each.name, each.channels]) : []);
  const found = new Map<string, { part: Part; used: Counted[]; unused: Counted[]; missing: Counted[] }>();
  const groupOf = (name: string) => {
    const part = partOf(name, heads);
    const key = `${part.part} ${part.name ?? ''}`;
    const known = found.get(key) ?? { part, used: [], unused: [], missing: [] };
    found.set(key, known);
    return known;
  };
  const taken = new Set<DialectTensor>(takes.values());
  for (const [name, { own, tensor }] of takes) groupOf(name).used.push({ name: own, shape: tensor.shape });
  for (const each of reading.tensors)
    if (!taken.has(each)) groupOf(each.name).unused.push({ name: each.own, shape: each.tensor.shape });
  const lacking = new Set(missing);
  if (network && graph)
    for (const each of configTensors(network, graph)) if (lacking.has(each.name)) groupOf(each.name).missing.push(each);
  return [...found.values()]
    .map(({ part, used, unused, missing }) => ({
      ...part,
      ...{ used: tally(used), unused: tally(unused), missing: tally(missing) },
    }))
    .sort((a, b) => ORDER.indexOf(a.part) - ORDER.indexOf(b.part));
}

/** Offsets that were read stand in a deformable unit; others would leave their weights to a plain convolution. */
function deformableOf({ reading, takes }: Identified): ImportReport['deformable'] {
  const taken = new Set(takes.values());
  const offsets = reading.tensors.filter(({ name }) => OFFSETS.test(name));
  const placed = offsets.filter((each) => taken.has(each));
  const names = new Set([...takes.keys()].map(bare));
  const displaced = offsets.filter(
    (each) => !taken.has(each) && names.has(bare(each.name.replace('conv_offset_mask.weight', 'weight'))),
  );
  return { placed: placed.length, displaced: displaced.map(({ own }) => own).slice(0, MOST_NAMES) };
}

/** A network whatever it is called and however large its images are; of its backbone alone where it is not whole. */
const keyOf = ({ image: _, head, ...config }: NetworkConfig, whole: boolean): string =>
  serialiseConfig({
    ...config,
    ...{ name: '', input: { ...config.input, height: 1, width: 1 } },
    head: whole ? head : { kind: 'features' },
  });

function presetOf(network: NetworkConfig): Pick<ImportReport, 'preset' | 'backbone'> {
  const like = (whole: boolean): string | undefined =>
    presets.find(({ config }) => config && keyOf(config, whole) === keyOf(network, whole))?.id;
  const preset = like(true);
  const backbone = preset === undefined ? like(false) : undefined;
  return { ...(preset !== undefined && { preset }), ...(backbone !== undefined && { backbone }) };
}

export interface OpenNetwork {
  readonly name: string;
  readonly tensors: readonly ExpectedTensor[];
}

function openFit(file: WeightFile, { name, tensors }: OpenNetwork): OpenFit {
  const { loaded, missing, refused, misplaced, unreadable, unexpected, leftOff } = matchWeights(tensors, file);
  return {
    name,
    loaded: loaded.length,
    missing: missing.length,
    refused: refused.length + misplaced.length + unreadable.length,
    rest: unexpected.length + leftOff.unexpected,
  };
}

interface About {
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
  /** What is open, to say how the file would serve it. */
  readonly open?: OpenNetwork | undefined;
}

/** What a file of weights is, and how it serves the network that it is of and the one that is open. */
export function importReport(file: WeightFile, { fileName, bytes, sha256, open }: About): ImportReport {
  const found = identifyTensors(file, fileName);
  const digits = digitsInName(fileName);
  return {
    ...{ fileName, bytes, sha256, format: file.format, dialect: found.dialect, network: found.network },
    ...(digits !== undefined && { named: { digits, agree: sha256.startsWith(digits) } }),
    ...(found.network && presetOf(found.network)),
    groups: groupsOf(found),
    deformable: deformableOf(found),
    unreadable: [...file.unreadable.keys()].slice(0, MOST_NAMES),
    issues: found.issues,
    ...(open && { open: openFit(file, open) }),
  };
}
