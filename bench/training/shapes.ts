import { useNodeBackend } from '#lib/runtime/tfjs/node-backends.ts';
import { train } from '#lib/runtime/training/train.ts';
import type { StructureName } from '#lib/dla/structures/structures.ts';
import { spreadOf, type Spread } from '#lib/workspace/shared/spread.ts';
import { contestantsOf } from '#lib/workspace/training/contestants.ts';
import { trainingOrder, variantsOf } from '#lib/workspace/training/order.ts';

/** Wrong answers of structures on the panel's shapes, from the seeds 1 to `seeds`; `say` hears of every run. */
export async function wrongAnswers(
  structures: readonly StructureName[],
  seeds: number,
  shortcuts: boolean,
  say: (structure: string, seed: number, wrong: number) => void,
): Promise<ReadonlyMap<string, Spread>> {
  await useNodeBackend('wasm');
  const data = { kind: 'shapes' } as const;
  const variants = variantsOf(contestantsOf({ kind: 'structures', structures, blocks: 8 }, data), shortcuts);
  const wrong = new Map<string, number[]>();
  for (let seed = 1; seed <= seeds; seed += 1)
    for (const variant of variants) {
      const order = await trainingOrder({ data, epochs: 8 }, [variant], seed);
      const { variants: trained } = await train(order, { backend: 'wasm' });
      const share = 1 - trained[0]!.curve.at(-1)!.heldOut.accuracy;
      wrong.set(variant.name, [...(wrong.get(variant.name) ?? []), share]);
      say(variant.name, seed, share);
    }
  return new Map([...wrong].map(([name, shares]) => [name, spreadOf(shares)]));
}
