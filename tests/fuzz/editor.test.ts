import { readNetwork } from '#lib/dla/reading/reading.ts';
import { parseGraph, serialiseGraph } from '#lib/dla/network/graph-file.ts';
import { moduleOf } from '#lib/dla/modules/modules.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { checkDocument } from '#lib/graph/document/check-document.ts';
import { emptyDocument, type GraphDocument } from '#lib/graph/document/document.ts';
import { applyPatch } from '#lib/graph/document/patch.ts';
import { indexOf, topologicalOrder } from '#lib/graph/document/queries.ts';
import { Editor } from '#lib/graph/editor/editor.svelte.ts';
import { unwrap } from '#lib/issue.ts';
import { bytesOf } from '#tests/graph/bytes.ts';
import { describe, expect, it } from 'vitest';
import { scaled } from '../scaled.ts';
import { edits, small } from './edits.ts';
import { Random } from './random.ts';

/** Of each of ten seeds. */
const COMMANDS = scaled(10_000, 1000);
/** A document of more nodes is thinned out: what is wrong shows in small ones, and sooner. */
const MOST = 40;

/** What holds after every command, whatever it was. */
function checkInvariants(document: GraphDocument): void {
  const faults = checkDocument(document);
  if (faults.length > 0) throw new Error(JSON.stringify(faults));
  const { node } = indexOf(document);
  for (const { id, kind, inputs } of document.nodes) {
    if (inputs.length > moduleOf(kind)!.inputs[1]) throw new Error(`${id} takes too many`);
    const head = inputs.find((input) => moduleOf(node.get(input)!.kind)!.head);
    if (head !== undefined) throw new Error(`${id} takes the head ${head}`);
  }
  const { unplaced } = topologicalOrder(document);
  if (unplaced.length > 0) throw new Error(`circle: ${unplaced.join(' ')}`);
  if (document.nodes.filter(({ kind }) => kind === 'input').length > 1) throw new Error('two images');
}

/** What is derived step by step, with tables kept from before, is what a fresh copy gives. */
function checkFromScratch(document: GraphDocument): void {
  const fresh = structuredClone(document);
  const [here, there] = [lowerDocument(document), lowerDocument(fresh)];
  expect(JSON.stringify(here.issues)).toBe(JSON.stringify(there.issues));
  expect(JSON.stringify(here.graph.ops)).toBe(JSON.stringify(there.graph.ops));
  expect([...here.graph.results]).toEqual([...there.graph.results]);
  expect(readNetwork(document).aggregationLevels).toEqual(readNetwork(fresh).aggregationLevels);
  const file = serialiseGraph(document);
  expect(serialiseGraph(unwrap(parseGraph(file, { draft: true })))).toBe(file);
}

interface Report {
  readonly applied: number;
  readonly used: ReadonlySet<string>;
}

/** Every second run starts from a network that has pins, written down in no order. */
const opened: GraphDocument = {
  ...small,
  positions: new Map([
    ['level2', [10, 20]],
    ['input', [0, 0]],
    ['fc', [7, 7]],
  ]),
};

function fuzz(seed: number, commands: number): Report {
  const random = new Random(seed);
  const start = seed % 2 === 0 ? opened : emptyDocument;
  const table = Object.entries(edits).flatMap(([name, [weight, edit]]) =>
    Array.from({ length: Math.ceil(weight * 10) }, () => ({ name, edit })),
  );
  const editor = new Editor(start);
  const used = new Set<string>();
  let applied = 0;
  for (let step = 0; step < commands; step += 1) {
    const before = editor.document;
    const crowded = before.nodes.length > MOST;
    const { name, edit } = crowded ? { name: 'remove', edit: edits.remove![1] } : random.pick(table);
    try {
      const answer = edit(before, random);
      if (answer?.ok) {
        editor.apply(
          { kind: 'other', values: { name } },
          answer.value,
          random.some(
            before.nodes.map(({ id }) => id),
            3,
          ),
        );
        if (editor.document !== before) {
          applied += 1;
          used.add(name);
        }
      }
      // A person goes back and forth in the history, and on from there.
      if (random.chance(0.05)) editor.jump(editor.history.done - random.below(6));
      if (random.chance(0.03)) editor.jump(editor.history.done + random.below(6));
      checkInvariants(editor.document);
      if (step % 250 === 0) checkFromScratch(editor.document);
    } catch (error) {
      throw new Error(`seed ${seed}, step ${step}, ${name}`, { cause: error });
    }
  }
  const { document, history } = editor;
  const replayed = history.entries.slice(0, history.done).reduce((at, { patch }) => applyPatch(at, patch), start);
  expect(bytesOf(replayed)).toBe(bytesOf(document));
  editor.jump(0);
  expect(serialiseGraph(editor.document)).toBe(serialiseGraph(start));
  expect([editor.document.nodes, editor.document.groups]).toEqual([start.nodes, start.groups]);
  editor.jump(history.done);
  expect(serialiseGraph(editor.document)).toBe(serialiseGraph(document));
  return { applied, used };
}

describe('random commands', () => {
  const everUsed = new Set<string>();

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])(
    '[F1] seed %i: no invariant breaks, undo to the start is byte-identical',
    (seed) => {
      const { applied, used } = fuzz(seed, COMMANDS);
      // Most commands must do something, or nothing was tested.
      expect(applied).toBeGreaterThan(COMMANDS / 2);
      used.forEach((name) => everUsed.add(name));
    },
  );

  it('[F2] every command was done at least once', () => {
    expect([...everUsed].sort()).toEqual(Object.keys(edits).sort());
  });
});
