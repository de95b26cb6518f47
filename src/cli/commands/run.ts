import { lowerWith } from '#lib/dla/lowering/lower.ts';
import type { Wish } from '#lib/runtime/compute/reading.ts';
import { words } from '#lib/messages/messages.ts';
import { defineCommand, parseSize, toJson } from '../command.ts';
import { execution, reportMatch, reportOdd, reportScores, softmax, weightSource } from '../execution.ts';
import { detectionsOf, requireDetector } from '../detections.ts';
import { inputSource } from '../image.ts';
import { interventions, readInterventions } from '../interventions.ts';
import { readNetwork } from '../network.ts';
import { saveValues, shapeOf, valuesOf } from '../results.ts';

export const run = defineCommand({
  words: () => words.cli.commands.run,
  positionals: 1,
  options: { ...execution, ...interventions, detections: { type: 'boolean' } },
  async run({ positionals: [argument], values: options }, io) {
    const network = await readNetwork(argument!, io, parseSize(options.size));
    const { document } = network.source;
    const graph = lowerWith(document, readInterventions(options, document));
    const { levels, saved, logits } = valuesOf(network);
    const detector = options.detections ? requireDetector(network) : undefined;
    const keep = new Map<string, Wish>();
    const wish = (at: string, wanted: Wish): unknown => keep.set(at, { ...keep.get(at), ...wanted });
    for (const { at } of levels) wish(at, { stats: true });
    if (options.save !== undefined) for (const { at } of saved) wish(at, { full: true });
    if (logits) wish(logits.at, { full: true });
    for (const at of detector?.heads.values() ?? []) wish(at, { full: true });

    const { Engine, useNodeBackend } = await import('../computing.ts');
    const engine = new Engine(useNodeBackend);
    const weights = await weightSource(options.weights, options.table, network.weights);
    const input = await inputSource(options.input, network, io);
    const ran = await engine.run({ graph, weights, input, keep, backend: 'auto' });
    engine.dispose();
    reportMatch(ran.match, io);
    const { results, seconds, device } = ran;

    if (options.save !== undefined) {
      const files = saved.map((value) => {
        const { shape, data } = results.get(value.at)!;
        return { name: value.name, shape: shapeOf(value, shape), data: data! };
      });
      await saveValues(options.save, files);
    }
    reportOdd(ran, io);
    if (detector) return io.out(toJson(detectionsOf(detector, input, results), options.json));
    const scores = logits && results.get(logits.at)!.data!;
    if (scores) reportScores(scores, io);
    const report = {
      backend: device.backend,
      seconds,
      ...(scores && { logits: Array.from(scores), probabilities: softmax(scores) }),
      levels: levels.map((level) => {
        const { shape, stats } = results.get(level.at)!;
        return { name: level.name, shape: shapeOf(level, shape), ...stats };
      }),
    };
    io.out(toJson(report, options.json));
  },
});
