import { countCosts } from '#lib/dla/analysis/costs.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { structureNames } from '#lib/dla/structures/structures.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { applyPatch } from '#lib/graph/document/patch.ts';
import { unwrap } from '#lib/issue.ts';
import { describe, expect, it } from 'vitest';
import { setStructure } from './edit-level.ts';
import { isSound, morphWay } from './morph.ts';

const levels = ['level2', 'level3', 'level4', 'level5'];
const count = (document: GraphDocument, kind: string): number =>
  document.nodes.filter((node) => node.kind === kind).length;
const parametersOf = (document: GraphDocument): number => countCosts(lowerDocument(document).graph).parameters;

/** The networks of the way that are shown. */
const morphFrames = (from: GraphDocument, to: GraphDocument, most?: number): readonly GraphDocument[] =>
  morphWay(from, to, most).filter((each) => each === from || each === to || isSound(each));

describe('a morph', () => {
  const start = buildNetwork(presetConfig('dla34'));
  const pairs = structureNames.flatMap((a) => structureNames.filter((b) => b !== a).map((b) => [a, b] as const));

  it.each(pairs)('[K1] from %s to %s every key frame is a sound network with the same blocks', (a, b) => {
    const from = applyPatch(start, unwrap(setStructure(start, levels, a)));
    const to = applyPatch(from, unwrap(setStructure(from, levels, b)));
    const frames = morphFrames(from, to, 100);
    expect([frames[0], frames.at(-1)]).toEqual([from, to]);
    expect(frames).toHaveLength(
      Math.max(...levels.map((id) => nodesIn(from, id))) + Math.max(...levels.map((id) => nodesIn(to, id))) + 2,
    );
    for (const frame of frames) {
      const { issues, graph } = lowerDocument(frame);
      expect(issues).toEqual([]);
      // Nothing hangs loose: the classifier is the only output.
      expect(graph.outputs).toEqual(['fc']);
      expect(count(frame, 'block')).toBe(count(start, 'block'));
    }
    // Down to blocks in a row and up again, never two nodes at once in a level.
    const nodes = frames.map((frame) => count(frame, 'aggregation'));
    const lowest = nodes.indexOf(Math.min(...nodes));
    expect(nodesIn(frames[lowest]!, 'level3')).toBe(0);
    expect(nodes.slice(0, lowest + 1)).toEqual(nodes.slice(0, lowest + 1).toSorted((x, y) => y - x));
    expect(nodes.slice(lowest)).toEqual(nodes.slice(lowest).toSorted((x, y) => x - y));
  });

  it('[K2] as many as asked for, both ends among them, with counts of their own', () => {
    const to = applyPatch(start, unwrap(setStructure(start, levels, 'ida')));
    const frames = morphFrames(start, to);
    expect(frames).toHaveLength(6);
    expect([frames[0], frames.at(-1)]).toEqual([start, to]);
    expect(new Set(frames.map(parametersOf)).size).toBe(6);
    expect(morphFrames(start, to, 2)).toEqual([start, to]);
  });

  it('[K3] a dense network keeps its decoder on the way', () => {
    const dense = buildNetwork(presetConfig('dla34up'));
    const to = applyPatch(dense, unwrap(setStructure(dense, levels, 'reentrant')));
    for (const frame of morphFrames(dense, to, 100)) expect(lowerDocument(frame).issues).toEqual([]);
  });

  const nodesIn = (document: GraphDocument, level: string): number =>
    document.nodes.filter(({ id, kind }) => kind === 'aggregation' && id.startsWith(`${level}-`)).length;
});
