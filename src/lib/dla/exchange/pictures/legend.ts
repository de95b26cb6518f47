import type { BlockKind } from '#lib/dla/modules/block-attributes.ts';
import type { EdgeKind, Layout, LayoutMark, MarkKind } from '#lib/graph/layout/layout.ts';

/** What tells marks of one shape apart, by name. */
type Sign = BlockKind | 'grouped-bottleneck' | 'grouped-res2net' | 'residual';

type LegendName = Exclude<MarkKind, 'source'> | Sign | Exclude<EdgeKind, 'root'>;

/** What a legend explains: the marks that can stand in a figure, and its edges. */
export type LegendWords = Readonly<Record<LegendName, string>>;

interface Entry {
  readonly text: string;
  readonly shows: Pick<LayoutMark, 'kind' | 'sign'> | { readonly edge: EdgeKind };
}

const kinds: readonly Exclude<MarkKind, 'source'>[] = ['block', 'node', 'pool', 'up', 'op', 'collapsed'];

/** An entry for every look that a layout has, in an order that does not depend on the network; signs by their paths. */
export function legendOf(
  { marks, edges }: Layout,
  signPaths: Readonly<Record<Sign, string>>,
  words: LegendWords,
): readonly Entry[] {
  const signs = Object.entries(signPaths) as readonly (readonly [Sign, string])[];
  const has = (kind: MarkKind, sign: string | undefined): boolean =>
    marks.some((mark) => mark.kind === kind && mark.sign === sign && !mark.open);
  const ofMarks = kinds.flatMap((kind): readonly Entry[] => [
    ...(has(kind, undefined) ? [{ text: words[kind], shows: { kind } }] : []),
    ...signs.flatMap(([name, sign]) => (has(kind, sign) ? [{ text: words[name], shows: { kind, sign } }] : [])),
  ]);
  const ofEdges = (['backbone', 'aggregation'] as const).flatMap((edge): readonly Entry[] => {
    const isIt = ({ kind }: { readonly kind: EdgeKind }): boolean => (kind === 'backbone') === (edge === 'backbone');
    return edges.some(isIt) ? [{ text: words[edge], shows: { edge } }] : [];
  });
  return [...ofMarks, ...ofEdges];
}
