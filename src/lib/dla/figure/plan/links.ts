import { indexOf } from '#lib/graph/document/queries.ts';
import type { EdgeKind } from '#lib/graph/layout/layout.ts';
import { shapeText } from '../label/words.ts';
import { standsAbove } from '../read/node-kinds.ts';
import { shapeOf } from '../read/shapes.ts';
import type { Subject } from '../read/subject.ts';

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
export function linksOf(subject: Subject, markOf: (id: string) => string): readonly Link[] {
  const { document, graph, folds } = subject;
  const { node } = indexOf(document);
  const bundles = new Map<string, Omit<Link, 'id' | 'count'> & { count: number }>();
  for (const { id, inputs, kind } of document.nodes)
    inputs.forEach((source, input) => {
      const here = node.get(source);
      if (!here) return;
      const [from, to] = [markOf(source), markOf(id)];
      if (from === to || isResidual(subject, markOf, source, id, input)) return;
      const edge = edgeKind(subject, source, id);
      // Edges that cross the border of a collapsed group run together, by their outer end and their kind.
      const bundled = !node.has(from) || !node.has(to);
      const pair = `${from}>${to}`;
      const key = bundled ? `${pair} ${edge}` : `${pair} ${id} ${input}`;
      const bundle = bundles.get(key);
      if (bundle) {
        bundle.count += 1;
        return;
      }
      const shape = shapeOf(graph, source);
      bundles.set(key, {
        from,
        to,
        input: kind === 'aggregation' || !folds.into.has(id) ? input : 1,
        kind: edge,
        label: shape ? shapeText(shape) : '',
        count: 1,
      });
    });

  const times = new Map<string, number>();
  return [...bundles.values()].map((bundle) => {
    const pair = `${bundle.from}>${bundle.to}`;
    const nth = (times.get(pair) ?? 0) + 1;
    times.set(pair, nth);
    return { ...bundle, id: nth === 1 ? pair : `${pair}#${nth}` };
  });
}

/** What goes round a block as its residual is part of the block. */
function isResidual(
  { document, folds }: Subject,
  markOf: (id: string) => string,
  source: string,
  id: string,
  input: number,
): boolean {
  const { node } = indexOf(document);
  const { into, signs, band } = folds;
  const target = into.get(id) ?? id;
  const first = node.get(target)!.inputs[0];
  const main = first === undefined ? undefined : markOf(first);
  const residual = into.has(id) || (node.get(id)!.kind === 'block' && input === 1);
  if (!residual || main === undefined) return false;
  if (markOf(source) === main) return true;
  const pooled = signs.get(source) === 'pool' && band.get(source) === band.get(target);
  return pooled && markOf(node.get(source)!.inputs[0] ?? '') === main;
}

function edgeKind({ document, folds }: Subject, source: string, id: string): EdgeKind {
  const { into, signs, band, decoding } = folds;
  const taker = indexOf(document).node.get(id)!;
  const inside = band.get(source) === band.get(id);
  if (signs.get(id) === 'pool') return 'root';
  if (signs.get(source) === 'pool') return inside && standsAbove(taker) ? 'root' : 'backbone';
  if (signs.get(into.get(id) ?? id) === 'up') return 'aggregation';
  // A neck has convolutions on its base line, too: all that runs in it joins maps.
  if (decoding.has(id)) return 'aggregation';
  if (!standsAbove(taker)) return 'backbone';
  return inside || taker.kind !== 'aggregation' ? 'aggregation' : 'root';
}
