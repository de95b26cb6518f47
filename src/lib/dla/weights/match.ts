import type { WeightFile } from './weight-file.ts';

/** A tensor that the network has; `shape` in PyTorch's order. */
export interface ExpectedTensor {
  readonly name: string;
  readonly shape: readonly number[];
}

/** A tensor that the file has under a fitting name, in a shape that does not fit. */
export interface RefusedTensor {
  readonly name: string;
  readonly expected: readonly number[];
  readonly received: readonly number[];
}

export interface WeightMatch {
  /** The network's name and the file's. */
  readonly loaded: readonly (readonly [string, string])[];
  /** Names of the network that the file does not have. */
  readonly missing: readonly string[];
  /** Names of the file that the network does not have. */
  readonly unexpected: readonly string[];
  /** Names of the file on which no output depends in the authors' networks either: dead weight of their checkpoints. */
  readonly unused: readonly string[];
  readonly refused: readonly RefusedTensor[];
}

/** What training scripts put before every name. */
const FILE_PREFIXES = ['', 'module.', 'model.', 'module.model.'];
/** What a segmentation network puts before the names of its backbone, and a file of the backbone alone does not. */
const BACKBONE = 'base.';

const BUFFER = /(^|\.)num_batches_tracked$/;
const PROJECT = /^(.*\.|)project\.\d+\.\w+$/;

type Rename = (name: string) => string;

/** How the network's names may read in the file, the plain way first. */
const RENAMES: readonly Rename[] = FILE_PREFIXES.flatMap((prefix): Rename[] => [
  (name) => prefix + name,
  (name) => prefix + (name.startsWith(BACKBONE) ? name.slice(BACKBONE.length) : name),
  (name) => prefix + BACKBONE + name,
]);

/** The renaming under which the file has most of the names, the first of equals. */
function chooseRename(expected: readonly ExpectedTensor[], file: WeightFile): Rename {
  let best: { rename: Rename; count: number } | undefined;
  for (const rename of RENAMES) {
    const count = expected.filter(({ name }) => file.tensors.has(rename(name))).length;
    if (!best || count > best.count) best = { rename, count };
  }
  return best!.rename;
}

/** Sizes of 1 make no difference: a linear layer's [classes, C] serves a 1x1 convolution's [classes, C, 1, 1]. */
function sameShape(a: readonly number[], b: readonly number[]): boolean {
  const squeeze = (shape: readonly number[]) => shape.filter((size) => size !== 1).join();
  return squeeze(a) === squeeze(b);
}

/**
 * Whether no output of the authors' network depends on the tensor. Their `Tree` makes a projection at every depth and
 * uses that of the innermost first tree only; timm makes only that one. Their segmentation networks keep the backbone's
 * classifier, `base.fc`.
 */
function isUnused(name: string, tensors: ReadonlySet<string>): boolean {
  const tree = PROJECT.exec(name)?.[1];
  if (tree !== undefined && tensors.has(`${tree}tree1.root.conv.weight`)) return true;
  return /(^|\.)base\.fc\.(weight|bias)$/.test(name);
}

/**
 * Which tensors of the file go where in the network. Names are compared as they are and without the prefixes that
 * wrappers and backbones bring; `num_batches_tracked` is passed over. Nothing is read.
 */
export function matchWeights(expected: readonly ExpectedTensor[], file: WeightFile): WeightMatch {
  const rename = chooseRename(expected, file);
  const loaded: [string, string][] = [];
  const missing: string[] = [];
  const refused: RefusedTensor[] = [];
  const left = new Set([...file.tensors.keys()].filter((name) => !BUFFER.test(name)));
  for (const { name, shape } of expected) {
    const fileName = rename(name);
    const tensor = file.tensors.get(fileName);
    left.delete(fileName);
    if (!tensor) missing.push(name);
    else if (sameShape(shape, tensor.shape)) loaded.push([name, fileName]);
    else refused.push({ name, expected: shape, received: tensor.shape });
  }
  const names = new Set(file.tensors.keys());
  const unused = [...left].filter((name) => isUnused(name, names));
  return { loaded, missing, unexpected: [...left].filter((name) => !unused.includes(name)), unused, refused };
}
