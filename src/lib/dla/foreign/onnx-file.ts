import { Budget } from '#lib/dla/weights/budget.ts';
import { readAhead, type ByteSource } from '#lib/dla/weights/byte-source.ts';
import { refuse } from '#lib/dla/weights/refuse.ts';
import { bytesOf, fieldsOf, floatsOf, textOf, wholesOf, type Field, type Stretch } from './proto.ts';
import { readTensor, type Beside, type OnnxTensor } from './onnx-tensor.ts';

/** An attribute: of what ONNX can say those that a network needs. */
export interface OnnxAttribute {
  readonly int?: number;
  readonly float?: number;
  readonly text?: string;
  readonly ints: readonly number[];
  readonly floats: readonly number[];
  readonly tensor?: OnnxTensor;
}

export interface OnnxNode {
  /** With its domain where that is not ONNX's own. */
  readonly type: string;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, OnnxAttribute>;
}

/** An input; extents that are no numbers are undefined. */
export interface OnnxValue {
  readonly name: string;
  readonly shape: readonly (number | undefined)[];
}

/** The part of a model that tells a network; numbers below are the fields of onnx.proto. */
export interface OnnxFile {
  readonly name: string;
  readonly opset: number;
  readonly nodes: readonly OnnxNode[];
  readonly tensors: ReadonlyMap<string, OnnxTensor>;
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly string[];
  readonly metadata: ReadonlyMap<string, string>;
}

/** Small reads that follow each other are made of so many bytes. */
const AHEAD = 1 << 16;
/** What a node or tensor costs in memory beside its texts, about. */
const OBJECT_COST = 400;

interface Reading {
  readonly budget: Budget;
  readonly beside: Beside;
  /** Told how much of the file has been looked at. */
  readonly progress: (share: number) => void;
}

/** Reads a model without the values of its tensors. Throws an IssueError for what is none. */
export async function readOnnx(
  file: ByteSource,
  fileName: string,
  beside: Beside,
  progress: (share: number) => void = () => undefined,
): Promise<OnnxFile> {
  const source = readAhead(file, AHEAD);
  const reading: Reading = { budget: new Budget(file.size, fileName), beside, progress };
  const { budget } = reading;
  let opset = 0;
  let graph: Field | undefined;
  const metadata = new Map<string, string>();
  for await (const field of fieldsOf({ source, start: 0, end: file.size }, budget, fileName)) {
    if (field.number === 7 && field.wire === 2) graph = field;
    if (field.number === 8) opset = Math.max(opset, await readOpset(field, budget));
    if (field.number === 14) {
      const [key = '', value = ''] = await textsOf(field, [1, 2], budget);
      metadata.set(key, value);
    }
  }
  if (!graph) refuse('onnx-broken', fileName);
  return { opset, metadata, ...(await readGraph(graph, reading)) };
}

/** The texts of a small message, by the numbers of their fields. */
async function textsOf(at: Stretch, numbers: readonly number[], budget: Budget): Promise<readonly string[]> {
  const found = numbers.map(() => '');
  for await (const field of fieldsOf(at, budget, 'text')) {
    const index = numbers.indexOf(field.number);
    if (index >= 0 && field.wire === 2) found[index] = await textOf(field, budget, 'text');
  }
  return found;
}

/** The version of ONNX's own operators; 0 where it is another domain's. */
async function readOpset(at: Stretch, budget: Budget): Promise<number> {
  let [domain, version] = ['', 0];
  for await (const field of fieldsOf(at, budget, 'opset')) {
    if (field.number === 1) domain = await textOf(field, budget, 'opset');
    if (field.number === 2) version = Number(field.value);
  }
  return isOwn(domain) ? version : 0;
}

const isOwn = (domain: string): boolean => domain === '' || domain === 'ai.onnx';

