// What the benchmark lays out, bundled for Node by `layout-times.mjs`.
import { subjectOf } from '#lib/dla/figure/read/subject.ts';
import { layoutFigure } from '#lib/dla/figure/figure.ts';
import { layeredInput, withOps } from '#lib/dla/figure/layered-input.ts';
import type { Detail } from '#lib/dla/figure/figure.ts';
import { serialiseGraph } from '#lib/dla/network/graph-file.ts';
import { buildNetwork } from '#lib/dla/network/build.ts';
import { lowerDocument } from '#lib/dla/lowering/lower.ts';
import { presetConfig } from '#lib/dla/presets/presets.ts';
import type { GraphDocument } from '#lib/graph/document/document.ts';
import { layoutLayered } from '#lib/graph/layout/layered/layered.ts';
import type { Layout, LayoutMark } from '#lib/graph/layout/layout.ts';
import { words } from '#lib/messages/messages.ts';

export const preset = (id: string): GraphDocument => buildNetwork(presetConfig(id));

/** DLA-169, which has 599 ops, with four times the blocks in its deepest level: more than 1,500. */
export function deep(): GraphDocument {
  const config = presetConfig('dla169');
  const levels = config.levels.map((level) =>
    level.kind === 'aggregation' && level.blocks === 32 ? { ...level, blocks: 128 } : level,
  );
  return buildNetwork({ ...config, name: 'DLA-169, deeper', levels });
}

export { serialiseGraph };

/** Another document of the same content: nothing that is kept with the first is known of it. */
export const anew = (document: GraphDocument): GraphDocument => structuredClone(document);

export const figure = (document: GraphDocument, detail: Detail): Layout =>
  layoutFigure(document, { words: words.figure, width: 1400, detail });

export function layered(document: GraphDocument, detail: Detail): Layout {
  const options = { words: words.figure, direction: 'right', detail } as const;
  return withOps(document, layoutLayered(layeredInput(document, options)), options);
}

/** What both layouts ask of a document before they lay it out: shapes for the labels. */
export const lower = (document: GraphDocument): unknown => lowerDocument(document);

interface ElkNode {
  readonly id: string;
  readonly width?: number;
  readonly height?: number;
  readonly children?: readonly ElkNode[];
}

/** The same graph for ELK: levels hold nodes, nodes hold their ops, edges run from op to op through every border. */
export function elkGraph(document: GraphDocument, detail: Detail): object {
  const layout = figure(document, detail);
  const marks = new Map(layout.marks.map((mark) => [mark.id, mark]));
  const { ops } = lowerDocument(document).graph;
  const inner = new Map<string, ElkNode[]>();
  const standsFor = new Map(
    layout.marks.flatMap((mark) => (mark.kind === 'op' ? [] : mark.of.map((id) => [id, mark] as const))),
  );
  if (detail === 'ops')
    for (const op of ops) {
      const mark = marks.get(op.id);
      const frame = standsFor.get(op.node);
      if (mark && frame) inner.set(frame.id, [...(inner.get(frame.id) ?? []), sized(mark)]);
    }
  const node = (mark: LayoutMark): ElkNode => {
    const children = inner.get(mark.id);
    return children ? { id: mark.id, children } : sized(mark);
  };
  const grouped = new Set<string>();
  const bands = subjectOf(document).bands.map(({ id, nodes }): ElkNode => {
    const held = [...new Set(nodes.flatMap((each) => standsFor.get(each) ?? []))];
    held.forEach((mark) => grouped.add(mark.id));
    return { id: `band ${id}`, children: held.map(node) };
  });
  const loose = layout.marks.filter(({ id, kind }) => kind !== 'op' && !grouped.has(id)).map(node);
  const edges =
    detail === 'ops'
      ? ops.flatMap((op) => op.inputs.map((input) => [endOf(ops[input]!), endOf(op)] as const))
      : layout.edges.map(({ from, to }) => [from, to] as const);
  function endOf({ id, node: owner }: (typeof ops)[number]): string {
    return marks.has(id) ? id : standsFor.get(owner)!.id;
  }
  return {
    id: 'root',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': 'RIGHT',
      'elk.edgeRouting': 'ORTHOGONAL',
      'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
    },
    children: [...loose, ...bands],
    edges: edges
      .filter(([from, to]) => from !== to && from !== '' && to !== '')
      .map(([from, to], at) => ({ id: `e${at}`, sources: [from], targets: [to] })),
  };
}

const sized = ({ id, width, height }: LayoutMark): ElkNode => ({ id, width, height });
