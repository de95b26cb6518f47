import { countCosts } from '#lib/dla/analysis/costs.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { configTensors } from '#lib/dla/network/tensors.ts';
import { namesHash, structureHash } from '#lib/dla/op-graph/identity.ts';
import { presets } from '#lib/dla/presets/presets.ts';
import { readConfig } from '#lib/dla/reading/read-config.ts';
import { parseScript, runScript, serialiseScript } from '#lib/dla/script/file.ts';
import { scriptBetween, startOf, type ScriptNetwork } from '#lib/dla/script/script.ts';
import { checkDocument } from '#lib/graph/document/check-document.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { unwrap } from '#lib/issue.ts';
import { describe, expect, it } from 'vitest';
import { scaled } from '../scaled.ts';
import { anyNetwork } from './networks.ts';
import { Random } from './random.ts';

/** What is asked of the end of a script: its graph, and as a config what a config says. */
function told(document: GraphDocument, as: 'config' | 'graph') {
  const { graph } = lowerDocument(document);
  const config = as === 'config' ? unwrap(readConfig(document)) : undefined;
  const built = config && lowerDocument(buildNetwork(config)).graph;
  return {
    computes: structureHash(graph),
    tensors: namesHash(graph.tensors),
    costs: countCosts(graph),
    outputs: graph.outputs.map((id) => graph.ops[graph.results.get(id)!]!.shape),
    ...(config && built && { config: structureHash(built), names: namesHash(configTensors(config, built)) }),
  };
}

function expectLaw(a: ScriptNetwork, b: ScriptNetwork) {
  const script = scriptBetween(a, b);
  // By way of the file, as it is handed on.
  const read = unwrap(parseScript(serialiseScript(script)));
  expect(read).toEqual(script);
  const end = unwrap(runScript(startOf(a), read)).at(-1)!.document;
  expect(told(end, b.kind)).toEqual(told(startOf(b).document, b.kind));
  return script;
}

describe('what is between two networks leads from one to the other', () => {
  const seeds = Array.from({ length: scaled(10_000, 120) }, (_, seed) => seed);
  it('whatever both are: of configs, drawn, edited', { timeout: 3_600_000 }, () => {
    for (const seed of seeds) {
      const random = new Random(seed);
      const [a, b] = [anyNetwork(random), anyNetwork(random)];
      try {
        expectLaw(a, b);
      } catch (error) {
        throw new Error(`seed ${seed}`, { cause: error });
      }
    }
  });

  it('done with another network it is done or refused, and every step on the way can be kept in a file', () => {
    for (let seed = 0; seed < scaled(2000, 40); seed += 1) {
      const random = new Random(1_000_000 + seed);
      const [a, b, other] = [anyNetwork(random), anyNetwork(random), anyNetwork(random)];
      const { commands, names } = scriptBetween(a, b);
      const answer = runScript(startOf(other), { commands: [...random.shuffled(commands)], names });
      if (!answer.ok) expect(answer.issues.length, `seed ${seed}`).toBeGreaterThan(0);
      for (const { document } of unwrap(runScript(startOf(a), { commands, names })))
        expect(checkDocument(document), `seed ${seed}`).toEqual([]);
    }
  });

  const ids = presets.map(({ id }) => id);
  const pairs = ids.flatMap((a, at) => ids.map((b, to) => [a, b, at, to] as const));
  const some = pairs.filter(([, , at, to]) => to === (at * 7 + 3) % ids.length);
  it.each(scaled(pairs, some))('%s to %s', { timeout: 120_000 }, (a, b) => {
    expectLaw(networkOf(a), networkOf(b));
  });
});

function networkOf(id: string): ScriptNetwork {
  const { config, document } = presets.find((each) => each.id === id)!;
  return config ? { kind: 'config', config } : { kind: 'graph', document };
}
