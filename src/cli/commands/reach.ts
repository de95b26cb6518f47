import { readNetwork as readLevels } from '#lib/dla/reading/reading.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { IssueError } from '#lib/issue.ts';
import { words } from '#lib/messages/messages.ts';
import type { Place } from '#lib/runtime/compute/reach.ts';
import { defineCommand, parseSize, toJson, UsageError } from '../command.ts';
import { execution, reportMatch, reportOdd, weightSource } from '../execution.ts';
import { inputSource } from '../image.ts';
import { readNetwork, type Network } from '../network.ts';
import { saveValues } from '../results.ts';

export const reach = defineCommand({
  words: () => words.cli.commands.reach,
  positionals: 1,
  options: { ...execution, node: { type: 'string' }, at: { type: 'string' } },
  async run({ positionals: [argument], values: options }, io) {
    const { node } = options;
    if (node === undefined) throw new UsageError(words.cli.wrong.noNode);
    const at = parsePlace(options.at);
    const network = await readNetwork(argument!, io, parseSize(options.size));
    const { graph } = network.source;
    const place = { node: valueIn(network, node), ...(at && { at }) };
    const weights = await weightSource(options.weights, options.table, network.weights);
    const input = await inputSource(options.input, network, io);
    const { Engine, useNodeBackend } = await import('../computing.ts');
    const engine = new Engine(useNodeBackend);
    const found = await engine.reach({ graph, weights, input, ...place, backend: 'auto' });
    engine.dispose();
    reportMatch(found.match, io);
    reportOdd(found, io);
    const { receptiveField, box, mass95, map, stats } = found;
    if (options.save !== undefined) await saveValues(options.save, [{ name: 'reach', shape: found.image, data: map }]);
    io.out(toJson({ node, at: found.at, receptiveField, box, effective: { mass95 }, map: stats }, options.json));
  },
});

/** `Y,X` as whole numbers from 0; whether the map has the place is asked where it is known. */
function parsePlace(text: string | undefined): Place | undefined {
  if (text === undefined) return undefined;
  const [, y, x] = /^(\d{1,9}),(\d{1,9})$/.exec(text) ?? [];
  if (y === undefined || x === undefined) throw new UsageError(words.cli.wrong.place(text));
  return [Number(y), Number(x)];
}

/** Where the value of a node is, of an op in one, or of a level, whose last node has it. */
function valueIn({ source: { document, graph } }: Network, id: string): string {
  const { node, group } = indexOf(document);
  if (node.has(id) || graph.ops.some((op) => op.id === id)) return id;
  if (!group.has(id)) throw new IssueError([{ kind: 'missing-member', at: id, received: id }]);
  return readLevels(document).levels.find((level) => level.id === id)?.output ?? id;
}
