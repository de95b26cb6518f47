import { words } from '#lib/messages/messages.ts';
import { defineCommand, parseSize, toJson, UsageError } from '../command.ts';
import { execution, reportMatch, reportOdd, reportScores, weightSource } from '../execution.ts';
import { inputSource } from '../image.ts';
import { readNetwork } from '../network.ts';
import { saveValues, valuesOf } from '../results.ts';

export const gradient = defineCommand({
  words: () => words.cli.commands.gradient,
  positionals: 1,
  options: { ...execution, label: { type: 'string' } },
  async run({ positionals: [argument], values: options }, io) {
    const label = parseLabel(options.label);
    const network = await readNetwork(argument!, io, parseSize(options.size));
    const { graph } = network.source;
    const { logits } = valuesOf(network);
    const weights = await weightSource(options.weights, options.table, network.weights);
    const input = await inputSource(options.input, network, io);
    const { Engine, useNodeBackend } = await import('../computing.ts');
    const engine = new Engine(useNodeBackend);
    const order = { graph, weights, input, label, backend: 'auto' as const, ...(logits && { logits: logits.at }) };
    const result = await engine.gradient(order);
    engine.dispose();
    reportMatch(result.match, io);
    reportOdd(result, io);
    reportScores(result.logits, io);
    if (options.save !== undefined)
      await saveValues(options.save, [
        { name: 'logits', shape: [1, result.logits.length], data: result.logits },
        { name: 'input_gradient', shape: [1, ...result.input.shape], data: result.input.data! },
      ]);
    const report = {
      loss: result.loss,
      logits: Array.from(result.logits),
      gradients: Object.fromEntries(result.norms),
      inputGradient: result.input.stats,
    };
    io.out(toJson(report, options.json));
  },
});

function parseLabel(value: string | undefined): number {
  if (value === undefined) throw new UsageError(words.cli.wrong.noLabel);
  if (!/^\d{1,9}$/.test(value)) throw new UsageError(words.cli.wrong.label(value));
  return Number(value);
}
