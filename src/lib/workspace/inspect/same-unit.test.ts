import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import type { NetworkConfig } from '#lib/dla/network/config.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { readNetwork } from '#lib/dla/reading/reading.ts';
import { NetworkView } from '#lib/workspace/core/network-view.svelte.ts';
import type { RunResult } from '#lib/workspace/shared/run-result.ts';
import { expect, it } from 'vitest';
import { sameUnit } from './same-unit.ts';

/** A network as it is when it has run. */
function ran(config: NetworkConfig): { readonly view: NetworkView; readonly result: RunResult } {
  const document = buildNetwork(config);
  const landmarks = readNetwork(document).levels.map(({ output, label }) => ({ id: output, label }));
  const source = { graph: lowerDocument(document).graph } as RunResult['source'];
  const known: Partial<RunResult> = { document, landmarks, source };
  const result = known as RunResult;
  const view = new NetworkView(document);
  view.lastRun = result;
  return { view, result };
}

const dla34 = presetConfig('dla34');
const first = ran(dla34);
const level3 = first.result.landmarks[3]!.id;

it('a level’s result meets that of the level of the same name, whatever node has it', () => {
  const levels = dla34.levels.map((level) => ('structure' in level ? { ...level, structure: 'ida' as const } : level));
  const other = ran({ ...dla34, levels });
  const found = sameUnit({ ...first, id: level3, at: [5, 7] }, other.view)!;
  expect(found.id).toBe(other.result.landmarks[3]!.id);
  expect(found.id).not.toBe(level3);
  expect(found.at).toEqual([5, 7]);
});

it('a place is the one above the same point of the image, the middle stays the middle', () => {
  const small = ran({ ...dla34, input: { ...dla34.input, height: 112, width: 112 } });
  const at = (place: readonly [number, number] | undefined) =>
    sameUnit({ ...first, id: level3, at: place }, small.view)!.at;
  expect([at([0, 27]), at([14, 13]), at(undefined)]).toEqual([[0, 13], [7, 6], undefined]);
});

it('there is none in a network that did not run, or has no such value', () => {
  const [waiting, other] = [new NetworkView(first.result.document), ran(presetConfig('dla46_c'))];
  expect(sameUnit({ ...first, id: level3, at: undefined }, waiting)).toBeUndefined();
  expect(sameUnit({ ...first, id: 'level3-b4', at: undefined }, other.view)).toBeDefined();
  const bare = { ...first.result, landmarks: [] };
  expect(sameUnit({ ...first, result: bare, id: 'nowhere', at: undefined }, other.view)).toBeUndefined();
});
