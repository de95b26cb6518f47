import { emptyDocument, type GraphDocument } from '#lib/graph/document/document.ts';
import { patchBetween } from '#lib/graph/document/patch.ts';
import { describe, expect, it } from 'vitest';
import { Editor } from './editor.svelte.ts';

const node = (id: string) => ({ id, kind: 'relu', inputs: [], attributes: {} });
const start: GraphDocument = {
  ...emptyDocument,
  nodes: [node('a'), node('b')],
  positions: new Map([
    ['b', [3, 4]],
    ['a', [1, 2]],
  ]),
};

function apply(editor: Editor, next: GraphDocument): GraphDocument {
  editor.apply({ kind: 'rename' }, patchBetween(editor.document, next));
  return editor.document;
}

describe('steps back and forth', () => {
  it('lead to the very documents that were there', () => {
    const editor = new Editor(start);
    const added = apply(editor, { ...start, nodes: [...start.nodes, node('c')] });
    const removed = apply(editor, { ...added, nodes: added.nodes.slice(1) });
    editor.undo();
    expect(editor.document).toBe(added);
    editor.undo();
    expect(editor.document).toBe(start);
    editor.jump(2);
    expect(editor.document).toBe(removed);
  });

  it('lead to an equal document where nothing else is known', () => {
    const first = new Editor(start);
    const added = apply(first, { ...start, nodes: [...start.nodes, node('c')] });
    const later = new Editor(added, first.history);
    later.undo();
    expect(later.document).toEqual(start);
    expect(later.document).not.toBe(start);
  });

  it('tell a pin or a name apart that the nodes do not show', () => {
    const editor = new Editor(start);
    apply(editor, { ...start, positions: new Map([...start.positions, ['a', [5, 6]]]) });
    apply(editor, { ...editor.document, name: 'other' });
    editor.undo();
    expect([editor.document.name, editor.document.positions.get('a')]).toEqual([start.name, [5, 6]]);
    editor.undo();
    expect(editor.document.positions).toEqual(start.positions);
  });
});
