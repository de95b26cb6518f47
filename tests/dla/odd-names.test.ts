import { readFileSync } from 'node:fs';
import { countCosts } from '#lib/dla/analysis/costs.ts';
import { costRows } from '#lib/dla/analysis/cost-rows.ts';
import { diffDocuments } from '#lib/dla/analysis/diff.ts';
import { blockPaths } from '#lib/dla/analysis/paths.ts';
import { receptiveFields } from '#lib/dla/analysis/receptive-field.ts';
import { toDot } from '#lib/dla/exchange/dot/to-dot.ts';
import { toOnnx } from '#lib/dla/exchange/onnx/to-onnx.ts';
import { toPyTorch } from '#lib/dla/exchange/pytorch/to-pytorch.ts';
import { sourceOfDocument } from '#lib/dla/exchange/source.ts';
import { layoutFigure } from '#lib/dla/figure/figure.ts';
import { layeredInput } from '#lib/dla/figure/layered-input.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { parseGraph, serialiseGraph } from '#lib/dla/network/graph-file.ts';
import { parseConfig } from '#lib/dla/network/parse.ts';
import { readNetwork } from '#lib/dla/reading/reading.ts';
import { networkDomain } from '#lib/dla/commands/domain.ts';
import { removeMembers } from '#lib/graph/commands/remove-members.ts';
import { nameOf, type GraphDocument } from '#lib/graph/document/document.ts';
import { applyPatch, patchBetween, reversePatch } from '#lib/graph/document/patch.ts';
import { layoutLayered } from '#lib/graph/layout/layered/layered.ts';
import type { Layout } from '#lib/graph/layout/layout.ts';
import { toSvg } from '#lib/graph/view/svg.ts';
import { unwrap } from '#lib/issue.ts';
import { words } from '#lib/messages/messages.ts';
import { lightTheme } from '#lib/graph/view/light-theme.ts';
import { describe, expect, it } from 'vitest';
import { seededValues } from '../exchange/reference.ts';

/** What every object has under some name. */
const INHERITED = Object.getOwnPropertyNames(Object.prototype);
/** Files refuse these as ids, and take them as names. */
const RESERVED = ['__proto__', 'constructor', 'prototype'];
const IDS = INHERITED.filter((name) => !RESERVED.includes(name));

const plain = buildNetwork(unwrap(parseConfig(JSON.parse(readFileSync('docs/small.json', 'utf8')))));
const members = [...plain.nodes, ...plain.groups].map(({ id }) => id);

/** The same network, its first members under ids that every object inherits something by; they keep their names. */
const odd = new Map(members.map((id, at) => [id, IDS[at] ?? id]));
const back = new Map([...odd].map(([id, other]) => [other, id]));
const byOddIds = (document: GraphDocument): GraphDocument => ({
  ...document,
  nodes: document.nodes.map((node) => ({
    ...node,
    id: odd.get(node.id)!,
    name: nameOf(node),
    inputs: node.inputs.map((input) => odd.get(input)!),
  })),
  groups: document.groups.map((group) => ({
    ...group,
    id: odd.get(group.id)!,
    name: nameOf(group),
    members: group.members.map((id) => odd.get(id)!),
  })),
});

/** The same network, its first nodes under other names: what a part is can hang on its name. */
const named = (names: readonly string[]): GraphDocument => ({
  ...plain,
  nodes: plain.nodes.map((node, at) => ({ ...node, name: names[at] ?? nameOf(node) })),
});
const oddNames = [...RESERVED, ...IDS];

const ids = byOddIds(plain);
const names = named(oddNames);
/** Each with the same network under names and ids that nothing inherits. */
const variants = [
  ['ids', ids, plain],
  ['names', names, named(oddNames.map((_, at) => `part${at}`))],
] as const;

const looks = { words: words.figure, width: 1600 };
const fields = (document: GraphDocument) => receptiveFields(lowerDocument(document).graph);
const plainId = (id: string): string => back.get(id) ?? id;
const layered = (document: GraphDocument) =>
  layoutLayered(layeredInput(document, { words: words.figure, direction: 'right' }));
/** A picture without ids: what stands where, and how the lines go. */
const drawn = ({ marks, edges, bounds }: Layout) => ({
  bounds,
  marks: marks.map(({ kind, label, x, y, width, height }) => ({ kind, label, x, y, width, height })),
  edges: edges.map(({ kind, points }) => ({ kind, points })),
});

