import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { moduleKinds } from '#lib/dla/modules/modules.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import { addedIds } from '#lib/graph/commands/edit.ts';
import { emptyDocument, type GraphDocument } from '#lib/graph/document/document.ts';
import { applyPatch } from '#lib/graph/document/patch.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import { unwrap } from '#lib/issue.ts';
import { describe, expect, it } from 'vitest';
import { addFromPalette } from './add-from-palette.ts';
import { palette } from './palette.ts';

const add = (document: GraphDocument, entry: string, ...selection: string[]): [GraphDocument, string] => {
  const patch = unwrap(addFromPalette(document, { entry, selection }));
  return [applyPatch(document, patch), addedIds(patch)[0]!];
};

describe('palette', () => {
  it('[A1] has every kind of node', () => {
    expect(new Set(palette.map(({ kind }) => kind))).toEqual(new Set(moduleKinds));
    expect(new Set(palette.map(({ id }) => id)).size).toBe(palette.length);
  });

  it.each(palette.filter(({ kind }) => kind !== 'input').map(({ id }) => id))(
    '[A2] %s behind any node of DLA-34 has attributes that fit it',
    (entry) => {
      const document = buildNetwork(presetConfig('dla34'));
      for (const selected of ['input', 'base_layer', 'level2-b1', 'level5-b2']) {
        const [next, id] = add(document, entry, selected);
        const faults = lowerDocument(next).issues.filter(({ at }) => at.startsWith(id));
        // A node that needs a second input has no fault but that.
        expect(faults.filter(({ kind }) => kind !== 'too-few-inputs')).toEqual([]);
      }
    },
  );

  it('[A3] an aggregation node takes what is selected, the deepest first, with its channels', () => {
    const document = buildNetwork(presetConfig('dla34'));
    const [next, id] = add(document, 'aggregation', 'level3-b1', 'level3-b3', 'level3-b2');
    expect(indexOf(next).node.get(id)).toMatchObject({
      inputs: ['level3-b3', 'level3-b2', 'level3-b1'],
      attributes: { outChannels: 128 },
    });
  });

  it('[A4] a network is built from nothing, one entry after another', () => {
    let [document, last] = add(emptyDocument, 'input');
    for (const entry of ['conv-unit', 'down-sample', 'block-basic']) [document, last] = add(document, entry, last);
    const first = last;
    [document, last] = add(document, 'block-basic', first);
    [document, last] = add(document, 'aggregation', first, last);
    [document] = add(document, 'classifier', last);
    expect(lowerDocument(document).issues).toEqual([]);
    expect(document.nodes.map(({ id }) => id)).toEqual([
      'input',
      'conv-unit',
      'down-sample',
      'block',
      'block-2',
      'aggregation',
      'classifier',
    ]);
  });
});
