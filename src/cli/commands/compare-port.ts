import { blobSource } from '#lib/dla/weights/byte-source.ts';
import { openWeights } from '#lib/dla/weights/open.ts';
import type { WeightFile } from '#lib/dla/weights/weight-file.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { words } from '#lib/messages/messages.ts';
import { TOLERANCE } from '#lib/runtime/compute/reference-check.ts';
import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { defineCommand, json, parseSize, size, toJson } from '../command.ts';
import { fileIssue } from '../file-issue.ts';
import { readNetwork } from '../network.ts';
import { nodeValues, summaryOf, type NodeValue } from '../node-values.ts';
import { Refused } from '../refused.ts';

type Status = 'equal' | 'different' | 'absent';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly status: Status;
  readonly shape: readonly number[];
  /** Of the array in the dump, where it is another. */
  readonly foundShape?: readonly number[];
  /** Largest difference, as a part of the largest value. */
  readonly error?: number;
}

export const comparePort = defineCommand({
  words: () => words.cli.commands.comparePort,
  positionals: 2,
  options: { ...size, ...json },
  async run({ positionals: [argument, path], values: options }, io) {
    const { source } = await readNetwork(argument!, io, parseSize(options.size));
    const dump = await openDump(path!);
    const values = await nodeValues(source);
    const rows: Row[] = [];
    let first: { readonly value: NodeValue; readonly found: Float32Array } | undefined;
    for (const value of values) {
      const tensor = dump.tensors.get(value.id) ?? (value.name === '' ? undefined : dump.tensors.get(value.name));
      const { id, name, shape } = value;
      if (!tensor) {
        rows.push({ id, name, shape, status: 'absent' });
        continue;
      }
      const found = await tensor.read();
      const alike = isShape(tensor.shape, shape);
      const error = alike ? errorOf(found, value.data) : undefined;
      const status = error !== undefined && error <= TOLERANCE ? 'equal' : 'different';
      if (status === 'different') first ??= { value, found };
      rows.push({
        id,
        name,
        status,
        shape,
        ...(!alike && { foundShape: tensor.shape }),
        ...(error !== undefined && { error }),
      });
    }
    const { node } = indexOf(source.document);
    const statusOf = (id: string) => rows.find((row) => row.id === id)!.status;
    const report = {
      nodes: rows,
      ...(first && {
        first: {
          id: first.value.id,
          name: first.value.name,
          inputs: node.get(first.value.id)!.inputs.map((id) => ({ id, status: statusOf(id) })),
          expected: summaryOf(first.value.data),
          found: summaryOf(first.found),
        },
      }),
    };
    io.out(toJson(report, options.json));
    if (first) throw new Refused(3);
  },
});

async function openDump(path: string): Promise<WeightFile> {
  const blob = await openAsBlob(path).catch((error: unknown) => {
    throw fileIssue(path, error);
  });
  return openWeights(blobSource(blob), basename(path));
}

/** Of one size all the same: axes of 1 in front or behind are how somebody writes it. */
function isShape(found: readonly number[], expected: readonly number[]): boolean {
  const trimmed = (shape: readonly number[]): string => shape.join(' ').replace(/^(1 )+|( 1)+$/g, '');
  return trimmed(found) === trimmed(expected);
}

/** |a − b| ≤ tolerance · max|b|; what is not a number is equal to its like alone. */
function errorOf(found: Float32Array, expected: Float32Array): number {
  let most = 0;
  let difference = 0;
  for (let index = 0; index < expected.length; index += 1) {
    const [a, b] = [found[index]!, expected[index]!];
    if (Number.isFinite(b)) most = Math.max(most, Math.abs(b));
    if (Object.is(a, b)) continue;
    difference = Math.max(difference, Math.abs(a - b));
  }
  return difference === 0 ? 0 : difference / (most || 1);
}
