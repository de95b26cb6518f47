import { countCosts } from '#lib/dla/analysis/costs.ts';
import { legendOf } from '#lib/dla/exchange/pictures/legend.ts';
import { layoutFigure, type Detail } from '#lib/dla/figure/figure.ts';
import { signPaths } from '#lib/dla/figure/read/signs.ts';
import type { Layout } from '#lib/graph/layout/layout.ts';
import { lightTheme } from '#lib/graph/view/light-theme.ts';
import { printTheme } from '#lib/graph/view/print-theme.ts';
import type { PictureOptions, SvgTheme } from '#lib/graph/view/svg.ts';
import { words } from '#lib/messages/messages.ts';
import { sourceOf, type Network } from './network.ts';

/** What of a network a figure draws, and in how much room. */
export interface LayoutOptions {
  /** Units for a line of the figure, one a pixel at scale 1; longer networks go on below. 1600 where nothing is said. */
  readonly width?: number;
  /** Levels as one glyph each, blocks and aggregation nodes (the default), or these with their ops. */
  readonly detail?: Detail;
  /** Ids of groups that are drawn as one glyph each. */
  readonly collapsed?: readonly string[];
}

/**
 * Lays a network out as the paper draws it: each level a band, blocks on its base line, aggregation nodes above what they join.
 * Plain data: marks and edges with their places in units, y growing downwards.
 */
export const layout = (
  { document }: Network,
  { width = 1600, detail = 'blocks', collapsed = [] }: LayoutOptions = {},
): Layout => layoutFigure(document, { width, detail, collapsed: new Set(collapsed), words: words.figure });

const themes = { light: lightTheme, print: printTheme } as const;
export const themeNames = Object.keys(themes) as readonly (keyof typeof themes)[];

/** How a figure is drawn as SVG or PDF. */
export interface FigureOptions extends LayoutOptions {
  /** Colours of the screen, or of paper, where greys tell apart as well. `light` where nothing is said. */
  readonly theme?: keyof typeof themes;
  /** Pixels of a unit in the file, 1 to 4. */
  readonly scale?: number;
  /** Whether it has a ground; transparent where nothing is said. */
  readonly ground?: boolean;
  /** Whether what the signs mean stands below. */
  readonly legend?: boolean;
  /** Whether shapes and counts stand in it; they do where nothing is said. */
  readonly counts?: boolean;
}

type Drawn = PictureOptions & { readonly layout: Layout; readonly theme: SvgTheme; readonly scale: number };

const grouped = (count: number): string => count.toLocaleString(words.locale);

/** A network laid out, and how it is drawn. */
export function drawn(network: Network, options: FigureOptions = {}): Drawn {
  const { theme = 'light', scale = 1, ground = false, legend = false, counts = true } = options;
  const placed = layout(network, options);
  const said = words.filing.legend;
  const { document, graph } = sourceOf(network);
  const { parameters, macs } = countCosts(graph);
  return {
    layout: placed,
    scale,
    theme: themes[theme],
    ...(ground && { ground: 'canvas' }),
    ...(!counts && { without: ['fact', 'shape'] as const }),
    ...(legend && {
      caption: {
        line: said.line(document.name, counts ? { parameters: grouped(parameters), macs: grouped(macs) } : undefined),
        legend: legendOf(placed, signPaths, said.entries),
      },
    }),
  };
}
