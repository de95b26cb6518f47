import { countCosts } from '#lib/dla/analysis/costs.ts';
import { sourceOfConfig, sourceOfDocument } from '#lib/dla/exchange/source.ts';
import { presets } from '#lib/dla/presets/presets.ts';
import { defineCommand, json, table, toJson } from '../command.ts';

const rows = () =>
  presets.map(({ id, source, accuracy, config, document }) => {
    const { document: whole, graph } = config ? sourceOfConfig(config) : sourceOfDocument(document);
    const { parameters, macs } = countCosts(graph);
    return { id, name: whole.name, source, parameters, macs, ...(accuracy && { accuracy }) };
  });

export const list = defineCommand({
  usage: 'list [--json]',
  summary: 'the presets, with their parameters and MACs at their own input size',
  positionals: 0,
  options: json,
  run({ values }, io) {
    if (values.json) return io.out(toJson(rows(), true));
    const number = (value: number): string => value.toLocaleString('en-US');
    const cells = rows().map(({ id, name, source, parameters, macs }) => [
      id,
      name,
      number(parameters),
      number(macs),
      source,
    ]);
    io.out(table([['id', 'name', 'parameters', 'MACs', 'source'], ...cells], [2, 3]));
  },
});