async function readGraph(
  at: Field,
  { budget, beside, progress }: Reading,
): Promise<Omit<OnnxFile, 'opset' | 'metadata'>> {
  let name = '';
  const nodes: OnnxNode[] = [];
  const tensors = new Map<string, OnnxTensor>();
  const inputs: OnnxValue[] = [];
  const outputs: string[] = [];
  for await (const field of fieldsOf(at, budget, 'graph')) {
    budget.spend(OBJECT_COST);
    if (field.number === 1) nodes.push(await readNode(field, budget, beside));
    if (field.number === 2) name = await textOf(field, budget, 'graph');
    if (field.number === 5) {
      const tensor = await readTensor(field, budget, beside);
      tensors.set(tensor.name, tensor);
    }
    if (field.number === 11) inputs.push(await readValue(field, budget));
    if (field.number === 12) outputs.push((await readValue(field, budget)).name);
    if (field.number === 15) refuse('onnx-broken', 'sparse_initializer');
    progress(field.end / at.end);
  }
  // Before version 4 of the format constants stand among the inputs too.
  return { name, nodes, tensors, inputs: inputs.filter((input) => !tensors.has(input.name)), outputs };
}

async function readNode(at: Field, budget: Budget, beside: Beside): Promise<OnnxNode> {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes = new Map<string, OnnxAttribute>();
  let [name, type, domain] = ['', '', ''];
  for await (const field of fieldsOf(at, budget, name)) {
    const { number } = field;
    if (number === 1) inputs.push(await textOf(field, budget, name));
    if (number === 2) outputs.push(await textOf(field, budget, name));
    if (number === 3) name = await textOf(field, budget, name);
    if (number === 4) type = await textOf(field, budget, name);
    if (number === 5) attributes.set(...(await readAttribute(field, budget, beside)));
    if (number === 7) domain = await textOf(field, budget, name);
  }
  return { type: isOwn(domain) ? type : `${domain}.${type}`, name, inputs, outputs, attributes };
}

async function readAttribute(
  at: Field,
  budget: Budget,
  beside: Beside,
): Promise<readonly [name: string, attribute: OnnxAttribute]> {
  budget.spend(OBJECT_COST);
  let name = '';
  const ints: number[] = [];
  const floats: number[] = [];
  let found: Omit<OnnxAttribute, 'ints' | 'floats'> = {};
  for await (const field of fieldsOf(at, budget, name)) {
    const { number } = field;
    if (number === 1) name = await textOf(field, budget, name);
    if (number === 2) found = { ...found, float: (await floatsOf(field, budget, name))[0] ?? 0 };
    if (number === 3) found = { ...found, int: Number(field.value) };
    if (number === 4) found = { ...found, text: new TextDecoder().decode(await bytesOf(field, name)) };
    if (number === 5) found = { ...found, tensor: await readTensor(field, budget, beside) };
    if (number === 7) for (const value of await floatsOf(field, budget, name)) floats.push(value);
    if (number === 8) for (const value of await wholesOf(field, budget, name)) ints.push(value);
  }
  return [name, { ...found, ints, floats }];
}

/** A ValueInfoProto: a name, and below it `type.tensor_type.shape.dim`. */
async function readValue(at: Field, budget: Budget): Promise<OnnxValue> {
  let name = '';
  const shape: (number | undefined)[] = [];
  for await (const field of fieldsOf(at, budget, 'value')) {
    if (field.number === 1) name = await textOf(field, budget, 'value');
    if (field.number !== 2) continue;
    for await (const dim of below(field, [1, 2, 1], budget)) {
      let extent: number | undefined;
      for await (const { number, value } of fieldsOf(dim, budget, name)) if (number === 1) extent = Number(value);
      shape.push(extent !== undefined && extent > 0 ? extent : undefined);
    }
  }
  return { name, shape };
}

/** Messages that lie in messages, by the numbers that lead to them. */
async function* below(at: Stretch, [number, ...rest]: readonly number[], budget: Budget): AsyncGenerator<Field> {
  for await (const field of fieldsOf(at, budget, 'value')) {
    if (field.number !== number || field.wire !== 2) continue;
    if (rest.length === 0) yield field;
    else yield* below(field, rest, budget);
  }
}
