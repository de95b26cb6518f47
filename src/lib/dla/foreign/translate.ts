import { IssueError } from '#lib/issue.ts';
import { refuse } from '#lib/dla/weights/refuse.ts';
import type { Draft } from './operator-draft.ts';
import type { OnnxFile, OnnxNode, OnnxValue } from './onnx-file.ts';
import { scopePath, scopesOf } from './module-path.ts';
import { operators } from './operators.ts';
import { Translation } from './translation.ts';
import { Unknown, Unreadable } from './values.ts';

export interface Size {
  readonly height: number;
  readonly width: number;
}

/** A file's network as nodes without names; every one of them is needed for an output. */
export interface Translated {
  readonly drafts: readonly Draft[];
  /** Places among the drafts, each of which nothing takes. */
  readonly outputs: readonly number[];
}

/** The operator sets that are read. */
const [OLDEST, NEWEST] = [7, 22];
/** Where a file leaves the size open and nobody says another. */
const USUAL: Size = { height: 224, width: 224 };
const MOST_LISTED = 20;

/**
 * Reads all operators of a file. Throws an IssueError that lists those that no document can hold: which, what of them, how often
 * each stands there, and where first.
 */
export async function translate(file: OnnxFile, fileName: string, size: Size | undefined): Promise<Translated> {
  if (file.opset < OLDEST || file.opset > NEWEST)
    refuse('onnx-opset', fileName, { expected: [OLDEST, NEWEST], received: file.opset });
  const into = new Translation(file);
  addInput(file, into, fileName, size);
  const faults = new Map<string, { count: number; first: string }>();
  for (const [index, node] of file.nodes.entries()) {
    const fault = await read(node, into);
    if (fault === undefined) continue;
    for (const name of node.outputs) into.set(name, { kind: 'unknown' });
    if (fault === null) continue;
    const known = faults.get(fault);
    faults.set(fault, { count: (known?.count ?? 0) + 1, first: known?.first ?? (node.name || `#${index + 1}`) });
  }
  if (faults.size > 0) {
    const listed = [...faults].slice(0, MOST_LISTED).map(([what, { count, first }]) => [what, count, first]);
    refuse('onnx-operators', fileName, { expected: faults.size, received: listed });
  }
  return needed(file, into, fileName);
}

/** What of a node no document can hold; null where that is only what it takes. */
async function read(node: OnnxNode, into: Translation): Promise<string | null | undefined> {
  const operator = operators.get(node.type);
  if (!operator) return node.type;
  // All others take something, a sum and a join too.
  if (node.inputs.length === 0 && node.type !== 'Constant') return `${node.type} (inputs[0])`;
  try {
    await operator(node, into);
    return undefined;
  } catch (error) {
    if (error instanceof Unknown) return null;
    if (error instanceof Unreadable) return `${node.type} (${error.what})`;
    throw error;
  }
}

function addInput({ inputs }: OnnxFile, into: Translation, fileName: string, size: Size | undefined): void {
  const [image, second] = inputs;
  if (!image || second)
    refuse('onnx-inputs', fileName, { received: inputs.map(({ name }) => name).slice(0, MOST_LISTED) });
  const [, channels, height, width, ...more] = image.shape;
  if (image.shape.length < 4 || channels === undefined || more.length > 0)
    refuse('onnx-image', fileName, { received: shownShape(image) });
  const { height: rows, width: columns } = size ?? { height: height ?? USUAL.height, width: width ?? USUAL.width };
  const attributes = { channels, height: rows, width: columns };
  into.set(image.name, into.add('input', attributes, [], image.name));
}

const shownShape = ({ shape }: OnnxValue) => shape.map((extent) => extent ?? '?');

/** Only what an output hangs on; a value that is an output and taken as well is handed on by a node of its own. */
function needed({ outputs }: OnnxFile, into: Translation, fileName: string): Translated {
  const ends = outputs.map((name) => {
    const value = into.output(name);
    if (value?.kind !== 'map') refuse('onnx-output', fileName, { received: name });
    return into.solid(value).draft;
  });
  const { drafts } = into;
  const wanted = new Set<number>([0]);
  for (const open = [...ends]; open.length > 0;) {
    const at = open.pop()!;
    if (wanted.has(at)) continue;
    wanted.add(at);
    open.push(...drafts[at]!.inputs);
  }
  const places = new Map([...wanted].sort((a, b) => a - b).map((at, place) => [at, place]));
  const scopes = scopesOf([...places.keys()].map((at) => drafts[at]!));
  const kept = [...places.keys()].map((at): Draft => {
    const draft = drafts[at]!;
    const hint = scopes.hint(draft.label);
    const path = draft.path.length > 0 || !scopes.whole ? draft.path : scopePath(draft.label);
    const inputs = draft.inputs.map((input) => places.get(input)!);
    return { ...draft, path, ...(hint !== undefined && { hint }), inputs };
  });
  const taken = new Set(kept.flatMap(({ inputs }) => inputs));
  const found = [...new Set(ends)].map((end) => {
    const place = places.get(end)!;
    if (!taken.has(place)) return place;
    const { shape } = kept[place]!;
    return (
      kept.push({ kind: 'concat', attributes: {}, inputs: [place], shape, tensors: new Map(), label: '', path: [] }) - 1
    );
  });
  if (kept.length < 2) throw new IssueError([{ kind: 'onnx-output', at: fileName, received: outputs[0] ?? null }]);
  return { drafts: kept, outputs: found };
}
