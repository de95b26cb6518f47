// What the benchmark counts, bundled for Node by `run.mjs`.
import { countCosts } from '#lib/dla/analysis/costs.ts';
import { countLevels } from '#lib/dla/analysis/count.ts';
import { peakActivationBytes } from '#lib/dla/analysis/memory.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { parseConfig } from '#lib/dla/network/parse.ts';
import { atOnce } from '#lib/dla/op-graph/by-steps.ts';
import { pointsOf } from '#lib/dla/sweep/grid.ts';
import type { Measure } from '#lib/dla/sweep/measure.ts';
import { variantOf } from '#lib/dla/sweep/path.ts';
import { parseSweep } from '#lib/dla/sweep/spec.ts';
import { sweepBySteps, type SweepRow } from '#lib/dla/sweep/sweep.ts';
import { unwrap } from '#lib/issue.ts';

const all = ['plain', 'shallow', 'ida', 'tree', 'reentrant', 'merged'];
/** No two of its points are one network: levels of four and eight blocks differ in every structure. */
const spec = {
  format: 'dla-sweep',
  version: 1,
  base: 'dla34',
  vary: [
    { path: 'levels[3].structure', values: all },
    { path: 'levels[4].structure', values: all },
    { path: 'levels[3].blocks', values: [4, 8] },
    { path: 'levels[4].blocks', values: [4, 8] },
    { path: 'levels[5].channels', values: [256, 384, 512, 640, 768] },
    { path: 'levels[2].blocks', values: [2, 4] },
    { path: 'width', values: [0.5, 0.75, 1, 1.25, 1.5, 2, 2.5] },
  ],
  objectives: [{ min: 'macs' }, { max: 'receptiveField' }],
};
export const text = JSON.stringify(spec);
const sweep = unwrap(parseSweep(text));

export const points = pointsOf(sweep.axes);

/** All points, as the command line and the page count them. */
export const count = (): readonly SweepRow[] => atOnce(sweepBySteps(sweep));

let known: readonly SweepRow[] | undefined;

/** Every so many of the points, each a document that is lowered and counted by itself; throws where a count differs. */
export function countOneByOne(every: number): void {
  known ??= count();
  for (let index = 0; index < known.length; index += every) {
    const { values, measured } = known[index]!;
    const given = sweep.axes.map(({ path }, axis) => [path, values[axis]!] as const);
    const document = buildNetwork(unwrap(parseConfig(variantOf(sweep.base, given))));
    const { graph } = lowerDocument(document);
    const { parameters, macs, activations } = countCosts(graph);
    const receptiveField = countLevels(document, graph).at(-1)!.receptiveField[0];
    const alone = { parameters, macs, activations, receptiveField, peakActivationBytes: peakActivationBytes(graph) };
    for (const [name, value] of Object.entries(alone))
      if (measured![name as Measure] !== value) throw new Error(`${name} of point ${index} differs`);
  }
}
