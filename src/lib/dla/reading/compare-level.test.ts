import { nodesIn } from '#lib/graph/document/queries.ts';
import { blocksFault, structureNames } from '#lib/dla/structures/structures.ts';
import { anyLevel } from '#tests/dla/any-level.ts';
import { make } from '#tests/dla/made-level.ts';
import { scaled } from '#tests/scaled.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LevelOverlay } from './compare-level.ts';
import { readParts } from './level-parts.ts';

describe('[naming] comparing a level with a structure', () => {
  it('the check that stops at the first departure fits where the whole comparison finds none, and says the same', () => {
    const edit = fc.record({ node: fc.nat(), inputs: fc.array(fc.nat(), { minLength: 1, maxLength: 4 }) });
    let [fitting, departing] = [0, 0];
    fc.assert(
      fc.property(anyLevel, fc.array(edit, { maxLength: 2 }), (level, edits) => {
        const document = make(level);
        const inside = nodesIn(document, 'level');
        const sources = ['stem', ...inside];
        const wired = new Map(
          edits.map(({ node, inputs }) => [
            inside[node % inside.length]!,
            inputs.map((input) => sources[input % sources.length]!),
          ]),
        );
        const nodes = document.nodes.map((node) => ({ ...node, inputs: wired.get(node.id) ?? node.inputs }));
        const changed = { ...document, nodes };
        const parts = readParts(changed, 'level');
        if (!parts) return;
        const overlay = new LevelOverlay(changed, parts);
        for (const structure of structureNames.filter((name) => !blocksFault(name, parts.blocks.length)))
          for (const levelRoot of [false, true]) {
            const whole = overlay.compare(structure, levelRoot);
            const isFitting = whole.departures.length === 0;
            expect(overlay.fit(structure, levelRoot)).toEqual(isFitting ? whole : undefined);
            if (isFitting) fitting += 1;
            else departing += 1;
          }
      }),
      { numRuns: scaled(4000, 600), seed: 6 },
    );
    expect(Math.min(fitting, departing)).toBeGreaterThan(300);
  });
});
