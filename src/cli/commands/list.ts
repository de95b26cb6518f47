import { countCosts } from '#lib/dla/analysis/costs.ts';
import { sourceOfConfig, sourceOfDocument } from '#lib/dla/exchange/source.ts';
import { presets } from '#lib/dla/presets/presets.ts';
import { words } from '#lib/messages/messages.ts';
import { defineCommand, grouped, json, table, toJson } from '../command.ts';

const rows = () =>
  presets.map(({ id, source, accuracy, config, document }) => {
    const { document: whole, graph } = config ? sourceOfConfig(config) : sourceOfDocument(document);
    const { parameters, macs } = countCosts(graph);
    return { id, name: whole.name, source, parameters, macs, ...(accuracy && { accuracy }) };
  });

export const list = defineCommand({
  words: () => words.cli.commands.list,
  positionals: 0,
  options: json,
  run({ values }, io) {
    if (values.json) return io.out(toJson(rows(), true));
    const cells = rows().map(({ id, name, source, parameters, macs }) => [
      id,
      name,
      grouped(parameters),
      grouped(macs),
      source,
    ]);
    io.out(table([words.cli.list.columns, ...cells], [2, 3]));
  },
});
