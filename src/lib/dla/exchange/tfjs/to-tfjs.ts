import { imageOf } from '#lib/dla/op-graph/image.ts';
import type { Op } from '#lib/dla/op-graph/op-graph.ts';
import { ok, refused, type Result } from '#lib/issue.ts';
import { outputNames } from '../output-names.ts';
import { hashesOf, outputsOf, weightBytes, type ExportSource, type TensorValues } from '../source.ts';
import { constantNode, shapeOf, shardsOf, type Constant, type GraphNode } from './graph.ts';
import { examplePage } from './example-page.ts';
import { tfjsOps } from './ops.ts';
import type { Translation } from './translation.ts';

/** A file by its name, and what is in it. */
export interface FolderFile {
  readonly name: string;
  readonly content: string | Uint8Array<ArrayBuffer>;
}

const INPUT = 'input';

/**
 * A network as a folder that `tf.loadGraphModel` reads: `model.json`, a graph of TensorFlow's ops on values [1, H, W, C], and
 * its weights in shards. Outputs have the names that ONNX files have. A page beside them runs it.
 */
export function toTfjs(source: ExportSource, values: TensorValues): readonly FolderFile[] {
  const { graph } = source;
  const [channels, height, width] = imageOf(graph).shape;
  const builder = new Builder(values);
  builder.nodes.push({
    name: INPUT,
    op: 'Placeholder',
    input: [],
    attr: { dtype: { type: 'DT_FLOAT' }, shape: { shape: shapeOf([1, height, width, channels]) } },
  });
  const results: string[] = [];
  for (const op of graph.ops) results.push(builder.translate(op, results, source));
  const names = outputNames(source, [INPUT]);
  const outputs = outputsOf(source).map(({ op, logits }, index) => {
    const [deep, rows, columns] = graph.ops[op]!.shape;
    const name = names[index]!;
    if (logits) builder.add(name, 'Reshape', [results[op]!, builder.ints(`${name}/shape`, [1, deep])]);
    else builder.add(name, 'Identity', [results[op]!]);
    return { name, shape: logits ? [1, deep] : [1, rows, columns, deep] };
  });
  const shards = shardsOf(builder.constants);
  const paths = shards.map((_, index) => `group1-shard${index + 1}of${shards.length}.bin`);
  const tensor = (name: string, shape: readonly number[]) => ({
    name: `${name}:0`,
    dtype: 'DT_FLOAT',
    tensorShape: shapeOf(shape),
  });
  const model = {
    format: 'graph-model',
    generatedBy: 'DLA Explorer',
    convertedBy: null,
    signature: {
      inputs: { [INPUT]: tensor(INPUT, [1, height, width, channels]) },
      outputs: Object.fromEntries(outputs.map(({ name, shape }) => [name, tensor(name, shape)])),
    },
    userDefinedMetadata: hashesOf(source),
    modelTopology: {
      node: [...builder.constants.map(constantNode), ...builder.nodes],
      library: {},
      versions: { producer: 987 },
    },
    weightsManifest: [
      {
        paths,
        weights: builder.constants.map(({ name, shape, values: held }) => ({
          name,
          shape,
          dtype: held instanceof Int32Array ? 'int32' : 'float32',
        })),
      },
    ],
  };
  return [
    { name: 'model.json', content: JSON.stringify(model) },
    ...shards.map((content, index) => ({ name: paths[index]!, content })),
    { name: 'index.html', content: examplePage([1, height, width, channels]) },
  ];
}

/** Most bytes of weights in an archive, which is made whole in memory: its lengths have 32 bits, arrays end at 2 GiB in some browsers. */
const MOST_IN_ARCHIVE = 2_000_000_000;

/** Refuses what no archive made here can hold; as a folder it may be of any size. */
export function checkArchive(source: ExportSource): Result<void> {
  const received = weightBytes(source);
  return received <= MOST_IN_ARCHIVE
    ? ok(undefined)
    : refused({ kind: 'archive-too-large', at: '', expected: MOST_IN_ARCHIVE, received });
}

class Builder {
  readonly nodes: GraphNode[] = [];
  readonly constants: Constant[] = [];
  private readonly counts = new Map<string, number>();

  constructor(private readonly values: TensorValues) {}

  add(name: string, op: string, input: readonly string[], attr: GraphNode['attr'] = {}): string {
    this.nodes.push({ name, op, input, attr: { T: { type: 'DT_FLOAT' }, ...attr } });
    return name;
  }

  ints(name: string, values: readonly number[], shape: readonly number[] = [values.length]): string {
    this.constants.push({ name, shape, values: Int32Array.from(values) });
    return name;
  }

  translate(op: Op, results: readonly string[], { graph }: ExportSource): string {
    const name = (type: string): string => {
      const base = `${op.id}/${type}`;
      const count = (this.counts.get(base) ?? 0) + 1;
      this.counts.set(base, count);
      return count === 1 ? base : `${base}_${count}`;
    };
    const translation: Translation<typeof op.kind> = {
      op,
      inputs: op.kind === 'input' ? [INPUT] : op.inputs.map((input) => results[input]!),
      shapes: op.inputs.map((input) => graph.ops[input]!.shape),
      weight: (index) => this.values(op.weights[index]!),
      node: (type, inputs, attributes) => this.add(name(type), type, inputs, attributes),
      floats: (shape, values) => {
        const constant = { name: name('values'), shape, values };
        this.constants.push(constant);
        return constant.name;
      },
      ints: (...values) => this.ints(name('numbers'), values),
      int: (value) => this.ints(name('number'), [value], []),
    };
    return (tfjsOps[op.kind] as (translation: Translation<never>) => string)(translation as never);
  }
}
