/** The tags that may follow the version in a model, in the order of onnx.proto: names, versions, graph, operator sets. */
const TAGS = new Set([0x12, 0x1a, 0x22, 0x28, 0x32, 0x3a, 0x42, 0x72]);
/** Versions of the format so far are fewer. */
const MOST_VERSION = 32;

/** Where safetensors' header begins: its length, which stands before it, may look like a model's first bytes. */
const [HEADER, BRACE] = [8, 0x7b];

/** Whether a file begins as an ONNX model does, or says by its name that it is one. */
export const isOnnx = (head: Uint8Array, fileName: string): boolean =>
  (head[0] === 0x08 && head[HEADER] !== BRACE && head[1]! > 0 && head[1]! <= MOST_VERSION && TAGS.has(head[2]!)) ||
  /\.onnx$/i.test(fileName);
