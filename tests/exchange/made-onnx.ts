import { bytes, float, int, message, text, writeMessage, type Field } from '#lib/dla/exchange/onnx/proto.ts';
import { openOnnx, type Foreign } from '#lib/dla/foreign/open-onnx.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { readWeights } from '#lib/runtime/compute/weight-provider.ts';
import { plainOp } from '#lib/runtime/plain/plain-ops.ts';
import * as ort from 'onnxruntime-web';
import { bytesSource } from '#lib/dla/weights/byte-source.ts';

/** A node as other exporters write one: of several outputs, and with every type of attribute. */
export interface MadeNode {
  readonly type: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, number | readonly number[] | string | { readonly float: number }>>;
}

/** A constant, float32, or int64 where it says so. */
export interface MadeTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: readonly number[];
  readonly whole?: boolean;
}

export const node = (
  type: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: MadeNode['attributes'] = {},
): MadeNode => ({ type, inputs, outputs, attributes });

/** Numbers of no order that are the same every time, between -0.5 and 0.5. */
export const floats = (name: string, ...shape: number[]): MadeTensor => ({
  name,
  shape,
  values: Array.from(
    { length: shape.reduce((a, b) => a * b, 1) },
    (_, at) => ((at * 37 + name.length) % 19) / 18 - 0.5,
  ),
});

export const wholes = (name: string, ...values: number[]): MadeTensor => ({
  name,
  shape: [values.length],
  values,
  whole: true,
});

export const scalar = (name: string, value: number): MadeTensor => ({ name, shape: [], values: [value] });

function attributeField(name: string, value: NonNullable<MadeNode['attributes']>[string]): Field {
  const typed = (kind: number, ...fields: Field[]): Field => message(5, text(1, name), ...fields, int(20, kind));
  if (typeof value === 'number') return typed(2, int(3, value));
  if (typeof value === 'string') return typed(3, text(4, value));
  if ('float' in value) return typed(1, float(2, value.float));
  return typed(7, ...value.map((each) => int(8, each)));
}

const valueField = (number: number, name: string, shape?: readonly number[]): Field =>
  message(
    number,
    text(1, name),
    message(2, message(1, int(1, 1), ...(shape ? [message(2, ...shape.map((each) => message(1, int(1, each))))] : []))),
  );

/** A model of one input `x` and one output `y`; nodes are called as their first outputs. */
export const madeModel = (
  opset: number,
  shape: readonly number[],
  nodes: readonly MadeNode[],
  tensors: readonly MadeTensor[] = [],
): Uint8Array =>
  writeMessage(
    int(1, opset < 20 ? 8 : 10),
    message(
      7,
      ...nodes.map(({ type, inputs, outputs, attributes = {} }) =>
        message(
          1,
          ...inputs.map((input) => text(1, input)),
          ...outputs.map((output) => text(2, output)),
          text(3, outputs[0]!),
          text(4, type),
          ...Object.entries(attributes).map(([name, value]) => attributeField(name, value)),
        ),
      ),
      text(2, 'made'),
      ...tensors.map(({ name, shape: extents, values, whole }) => {
        const data = whole ? BigInt64Array.from(values, BigInt) : Float32Array.from(values);
        return message(
          5,
          ...extents.map((extent) => int(1, extent)),
          int(2, whole ? 7 : 1),
          text(8, name),
          bytes(9, () => new Uint8Array(data.buffer)),
        );
      }),
      valueField(11, 'x', shape),
      valueField(12, 'y'),
    ),
    message(8, text(1, ''), int(2, opset)),
  );

export const openMade = (model: Uint8Array): Promise<Foreign> => openOnnx(bytesSource(model), 'made.onnx');

/** What a foreign network gives for an image, each op by its definition, with the weights of its file. */
export async function valuesOf({ document, weights }: Foreign, image: Float32Array): Promise<Float32Array> {
  const { graph } = lowerDocument(document);
  const provider = { key: '', read: ({ name }: { readonly name: string }) => weights.tensors.get(name)!.read() };
  const values: Float32Array[] = [];
  for (const op of graph.ops)
    values.push(
      plainOp(op.kind)({
        inputs: op.kind === 'input' ? [image] : op.inputs.map((index) => values[index]!),
        shapes: op.inputs.map((index) => graph.ops[index]!.shape),
        shape: op.shape,
        attributes: op.attributes,
        weights: await readWeights(op, provider),
      }),
    );
  return values[graph.results.get(graph.outputs[0]!)!]!;
}

/** What onnxruntime gives. */
export async function runtimeValues(
  model: Uint8Array,
  shape: readonly number[],
  image: Float32Array,
): Promise<readonly number[]> {
  const session = await ort.InferenceSession.create(model, { executionProviders: ['wasm'] });
  const results = await session.run({ x: new ort.Tensor('float32', image, [...shape]) });
  await session.release();
  return [...(results.y!.data as Float32Array)];
}