describe('what every object inherits is an id and a name like any other', () => {
  it('such ids are among those that are tried (R1)', () => {
    expect([...odd.values()]).toEqual(expect.arrayContaining(['toString', 'valueOf', 'hasOwnProperty']));
    expect(names.nodes.map(nameOf)).toEqual(expect.arrayContaining(['__proto__', 'constructor', 'toString']));
  });

  it.each(RESERVED)('%s is refused as an id, with its place (R1)', (id) => {
    const renamed = { ...plain, nodes: plain.nodes.map((node, at) => (at === 0 ? { ...node, id } : node)) };
    expect(parseGraph(serialiseGraph(renamed))).toMatchObject({
      ok: false,
      issues: [{ kind: 'not-allowed', received: id }],
    });
  });

  it.each(variants)('%s: a file is read as it was written (R1)', (_what, document) => {
    expect(unwrap(parseGraph(serialiseGraph(document)))).toEqual(document);
  });

  it.each(variants)('%s: ops, counts, reach and rows of costs are the same (R1)', (_what, document, control) => {
    const [{ graph, issues }, { graph: before }] = [lowerDocument(document), lowerDocument(control)];
    expect(issues).toEqual([]);
    expect(countCosts(graph)).toEqual(countCosts(before));
    expect(fields(document)).toEqual(fields(control));
    expect(new Set(graph.tensors.map(({ name }) => name)).size).toBe(before.tensors.length);
    for (const grain of ['part', 'level', 'module', 'op'] as const)
      expect(costRows(document, graph, grain).map(({ costs }) => costs)).toEqual(
        costRows(control, before, grain).map(({ costs }) => costs),
      );
  });

  it('ids: weights have the same names, for these come from names (R1)', () => {
    expect(lowerDocument(ids).graph.tensors).toEqual(lowerDocument(plain).graph.tensors);
  });

  it.each(variants)('%s: levels and paths are read as before (R1)', (_what, document, control) => {
    const read = (each: GraphDocument) =>
      readNetwork(each).levels.map((level) => ({
        kind: level.kind,
        nodes: level.nodes.map(plainId),
        structure: level.kind === 'aggregation' ? level.reading?.structure : undefined,
      }));
    expect(read(document)).toEqual(read(control));
    const paths = (each: GraphDocument) =>
      blockPaths(each, lowerDocument(each).graph).map((path) => ({ ...path, block: plainId(path.block) }));
    expect(paths(document)).toEqual(paths(control));
  });

  it('ids: the figure, the layers and the SVG are the same (R1)', () => {
    const figure = (each: GraphDocument) => layoutFigure(each, looks);
    expect(drawn(figure(ids))).toEqual(drawn(figure(plain)));
    expect(toSvg(figure(ids), lightTheme, { title: 'a' })).toBe(toSvg(figure(plain), lightTheme, { title: 'a' }));
    expect(drawn(layered(ids))).toEqual(drawn(layered(plain)));
  });

  // A name has its width: the same marks stand elsewhere.
  it('names: the figure and the layers have the same marks (R1)', () => {
    const [, , control] = variants[1];
    const marks = ({ marks: all }: Layout) => all.map(({ kind, label, of }) => ({ kind, label, of }));
    expect(marks(layoutFigure(names, looks))).toEqual(marks(layoutFigure(control, looks)));
    expect(marks(layered(names))).toEqual(marks(layered(control)));
    expect(toSvg(layoutFigure(names, looks), lightTheme, { title: 'a' })).toContain('<svg');
  });

  it.each(variants)('%s: every node is exported (R1)', (_what, document, control) => {
    const source = sourceOfDocument(document);
    const dot = toDot(source);
    for (const { id } of document.nodes) expect(dot).toContain(`"${id}" [label=`);
    const lines = (text: string) => text.split('\n').length;
    expect(lines(dot)).toBe(lines(toDot(sourceOfDocument(control))));
    // A module of a name that Python cannot write is read by its text, which may take another line. The table of nodes by
    // their ids is filled to its width.
    const program = (text: string) => text.replace(/^NODES = \{[^}]*\}$/m, '');
    const [odd, even] = [source, sourceOfDocument(control)].map((each) => lines(program(toPyTorch(each))));
    if (document === ids) expect(odd).toBe(even);
    else expect(toPyTorch(source)).toContain('toString');
    const onnx = new TextDecoder('latin1').decode(toOnnx(source, seededValues));
    for (const { name } of source.tensors) expect(onnx).toContain(name);
  });

  it('ids: two networks that differ by ids alone do not differ (R1)', () => {
    expect(diffDocuments(plain, ids)).toMatchObject({
      added: [],
      removed: [],
      changed: [],
      edgesAdded: [],
      edgesRemoved: [],
    });
  });

  it.each(variants)('%s: patches go there and back (R1)', (_what, document) => {
    const patch = patchBetween(plain, document);
    expect(applyPatch(plain, patch)).toEqual(document);
    expect(applyPatch(document, reversePatch(patch))).toEqual(plain);
    for (const { id } of document.nodes) {
      const removal = unwrap(removeMembers(document, { ids: [id] }, networkDomain));
      const less = applyPatch(document, removal);
      expect(less.nodes.map((node) => node.id)).not.toContain(id);
      expect(applyPatch(less, reversePatch(removal))).toEqual(document);
    }
  });

  it('a file with a node `toString` is read, counted and drawn (R1)', () => {
    const document = unwrap(parseGraph(readFileSync('tests/dla/tostring.json', 'utf8')));
    const { graph } = lowerDocument(document);
    // 3·4 kernels of 3×3, and scale and shift of each of the 4 channels.
    expect(countCosts(graph).parameters).toBe(3 * 4 * 9 + 2 * 4);
    expect(receptiveFields(graph).at(-1)).toBe(3);
    expect(layoutFigure(document, looks).marks.map(({ id }) => id)).toContain('toString');
    expect(toSvg(layoutFigure(document, looks), lightTheme, { title: document.name })).toContain('3×3');
  });
});
