import { comparePort as compare } from '#lib/dla/exchange/port/compare-port.ts';
import { blobSource } from '#lib/dla/weights/byte-source.ts';
import { openWeights } from '#lib/dla/weights/open.ts';
import { words } from '#lib/messages/messages.ts';
import { TOLERANCE } from '#lib/runtime/compute/reference-check.ts';
import { basename } from 'node:path';
import { defineCommand, json, parseSize, size, toJson } from '../command.ts';
import { openFile } from '../foreign.ts';
import { readNetwork } from '../network.ts';
import { nodeValues, summaryOf } from '../node-values.ts';
import { Refused } from '../refused.ts';

export const comparePort = defineCommand({
  words: () => words.cli.commands.comparePort,
  positionals: 2,
  options: { ...size, ...json },
  async run({ positionals: [argument, path], values: options }, io) {
    const { source } = await readNetwork(argument!, io, parseSize(options.size));
    const dump = await openWeights(blobSource(await openFile(path!)), basename(path!));
    const values = await nodeValues(source);
    const { nodes, unknown, first } = await compare(source.document, values, dump, TOLERANCE, basename(path!));
    const report = {
      nodes,
      ...(unknown.length > 0 && { unknown }),
      ...(first && {
        first: {
          id: first.value.id,
          name: first.value.name,
          inputs: first.inputs,
          expected: summaryOf(first.value.data),
          found: summaryOf(first.found),
        },
      }),
    };
    io.out(toJson(report, options.json));
    if (first) throw new Refused(3);
  },
});
