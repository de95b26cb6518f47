import { serialiseGraph } from '#lib/dla/network/graph-file.ts';
import { writeSafetensors, type SavedTensor } from '#lib/dla/weights/safetensors.ts';
import { words } from '#lib/messages/messages.ts';
import { writeFile } from 'node:fs/promises';
import { defineCommand, oneOf, parseSize, size } from '../command.ts';
import { fileIssue } from '../file-issue.ts';
import { openForeign } from '../foreign.ts';

export const importNetwork = defineCommand({
  words: () => words.cli.commands.import,
  positionals: 1,
  options: { as: { type: 'string', default: 'graph' }, weights: { type: 'string' }, ...size },
  async run({ positionals: [path], values }, io) {
    oneOf('as', ['graph'], values.as);
    const { document, weights } = await openForeign(path!, parseSize(values.size));
    const { weights: out } = values;
    if (out !== undefined) {
      const tensors = new Map<string, SavedTensor>();
      for (const [name, tensor] of weights.tensors)
        tensors.set(name, { shape: tensor.shape, data: await tensor.read() });
      await writeFile(out, writeSafetensors(tensors)).catch((error: unknown) => {
        throw fileIssue(out, error, 'file-not-writable');
      });
    }
    io.out(serialiseGraph(document, { defaults: true }));
  },
});
