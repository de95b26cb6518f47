import { sizeOf } from '#lib/dla/op-graph/op-graph.ts';
import { bytes, float, int, message, text, writeMessage, type Field } from './proto.ts';

// The part of ONNX's schema (onnx.proto, IR version 7 and 9) that a network needs. Numbers are its field numbers.

const FLOAT = 1;
const INT64 = 7;
/** TensorProto.DataLocation */
const EXTERNAL = 1;
/** AttributeProto.AttributeType */
const ATTRIBUTE = { float: 1, int: 2, string: 3, ints: 7 } as const;

/** A whole number, whole numbers, a text, or a float. */
export type OnnxAttribute = number | readonly number[] | string | { readonly float: number };

export type OnnxAttributes = Readonly<Record<string, OnnxAttribute>>;

/** A node, named after its result. */
export interface OnnxNode {
  readonly type: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes?: OnnxAttributes;
}

/** A constant of the graph: weights, made when they are written, or the numbers that some ops take as inputs. */
export type OnnxTensor = { readonly name: string; readonly shape: readonly number[] } & (
  { readonly floats: () => Float32Array } | { readonly ints: readonly number[] }
);

/** An input or output: float32, extents by number or by name. */
export interface OnnxValue {
  readonly name: string;
  readonly shape: readonly (number | string)[];
}

/** What a model computes. */
export interface OnnxGraph {
  readonly name: string;
  readonly opset: number;
  /** Version of the format. */
  readonly ir: number;
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly nodes: readonly OnnxNode[];
  readonly tensors: readonly OnnxTensor[];
}

interface OnnxModel extends OnnxGraph {
  /** What else is said of it, by key: `metadata_props`. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** A file of its own for the values of tensors: protobuf holds no more than 2 GB. */
export interface ExternalData {
  /** Its name; it lies beside the model. */
  readonly file: string;
  /** Takes the values of one tensor after another, each when it is asked for: all of them may be more than memory holds. */
  readonly write: (values: () => Uint8Array) => void;
}

function attribute(number: number, name: string, value: OnnxAttribute): Field {
  const typed = (kind: keyof typeof ATTRIBUTE, ...fields: Field[]): Field =>
    message(number, text(1, name), ...fields, int(20, ATTRIBUTE[kind]));
  if (typeof value === 'number') return typed('int', int(3, value));
  if (typeof value === 'string') return typed('string', text(4, value));
  if ('float' in value) return typed('float', float(2, value.float));
  return typed('ints', ...value.map((each) => int(8, each)));
}

const node = ({ type, inputs, output, attributes = {} }: OnnxNode): Field =>
  message(
    1,
    ...inputs.map((input) => text(1, input)),
    text(2, output),
    text(3, output),
    text(4, type),
    ...Object.entries(attributes).map(([name, value]) => attribute(5, name, value)),
  );

/** Raw data is little-endian, as every machine that runs this is. */
const rawData = ({ buffer, byteOffset, byteLength }: Float32Array | BigInt64Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

const initializer = (tensor: OnnxTensor, ...values: readonly Field[]): Field =>
  message(
    5,
    ...tensor.shape.map((extent) => int(1, extent)),
    int(2, 'ints' in tensor ? INT64 : FLOAT),
    text(8, tensor.name),
    ...values,
  );

const inside = (tensor: OnnxTensor): Field =>
  initializer(
    tensor,
    bytes(9, () => rawData('ints' in tensor ? BigInt64Array.from(tensor.ints, BigInt) : tensor.floats())),
  );

/** Where the values of a tensor lie in the file beside the model. */
function outside(tensor: OnnxTensor, { file, write }: ExternalData, offset: number): readonly [Field, end: number] {
  if ('ints' in tensor) return [inside(tensor), offset];
  write(() => rawData(tensor.floats()));
  const entry = (key: string, value: string): Field => message(13, text(1, key), text(2, value));
  const length = 4 * sizeOf(tensor);
  const place = [entry('location', file), entry('offset', String(offset)), entry('length', String(length))];
  return [initializer(tensor, ...place, int(14, EXTERNAL)), offset + length];
}

function initializers(tensors: readonly OnnxTensor[], external: ExternalData | undefined): readonly Field[] {
  let offset = 0;
  return tensors.map((tensor) => {
    if (!external) return inside(tensor);
    const [field, end] = outside(tensor, external, offset);
    offset = end;
    return field;
  });
}

const value = (number: number, { name, shape }: OnnxValue): Field =>
  message(
    number,
    text(1, name),
    message(
      2,
      message(
        1,
        int(1, FLOAT),
        message(2, ...shape.map((each) => message(1, typeof each === 'number' ? int(1, each) : text(2, each)))),
      ),
    ),
  );

/** The bytes of an `.onnx` file; the values of its weights go into it, or where `external` takes them. */
export function writeModel(
  { name, opset, ir, inputs, outputs, nodes, tensors, metadata }: OnnxModel,
  external?: ExternalData,
): Uint8Array<ArrayBuffer> {
  return writeMessage(
    int(1, ir),
    text(2, 'DLA Explorer'),
    message(
      7,
      ...nodes.map(node),
      text(2, name),
      ...initializers(tensors, external),
      ...inputs.map((input) => value(11, input)),
      ...outputs.map((output) => value(12, output)),
    ),
    message(8, text(1, ''), int(2, opset)),
    ...Object.entries(metadata).map(([key, said]) => message(14, text(1, key), text(2, said))),
  );
}
