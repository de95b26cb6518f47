import type { OpKind } from '#lib/dla/ops/ops.ts';
import { nameOf } from '#lib/graph/document/document.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { headOf } from '#lib/dla/modules/modules.ts';
import { outputsOf } from '#lib/dla/exchange/source.ts';
import { imageOf } from '#lib/dla/op-graph/image.ts';
import type { Op } from '#lib/dla/op-graph/op-graph.ts';
import type { Shape } from '#lib/dla/ops/op.ts';
import { detectionParts } from '#lib/dla/reading/read-detection.ts';
import { readNetwork } from '#lib/dla/reading/reading.ts';
import { writeNpy } from '#lib/dla/weights/npy.ts';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileIssue } from './file-issue.ts';
import { type Network } from './network.ts';

/** A value that a run reports: by what name, and where it is computed. */
export interface Value {
  readonly name: string;
  /** The id of a node, or of an op in it. */
  readonly at: string;
  /** [N, classes] instead of NCHW. */
  readonly flat: boolean;
}

export interface Values {
  /** Whose statistics are told: the levels of a config (the stem is none), outputs of a graph document. */
  readonly levels: readonly Value[];
  /** What `--save` writes. */
  readonly saved: readonly Value[];
  /** The first classifier. */
  readonly logits?: Value;
}

export const shapeOf = ({ flat }: Pick<Value, 'flat'>, shape: Shape): readonly number[] =>
  flat ? [1, shape[0]] : [1, ...shape];

/** What a run of a network tells (docs/command-line.md). */
export function valuesOf(network: Network): Values {
  const outputs = outputsOf(network.source).map(({ id, logits }): Value => ({ name: id, at: id, flat: logits }));
  const first = outputs.find(({ flat }) => flat);
  const logits = first && { ...first, name: 'logits' };
  if (network.kind === 'graph') return { levels: outputs, saved: outputs, ...(logits && { logits }) };
  const { document, graph } = network.source;
  const reading = readNetwork(document);
  const levels = reading.levels.map(({ id, output }): Value => ({ name: id, at: output, flat: false }));
  const maps = [{ name: 'stem', at: reading.stem.at(-1)!, flat: false }, ...levels];
  if (logits) return { levels, saved: [...maps, logits], logits };
  if (network.config.head.kind === 'detection') {
    const { output, heads } = detectionParts(document, graph)!;
    const found = [{ id: output, name: 'neck' }, ...heads.map((head) => ({ id: head.id, name: nameOf(head) }))].map(
      ({ id, name }): Value => ({ name, at: id, flat: false }),
    );
    const image = { name: 'input', at: imageOf(graph).node, flat: false };
    return { levels: [...levels, ...found], saved: [...levels, ...found, image] };
  }
  const dense = outputs.find(({ at }) => headOf(indexOf(document).node.get(at)!) === 'map');
  if (!dense) return { levels, saved: maps };
  // A dense head's steps: score, up-sampled score, activation.
  const names: { readonly [K in OpKind]?: string } = {
    conv2d: 'score',
    'conv-transpose2d': 'upsampled',
    'log-softmax': 'log_softmax',
    sigmoid: 'sigmoid',
  };
  const steps = graph.ops.filter(({ node }) => node === dense.at);
  // The last is the node's own value, which an intervention may have changed.
  const at = ({ id }: Op): string => (id === steps.at(-1)!.id ? dense.at : id);
  return {
    levels,
    saved: [...maps, ...steps.map((op) => ({ name: names[op.kind] ?? op.kind, at: at(op), flat: false }))],
  };
}

/** Writes values as `.npy` files into a folder, which is made. Throws an IssueError that names the folder. */
export async function saveValues(
  folder: string,
  values: readonly { readonly name: string; readonly shape: readonly number[]; readonly data: Float32Array }[],
): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    for (const { name, shape, data } of values) await writeFile(join(folder, `${name}.npy`), writeNpy(shape, data));
  } catch (error) {
    throw fileIssue(folder, error, 'file-not-writable');
  }
}
