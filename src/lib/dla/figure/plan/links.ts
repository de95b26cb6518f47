import type { GraphDocument } from '#lib/graph/document/document.ts';
import { indexOf } from '#lib/graph/document/queries.ts';
import type { EdgeKind } from '#lib/graph/layout/layout.ts';
import { foldsOf } from '../read/folds.ts';
import { standsAbove } from '../label/node-labels.ts';
import { shapeOf } from '../read/shapes.ts';
import { shapeText } from '../label/words.ts';

export interface Link {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly input: number;
  readonly kind: EdgeKind;
  readonly label: string;
  readonly count: number;
}

/** What is joined with what, between the marks that stand for the nodes; bundled where one of them is a glyph. */
export function linksOf(document: GraphDocument, drawn: (id: string) => string): readonly Link[] {
  const { node } = indexOf(document);
  const { into, signs, band } = foldsOf(document);
  const bundles = new Map<
    string,
    { from: string; to: string; input: number; kind: EdgeKind; label: string; count: number }
  >();
  const taken = new Map<string, number>();
  for (const { id, inputs, kind } of document.nodes)
    inputs.forEach((source, input) => {
      const here = node.get(source);
      if (!here) return;
      const [from, to] = [drawn(source), drawn(id)];
      if (from === to || isResidual(source, id, input)) return;
      const edge = edgeKind(source, id);
      // Edges that cross the border of a collapsed group run together, by their outer end and their kind.
      const bundled = !node.has(from) || !node.has(to);
      const pair = `${from}>${to}`;
      const key = bundled ? `${pair} ${edge}` : `${pair} ${id} ${input}`;
      const bundle = bundles.get(key);
      if (bundle) {
        bundle.count += 1;
        return;
      }
      const shape = shapeOf(document, source);
      bundles.set(key, {
        from,
        to,
        input: kind === 'aggregation' || !into.has(id) ? input : 1,
        kind: edge,
        label: shape ? shapeText(shape) : '',
        count: 1,
      });
    });

  /** What goes round a block as its residual is part of the block. */
  function isResidual(source: string, id: string, input: number): boolean {
    const taker = node.get(id)!;
    const target = into.get(id) ?? id;
    const first = node.get(target)!.inputs[0];
    const main = first === undefined ? undefined : drawn(first);
    const residual = into.has(id) || (taker.kind === 'block' && input === 1);
    if (!residual || main === undefined) return false;
    if (drawn(source) === main) return true;
    const pooled = signs.get(source) === 'pool' && band.get(source) === band.get(target);
    return pooled && drawn(node.get(source)!.inputs[0] ?? '') === main;
  }

  function edgeKind(source: string, id: string): EdgeKind {
    const taker = node.get(id)!;
    const inside = band.get(source) === band.get(id);
    if (signs.get(id) === 'pool') return 'root';
    if (signs.get(source) === 'pool') return inside && standsAbove(taker) ? 'root' : 'backbone';
    if (signs.get(into.get(id) ?? id) === 'up') return 'aggregation';
    if (!standsAbove(taker)) return 'backbone';
    return inside || taker.kind !== 'aggregation' ? 'aggregation' : 'root';
  }

  return [...bundles.values()].map((bundle) => {
    const pair = `${bundle.from}>${bundle.to}`;
    const times = (taken.get(pair) ?? 0) + 1;
    taken.set(pair, times);
    return { ...bundle, id: times === 1 ? pair : `${pair}#${times}` };
  });
}
