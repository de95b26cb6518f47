import { serialiseGraph } from '#lib/dla/network/graph-file.ts';
import { bytesOf, safetensorsHead } from '#lib/dla/weights/safetensors.ts';
import { words } from '#lib/messages/messages.ts';
import { defineCommand, oneOf, parseSize, size } from '../command.ts';
import { openForeign } from '../foreign.ts';
import { openParts } from '../write-parts.ts';

export const importNetwork = defineCommand({
  words: () => words.cli.commands.import,
  positionals: 1,
  options: { as: { type: 'string', default: 'graph' }, weights: { type: 'string' }, ...size },
  async run({ positionals: [path], values }, io) {
    oneOf('as', ['graph'], values.as);
    const { document, weights } = await openForeign(path!, parseSize(values.size));
    const { weights: out } = values;
    if (out !== undefined) {
      const shapes = [...weights.tensors].map(([name, { shape }]) => [name, shape] as const);
      const file = openParts(out);
      file.write(safetensorsHead(shapes, { format: 'pt' }));
      for (const [name, tensor] of weights.tensors)
        file.write(bytesOf(name, { shape: tensor.shape, data: await tensor.read() }));
      file.close();
    }
    io.out(serialiseGraph(document, { defaults: true }));
  },
});
